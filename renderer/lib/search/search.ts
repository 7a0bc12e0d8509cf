/** What the search field's text means. `parseSearch` reads it, `matcher` applies it, `marks` finds what to highlight. */

export const KEYWORDS = [
  "name",
  "device",
  "source",
  "unit",
  "tag",
  "state",
  "type",
  "is",
  "has",
  "value",
  "age",
] as const;
export type Keyword = (typeof KEYWORDS)[number];

/** How a text is compared; capitals never matter. */
export type Pattern =
  | { readonly kind: "text"; readonly text: string }
  /** The pieces between the asterisks of `pump*.flow`. */
  | { readonly kind: "glob"; readonly pieces: readonly string[] }
  | { readonly kind: "expression"; readonly expression: RegExp };

export type Comparison = ">" | ">=" | "<" | "<=" | "=" | "!=";

export type Test =
  /** In any of name, device, value and metadata. */
  | { readonly kind: "anywhere"; readonly pattern: Pattern }
  /** In one field; one of the alternatives is enough. */
  | { readonly kind: "field"; readonly field: Keyword; readonly anyOf: readonly Pattern[] }
  /** In a key of the metadata that is none of our keywords, or literally anywhere: `12:30` may just be meant. */
  | { readonly kind: "metadata"; readonly key: string; readonly pattern: Pattern; readonly literal: string }
  | { readonly kind: "word"; readonly field: "state" | "type" | "is" | "has"; readonly anyOf: readonly string[] }
  | { readonly kind: "value" | "age"; readonly comparison: Comparison; readonly number: number; readonly text: string };

export interface Term {
  readonly isNegated: boolean;
  readonly test: Test;
}

/** Why a term is left out; the others go on. */
export type Problem =
  | { readonly kind: "bad-pattern" | "slow-pattern"; readonly pattern: string; readonly reason: string }
  | { readonly kind: "unknown-word"; readonly field: string; readonly word: string; readonly known: readonly string[] }
  | { readonly kind: "no-number" | "no-duration"; readonly field: string; readonly word: string };

export interface Search {
  /** All of them must hold. */
  readonly terms: readonly Term[];
  readonly problems: readonly Problem[];
}

export const NO_SEARCH: Search = { terms: [], problems: [] };

/** Whether a register may come and go in the result while only time passes and values come in. */
export function isVolatileSearch({ terms }: Search): boolean {
  return terms.some(({ test }) => test.kind !== "field" || test.field === "value");
}
