/** What the host says, in the language of the window. An English window shows the host's own words: they name paths and
 *  numbers. Another one shows what its catalogue has for the host's code, and else the host's words all the same. */
import type { Condition } from "#shared/model/host-status.ts";
import { text } from "./messages/messages.ts";

export function conditionSentence({ reason, message }: Pick<Condition, "reason" | "message">): string {
  return inLanguage(text.host.conditions, reason) ?? message;
}

/** Why devices cannot be listened for somewhere. */
export function obstacleSentence({ reason, message }: { readonly reason: string; readonly message: string }): string {
  return inLanguage(text.host.obstacles, reason) ?? message;
}

/** Why a recording ended by itself. */
export function endingSentence({ reason, message }: { readonly reason: string; readonly message: string }): string {
  return inLanguage(text.host.endings, reason) ?? message;
}

/** The host's errors carry a sentence for the technician, and so do ours. */
export function errorSentence(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  return inLanguage(text.host.refusals, code) ?? (error instanceof Error ? error.message : String(error));
}

function inLanguage(sentences: Readonly<Record<string, string>>, code: string): string | undefined {
  return text.language === "en" || !Object.hasOwn(sentences, code) ? undefined : sentences[code];
}
