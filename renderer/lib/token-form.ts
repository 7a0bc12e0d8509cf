/** A token as it is being written. */
import { TokenName, TokenScope, type TokenWish } from "#shared/model/token.ts";
import { text } from "./messages/messages.ts";
import { filterOfForm, patternsIn, type FilterForm } from "./rules/filter-form.ts";

const DAY = 24 * 3_600_000;
export const TOKEN_ENDS = ["never", "day", "week", "quarter", "year"] as const;
export type TokenEnd = (typeof TOKEN_ENDS)[number];
const LASTS = { day: DAY, week: 7 * DAY, quarter: 90 * DAY, year: 365 * DAY } as const;

export interface TokenForm {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly registers: FilterForm;
  readonly end: TokenEnd;
}

/** What most devices need. */
export const NEW_TOKEN: TokenForm = {
  name: "",
  scopes: ["provide"],
  registers: { kind: "all", patterns: "" },
  end: "never",
};

/** @returns a sentence for who fills it in, or undefined */
export function problemOf({ name, scopes, registers }: TokenForm, taken: readonly string[]): string | undefined {
  const t = text.tokens;
  if (taken.includes(name.trim())) return t.taken;
  if (scopes.length === 0) return t.noScope;
  return registers.kind !== "all" && patternsIn(registers.patterns).length === 0 ? t.noPattern : undefined;
}

/** Call it with a form that has no problem, and a name. @param now epoch milliseconds */
export function wishOfForm({ name, scopes, registers, end }: TokenForm, now: number): TokenWish {
  return {
    name: TokenName.parse(name),
    scopes: TokenScope.options.filter((scope) => scopes.includes(scope)),
    registers: filterOfForm(registers),
    ...(end === "never" ? {} : { expiresAt: now + LASTS[end] }),
  };
}
