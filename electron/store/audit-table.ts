import type { ChainLink } from "../audit/audit-store.ts";
import { chained, GENESIS } from "./audit-chain.ts";
import type { Database } from "./database.ts";
import type { ChainedLines } from "./writer-message.ts";

/** The most of a block; whoever reads one of its lines reads all. */
const MOST_LINES = 200;
const MOST_CHARACTERS = 1 << 20;

/** Lines are added and never touched again; triggers in the schema see to that. Those of a commit make one block, or few. */
export function auditTable(database: Database) {
  const insert = database.prepare<[number, Buffer, string]>(
    "INSERT INTO audit_blocks (first_line, hashes, lines) VALUES (?, ?, ?)",
  );
  const newest = database.prepare<[], ChainLink>(
    `SELECT first_line + length(hashes) / 32 - 1 AS id, lower(hex(substr(hashes, -32))) AS hash
     FROM audit_blocks ORDER BY first_line DESC LIMIT 1`,
  );
  return {
    /** Chains lines to those there are. @param lines canonical texts, each ending with a line break */
    append(lines: string): ChainedLines {
      const head = lines === "" ? undefined : newest.get();
      const firstLine = (head?.id ?? 0) + 1;
      const hashes: string[] = [];
      let last = head?.hash ?? GENESIS;
      for (const block of blocksOf(lines)) {
        const before = hashes.length;
        for (const line of block.split("\n").slice(0, -1)) {
          last = chained(last, firstLine + hashes.length, line);
          hashes.push(last);
        }
        insert.run(firstLine + before, Buffer.from(hashes.slice(before).join(""), "hex"), block);
      }
      return { firstLine, hashes };
    },
  };
}

function* blocksOf(lines: string): Generator<string> {
  let start = 0;
  let count = 0;
  for (let end = lines.indexOf("\n") + 1; end > 0; end = lines.indexOf("\n", end) + 1) {
    count += 1;
    if (count < MOST_LINES && end - start < MOST_CHARACTERS) continue;
    yield lines.slice(start, end);
    start = end;
    count = 0;
  }
  if (start < lines.length) yield lines.slice(start);
}
