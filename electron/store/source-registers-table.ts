import type { JsonText } from "#shared/json.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { RegisterRow, RowsChange } from "../sync/source-store.ts";
import type { Database } from "./database.ts";
import { manyRows, type Cell } from "./many-rows.ts";
import { openToRead } from "./reading-database.ts";

interface Row {
  readonly source: string;
  readonly name: RegisterName;
  readonly value: JsonText;
  readonly metadata: JsonText | null;
}

/** The registers of all sources, by source. */
export function loadSourceRegisters(database: Database): Map<string, RegisterRow[]> {
  const registers = new Map<string, RegisterRow[]>();
  const rows = database.prepare<[], Row>("SELECT source, name, value, metadata FROM source_registers");
  for (const { source, name, value, metadata } of rows.iterate()) {
    let own = registers.get(source);
    if (own === undefined) registers.set(source, (own = []));
    own.push([name, value, metadata]);
  }
  return registers;
}

/** Reads what is stored of one source, beside the host that writes it. @throws {RegdeskError} `STORE_UNAVAILABLE` */
export function readSourceRegisters(path: string, source: string): RegisterRow[] {
  using reading = openToRead(path);
  const rows = reading.database
    .prepare<[string], RegisterRow>("SELECT name, value, metadata FROM source_registers WHERE source = ?")
    .raw();
  return rows.all(source);
}

export function sourceRegistersTable(database: Database) {
  const put = manyRows(
    database,
    "INSERT INTO source_registers (source, name, value, metadata) VALUES",
    4,
    "ON CONFLICT (source, name) DO UPDATE SET value = excluded.value, metadata = excluded.metadata",
  );
  const remove = database.prepare<[string, string]>("DELETE FROM source_registers WHERE source = ? AND name = ?");
  const empty = database.prepare<[string]>("DELETE FROM source_registers WHERE source = ?");
  return {
    /** @param json a {@link RowsChange} in UTF-8 */
    apply(source: string, json: SharedArrayBuffer): void {
      const change = JSON.parse(Buffer.from(json).toString()) as RowsChange;
      for (const name of change.gone) remove.run(source, name);
      const cells: Cell[] = [];
      for (const [name, value, metadata] of change.put) cells.push(source, name, value, metadata);
      put(cells);
    },
    empty(source: string): void {
      empty.run(source);
    },
  };
}
