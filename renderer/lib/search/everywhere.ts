import { tokensOf } from "./tokens.ts";

/** The words of a search without the fields they were sought in, and without what was to be left out. */
export function searchEverywhere(query: string): string {
  const words = tokensOf(query)
    .filter(({ isNegated, comparison }) => !isNegated && comparison === undefined)
    .flatMap((token) => token.words);
  return words
    .map(({ text, isExpression }) => written(text, isExpression))
    .filter(Boolean)
    .join(" ");
}

function written(text: string, isExpression: boolean): string {
  if (isExpression) return `/${text}/`;
  return /[\s":,]/.test(text) ? `"${text.replace(/["\\]/g, "\\$&")}"` : text;
}
