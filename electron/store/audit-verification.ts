import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { createInterface } from "node:readline";
import { RegdeskError } from "#shared/errors.ts";
import { AuditLine, type Activity } from "#shared/model/activity.ts";
import { canonicalLine, chained, GENESIS } from "./audit-chain.ts";
import { openToRead, unreadable } from "./reading-database.ts";
import { storageCode } from "./trouble.ts";

/** How many blocks are read at once, so that a host that writes meanwhile is not held up. */
const AT_ONCE = 100;

export interface AuditVerdict {
  /** How many lines are whole, from the first on. */
  readonly lines: number;
  /** The hash of the last of them: whoever keeps it can prove later that nothing was cut off. */
  readonly head: string;
  /** The first line that is not what was written, and why. */
  readonly broken?: { readonly line: number; readonly reason: string };
}

/** A line as it is found. */
interface FoundLine {
  readonly id: number;
  readonly hash: string;
  /** Undefined when it is no line at all. */
  readonly text: string | undefined;
}

/** Proves the chain of a database, or of an export in JSON Lines. @param head a hash that must be in it
 *  @throws {RegdeskError} `STORE_UNAVAILABLE` when it cannot be read */
export async function verifyAudit(path: string, head?: string): Promise<AuditVerdict> {
  try {
    const check = new ChainCheck(head);
    for await (const line of isDatabase(path) ? linesOfDatabase(path) : linesOfExport(path)) {
      if (!check.add(line)) break;
    }
    return check.verdict();
  } catch (error) {
    if (error instanceof RegdeskError || storageCode(error) === undefined) throw error;
    throw unreadable(path, error);
  }
}

class ChainCheck {
  readonly #expected: string | undefined;
  #hasExpected: boolean;
  #lines = 0;
  #head = GENESIS;
  #broken: AuditVerdict["broken"];

  constructor(expected: string | undefined) {
    this.#expected = expected;
    this.#hasExpected = expected === undefined || expected === GENESIS;
  }

  /** @returns false when the chain is broken here */
  add({ id, hash, text }: FoundLine): boolean {
    const reason = this.#wrongWith(id, hash, text);
    if (reason !== undefined) {
      this.#broken = { line: this.#lines + 1, reason };
      return false;
    }
    this.#lines += 1;
    this.#head = hash;
    this.#hasExpected ||= hash === this.#expected;
    return true;
  }

  verdict(): AuditVerdict {
    const whole = { lines: this.#lines, head: this.#head };
    if (this.#broken !== undefined) return { ...whole, broken: this.#broken };
    if (this.#hasExpected) return whole;
    const reason = `no line has the hash ${this.#expected ?? ""}: lines were cut off after line ${this.#lines}, or all were written anew`;
    return { ...whole, broken: { line: this.#lines + 1, reason } };
  }

  #wrongWith(id: number, hash: string, text: string | undefined): string | undefined {
    const due = this.#lines + 1;
    if (id > due) return `it is missing; the next one is line ${id}`;
    if (id < due) return `line ${id} stands where line ${due} should`;
    if (text === undefined) return "it is not a line of an audit";
    if (chained(this.#head, id, text) !== hash) return "its text or its hash is not what was written";
    return undefined;
  }
}

function isDatabase(path: string): boolean {
  const start = Buffer.alloc(15);
  const file = openSync(path, "r");
  try {
    readSync(file, start, 0, start.length, 0);
  } finally {
    closeSync(file);
  }
  return start.toString() === "SQLite format 3";
}

interface FoundBlock {
  readonly first: number;
  readonly hashes: string;
  readonly lines: string;
}

/** Texts are taken as they stand, not as the view finds them: it reads JSON, and what somebody altered may be none. */
function* linesOfDatabase(path: string): Generator<FoundLine> {
  using reading = openToRead(path);
  const page = reading.database.prepare<[number, number], FoundBlock>(
    `SELECT first_line AS first, lower(hex(hashes)) AS hashes, lines
     FROM audit_blocks WHERE first_line > ? ORDER BY first_line LIMIT ?`,
  );
  for (let last = Number.MIN_SAFE_INTEGER; ;) {
    const blocks = page.all(last, AT_ONCE);
    for (const block of blocks) yield* linesOfBlock(block);
    const end = blocks.at(-1);
    if (end === undefined) return;
    last = end.first;
  }
}

function* linesOfBlock({ first, hashes, lines }: FoundBlock): Generator<FoundLine> {
  // Behind the last newline is nothing, unless somebody was there.
  const texts = lines.replace(/\n$/, "").split("\n");
  const count = Math.max(texts.length, hashes.length / GENESIS.length);
  for (let index = 0; index < count; index++) {
    const hash = hashes.slice(index * GENESIS.length, (index + 1) * GENESIS.length);
    yield { id: first + index, hash, text: texts[index] };
  }
}

async function* linesOfExport(path: string): AsyncGenerator<FoundLine> {
  let due = 1;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (text.trim() === "") continue;
    yield foundIn(text, due);
    due += 1;
  }
}

function foundIn(text: string, due: number): FoundLine {
  try {
    const { id, hash, ...activity } = JSON.parse(text) as { id: number; hash: string } & Activity;
    if (!AuditLine.safeParse({ id, hash, ...activity }).success) return { id: due, hash: "", text: undefined };
    return { id, hash, text: canonicalLine(activity) };
  } catch (error) {
    if (error instanceof SyntaxError) return { id: due, hash: "", text: undefined };
    throw error;
  }
}
