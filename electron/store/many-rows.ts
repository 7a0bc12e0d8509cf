import type { Database } from "./database.ts";

/** What a cell of a row may be. */
export type Cell = string | number | null;

/** Rows in one statement; preparing and running one costs as much as several rows. */
const TOGETHER = 16;

/** Writes rows by the dozen. @param insert the statement but for its rows, for example `INSERT INTO a (b, c) VALUES`
 *  @param columns how many cells a row has  @param rest what comes after the rows */
export function manyRows(
  database: Database,
  insert: string,
  columns: number,
  rest = "",
): (cells: readonly Cell[]) => void {
  const row = `(${Array.from({ length: columns }, () => "?").join(", ")})`;
  const statement = (rows: number) =>
    database.prepare<Cell[]>(`${insert} ${Array.from({ length: rows }, () => row).join(", ")} ${rest}`);
  const one = statement(1);
  let many: ReturnType<typeof statement> | undefined;
  return (cells) => {
    let at = 0;
    for (; cells.length - at >= TOGETHER * columns; at += TOGETHER * columns) {
      many ??= statement(TOGETHER);
      many.run(...cells.slice(at, at + TOGETHER * columns));
    }
    for (; at < cells.length; at += columns) one.run(...cells.slice(at, at + columns));
  };
}
