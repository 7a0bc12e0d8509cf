import { statSync } from "node:fs";
import type { HistorySize } from "#shared/model/history.ts";
import { RegisterName } from "#shared/model/register.ts";
import { isPinned } from "../../history/pins.ts";
import type { Database } from "../database.ts";
import { SEGMENT } from "./history-database.ts";

export interface SizeQuestion {
  readonly largest: number;
  readonly pins: readonly string[];
}

interface SizeRow {
  readonly name: string;
  readonly moments_bytes: number;
  readonly minutes_bytes: number;
}

/** How much room the history takes. */
export function historySize(database: Database): (question: SizeQuestion) => HistorySize {
  const largest = database.prepare<[number], SizeRow>(
    "SELECT name, moments_bytes, minutes_bytes FROM registers ORDER BY moments_bytes + minutes_bytes DESC, name LIMIT ?",
  );
  const count = database.prepare<[], number>("SELECT count(*) FROM registers").pluck();
  // By way of the registers: for each, the first of its rows is one look into the tree.
  const packedFrom = database
    .prepare<[], number | null>(
      `SELECT min((SELECT min(segment) FROM moments WHERE register = id AND segment >= moments_from / ${SEGMENT})) FROM registers`,
    )
    .pluck();
  const recentFrom = database.prepare<[], number | null>("SELECT min(at) FROM recent_moments").pluck();
  return ({ largest: rows, pins }) => {
    const segment = packedFrom.get() ?? undefined;
    const oldestAt = segment === undefined ? (recentFrom.get() ?? undefined) : segment * SEGMENT;
    const pages = (pragma: string) => database.pragma(pragma, { simple: true }) as number;
    return {
      bytes: fileBytes(database.name),
      free: pages("freelist_count") * pages("page_size"),
      ...(oldestAt === undefined ? {} : { oldestAt }),
      registers: count.get() ?? 0,
      largest: largest.all(rows).map(({ name, moments_bytes: changes, minutes_bytes: minutes }) => ({
        ...{ register: RegisterName.parse(name), changes, minutes },
        isPinned: isPinned(name, pins),
      })),
    };
  };
}

function fileBytes(path: string): number {
  const sizes = ["", "-wal"].map((suffix) => statSync(path + suffix, { throwIfNoEntry: false })?.size ?? 0);
  return sizes.reduce((sum, size) => sum + size);
}
