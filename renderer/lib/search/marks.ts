import type { Pattern, Search } from "./search.ts";

export interface Piece {
  readonly text: string;
  readonly isHit: boolean;
}

const MOST = 20;

/** Cuts a text into what the search found in it and what lies between. Together the pieces are the text.
 *  @param field only what was sought there, or anywhere */
export function marks(text: string, search: Search, field: "name" | "value" | "device"): Piece[] {
  const hits = search.terms
    .flatMap(({ isNegated, test }) => {
      if (isNegated) return [];
      if (test.kind === "anywhere") return [test.pattern];
      return test.kind === "field" && test.field === field ? test.anyOf : [];
    })
    .flatMap((pattern) => hitsOf(text, pattern))
    .sort((a, b) => a.from - b.from);
  return cut(text, hits);
}

interface Hit {
  readonly from: number;
  readonly to: number;
}

function hitsOf(text: string, pattern: Pattern): Hit[] {
  const lower = text.toLowerCase();
  // Some capitals have small letters of another length; then no place can be told.
  if (lower.length !== text.length) return [];
  switch (pattern.kind) {
    case "text":
      return placesOf(lower, pattern.text);
    case "glob":
      return pattern.pieces.flatMap((piece) => placesOf(lower, piece).slice(0, 1));
    case "expression":
      return [...text.matchAll(new RegExp(pattern.expression.source, "giu"))]
        .slice(0, MOST)
        .map((found) => ({ from: found.index, to: found.index + found[0].length }));
  }
}

function placesOf(text: string, part: string): Hit[] {
  const hits: Hit[] = [];
  if (part === "") return hits;
  for (let from = text.indexOf(part); from !== -1 && hits.length < MOST; from = text.indexOf(part, from + part.length))
    hits.push({ from, to: from + part.length });
  return hits;
}

function cut(text: string, hits: readonly Hit[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to } of hits) {
    if (to <= at) continue;
    const start = Math.max(from, at);
    if (start > at) pieces.push({ text: text.slice(at, start), isHit: false });
    pieces.push({ text: text.slice(start, to), isHit: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isHit: false });
  return pieces;
}
