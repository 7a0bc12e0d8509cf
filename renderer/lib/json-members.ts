/** Takes a JSON text apart one level at a time, without parsing it: what is closed costs nothing, no number loses a digit,
 *  and no key is special. The text must be valid JSON; everything the host sends is. */

export interface Member {
  /** The key in an object, the position in an array. */
  readonly key: string | number;
  readonly text: string;
  /** How many members before this one have the same key. */
  readonly again: number;
}

/** The members of an object or array, in the order they are written; none for a scalar. */
export function membersOf(text: string): Member[] {
  const isObject = text.startsWith("{");
  if (!isObject && !text.startsWith("[")) return [];
  const members: Member[] = [];
  const seen = new Map<string, number>();
  for (let at = afterSpace(text, 1); at < text.length - 1;) {
    let key: string | number = members.length;
    let again = 0;
    if (isObject) {
      const keyEnd = endOfString(text, at);
      key = JSON.parse(text.slice(at, keyEnd)) as string;
      again = seen.get(key) ?? 0;
      seen.set(key, again + 1);
      at = afterSpace(text, afterSpace(text, keyEnd) + 1);
    }
    const end = endOfValue(text, at);
    members.push({ key, text: text.slice(at, end), again });
    at = afterSpace(text, afterSpace(text, end) + 1);
  }
  return members;
}

const SPACE = /[ \t\n\r]*/y;

function afterSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.test(text);
  return SPACE.lastIndex;
}

/** Just beyond the closing quote of the string that begins at `at`. */
function endOfString(text: string, at: number): number {
  for (let quote = text.indexOf('"', at + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text.charAt(quote - slashes - 1) === "\\") slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  return text.length;
}

const SCALAR_END = /[,\]}\s]/g;
const STRUCTURE = /["{}[\]]/g;

function endOfValue(text: string, at: number): number {
  const first = text.charAt(at);
  if (first === '"') return endOfString(text, at);
  if (first === "{" || first === "[") return endOfContainer(text, at);
  SCALAR_END.lastIndex = at;
  return SCALAR_END.exec(text)?.index ?? text.length;
}

function endOfContainer(text: string, at: number): number {
  let depth = 0;
  STRUCTURE.lastIndex = at;
  for (let found = STRUCTURE.exec(text); found; found = STRUCTURE.exec(text)) {
    if (found[0] === '"') {
      STRUCTURE.lastIndex = endOfString(text, found.index);
    } else {
      depth += found[0] === "{" || found[0] === "[" ? 1 : -1;
      if (depth === 0) return found.index + 1;
    }
  }
  return text.length;
}
