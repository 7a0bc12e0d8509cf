/** What matters of a JSON text for its shape: where a text begins, brackets, commas, the ends of lines, and anything else. */
const TOKEN = /["[\]{},\n]|[^\s"[\]{},:]+/g;

/** In which line each element of a JSON array begins, counted from 1: what a parser has read no longer knows it.
 *  @param text a JSON array */
export function linesOfElements(text: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let isAwaited = false;
  for (const token of tokensOf(text)) {
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

/** Texts are passed over and not matched: an expression that matches one of some megabytes takes the whole stack. */
function* tokensOf(text: string): Iterable<string> {
  const tokens = new RegExp(TOKEN);
  for (let found = tokens.exec(text); found !== null; found = tokens.exec(text)) {
    const [token] = found;
    if (token === '"') tokens.lastIndex = endOfText(text, tokens.lastIndex);
    yield token;
  }
}

/** @param from behind the quote that begins it  @returns the place behind the one that ends it */
function endOfText(text: string, from: number): number {
  let at = from;
  for (; at < text.length && text[at] !== '"'; at += 1) if (text[at] === "\\") at += 1;
  return at + 1;
}
