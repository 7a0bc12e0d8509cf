/** What matters of a JSON text for its shape: a text as a whole, brackets, commas, the ends of lines, and anything else. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{},\n]|[^\s"[\]{},:]+/g;

/** In which line each element of a JSON array begins, counted from 1: what a parser has read no longer knows it.
 *  @param text a JSON array */
export function linesOfElements(text: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let isAwaited = false;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === "\n") {
      line += 1;
    } else if (token === ",") {
      isAwaited = depth === 1;
    } else if (token === "]" || token === "}") {
      depth -= 1;
      isAwaited = false;
    } else {
      if (isAwaited) lines.push(line);
      const opens = token === "[" || token === "{";
      isAwaited = opens && depth === 0;
      if (opens) depth += 1;
    }
  }
  return lines;
}
