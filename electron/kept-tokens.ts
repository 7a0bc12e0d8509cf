import type { Clock } from "#shared/clock.ts";
import type { Storage } from "./storage.ts";
import { Tokens } from "./tokens/tokens.ts";

/** The tokens that the last run left. Where they are not understood one is needed all the same, and none counts: what was
 *  closed does not open by itself. */
export function keptTokens({ stored, audit }: Storage, clock: Clock): Tokens {
  const isLost = stored.unreadableDocuments.includes("tokens");
  return new Tokens(audit, clock, isLost ? { ...stored.tokens, isRequired: true } : stored.tokens);
}
