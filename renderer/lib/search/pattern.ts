import type { Pattern } from "./search.ts";

/** A pattern is tried on this much of a text at most; a technician's own expression must not stop the window. */
const LONGEST = 4_000;

/** A repeated group that itself repeats takes time that doubles with every letter: `(a+)+`. */
const EXPLODES = /\((?:[^()\\]|\\.)*(?:[*+]|\{\d*,\d*\})(?:[^()\\]|\\.)*\)(?:[*+]|\{\d*,\d*\})/;

export type Compiled = (text: string) => boolean;

export function isSlow(source: string): boolean {
  return EXPLODES.test(source);
}

/** Whether a text matches: a text or a glob that is `whole` from end to end, else somewhere. Texts come as they are. */
export function compile(pattern: Pattern, how: "whole" | "part" | "glob-whole"): Compiled {
  switch (pattern.kind) {
    case "text":
      return how === "whole"
        ? (text) => text.toLowerCase() === pattern.text
        : (text) => text.toLowerCase().includes(pattern.text);
    case "glob": {
      const { pieces } = pattern;
      const anchored = how !== "part";
      return (text) => globMatches(text.toLowerCase(), pieces, anchored);
    }
    case "expression":
      return (text) => pattern.expression.test(text.length > LONGEST ? text.slice(0, LONGEST) : text);
  }
}

/** Takes each piece where it first fits, which is enough for asterisks alone and costs no backtracking. */
export function globMatches(text: string, pieces: readonly string[], anchored: boolean): boolean {
  const [first = "", ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return anchored ? text === first : text.includes(first);
  if (!anchored) return found(text, pieces, 0) !== -1;
  if (!text.startsWith(first)) return false;
  const end = found(text, others, first.length);
  return end !== -1 && text.length - last.length >= end && text.endsWith(last);
}

/** @returns where the last of the pieces ends, or -1 when they are not there in this order */
function found(text: string, pieces: readonly string[], from: number): number {
  let at = from;
  for (const piece of pieces) {
    const index = text.indexOf(piece, at);
    if (index === -1) return -1;
    at = index + piece.length;
  }
  return at;
}
