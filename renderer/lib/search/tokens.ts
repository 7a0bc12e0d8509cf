import type { Comparison } from "./search.ts";

export interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
  /** Between slashes. */
  readonly isExpression: boolean;
}

/** One piece of a search between blanks: `-device:pump*,"Pump 2"`. */
export interface Token {
  readonly isNegated: boolean;
  /** In small letters. */
  readonly key: string | undefined;
  readonly comparison: Comparison | undefined;
  /** Alternatives; never empty. */
  readonly words: readonly Word[];
  /** As it was typed, without the minus. */
  readonly literal: string;
}

const KEY = /^([\p{L}_][\p{L}\p{N}_-]*)(:|>=|<=|!=|>|<|=)/u;
/** Only these can be compared; elsewhere a `>` is just a letter. */
const COMPARABLE = new Set(["value", "age"]);

export function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  const reader = new Reader(query);
  while (reader.skipBlanks()) tokens.push(readToken(reader));
  return tokens;
}

function readToken(reader: Reader): Token {
  const isNegated = reader.takes(/^-(?=[^\s-])/) !== undefined;
  const from = reader.at;
  const [key, sign] = readKey(reader);
  const comparison = key === undefined ? undefined : comparisonOf(key, sign, reader);
  const words = [reader.word(key !== undefined)];
  while (key !== undefined && reader.takes(/^,/) !== undefined) {
    const word = reader.word(true);
    if (word.text !== "") words.push(word);
  }
  return { isNegated, key, comparison, words, literal: reader.since(from) };
}

function readKey(reader: Reader): readonly [key: string | undefined, sign: string] {
  const [head, name = "", sign = ""] = KEY.exec(reader.rest) ?? [];
  const key = name.toLowerCase();
  if (head === undefined || (sign !== ":" && !COMPARABLE.has(key))) return [undefined, ""];
  reader.take(head.length);
  return [key, sign];
}

/** `value:>80` is as good as `value>80`. */
function comparisonOf(key: string, sign: string, reader: Reader): Comparison | undefined {
  if (sign !== ":") return sign as Comparison;
  return COMPARABLE.has(key) ? (reader.takes(/^(?:>=|<=|!=|>|<|=)/) as Comparison | undefined) : undefined;
}

class Reader {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get rest(): string {
    return this.#text.slice(this.at);
  }

  take(length: number): string {
    this.at += length;
    return this.#text.slice(this.at - length, this.at);
  }

  /** @returns what a pattern finds right here, if anything */
  takes(pattern: RegExp): string | undefined {
    const [found] = pattern.exec(this.rest) ?? [];
    return found === undefined ? undefined : this.take(found.length);
  }

  since(from: number): string {
    return this.#text.slice(from, this.at).toLowerCase();
  }

  /** @returns whether anything is left */
  skipBlanks(): boolean {
    this.at += /^\s*/.exec(this.rest)?.[0].length ?? 0;
    return this.at < this.#text.length;
  }

  /** A quote or a slash that is never closed reaches to the end: it is still being typed. */
  word(endsAtComma: boolean): Word {
    const quoted = /^"((?:[^"\\]|\\.)*)(?:"|\\?$)/s.exec(this.rest);
    if (quoted) {
      this.take(quoted[0].length);
      return { text: (quoted[1] ?? "").replace(/\\(.)/gs, "$1"), isQuoted: true, isExpression: false };
    }
    const expression = /^\/((?:[^/\\]|\\.)+)\/(?=\s|,|$)/s.exec(this.rest);
    if (expression) {
      this.take(expression[0].length);
      return { text: expression[1] ?? "", isQuoted: false, isExpression: true };
    }
    const plain = (endsAtComma ? /^[^\s,]*/ : /^\S*/).exec(this.rest)?.[0] ?? "";
    return { text: this.take(plain.length), isQuoted: false, isExpression: false };
  }
}
