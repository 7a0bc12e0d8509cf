import { Activity, type AuditLine } from "#shared/model/activity.ts";
import type { ChainLink } from "../audit/audit-store.ts";
import { chained, GENESIS } from "./audit-chain.ts";
import type { Database } from "./database.ts";
import { manyRows, type Cell } from "./many-rows.ts";
import type { ChainedLines } from "./writer-message.ts";

export interface AuditRow {
  readonly id: number;
  readonly hash: string;
  readonly line: string;
}

export function toAuditLine({ id, hash, line }: AuditRow): AuditLine {
  return { ...Activity.parse(JSON.parse(line)), id, hash };
}

/** Lines are added and never touched again; triggers in the schema see to that. */
export function auditTable(database: Database) {
  const insert = manyRows(database, "INSERT INTO audit (id, hash, line) VALUES", 3);
  const newest = database.prepare<[], ChainLink>("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1");
  return {
    /** Chains lines to those there are. @param lines canonical texts, each ending with a line break */
    append(lines: string): ChainedLines {
      const head = lines === "" ? undefined : newest.get();
      const firstLine = (head?.id ?? 0) + 1;
      const hashes: string[] = [];
      const cells: Cell[] = [];
      let last = head?.hash ?? GENESIS;
      for (const line of lines.split("\n").slice(0, -1)) {
        const id = firstLine + hashes.length;
        last = chained(last, id, line);
        hashes.push(last);
        cells.push(id, last, line);
      }
      insert(cells);
      return { firstLine, hashes };
    },
  };
}
