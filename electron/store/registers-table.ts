import type { JsonText } from "#shared/json.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { ReportedRegister } from "../registry/register-record.ts";
import type { Database } from "./database.ts";

interface RegisterRow {
  name: string;
  value: string;
  metadata: string | null;
  ttl: number;
  revision: number;
  provided_at: number;
  changed_at: number;
  expired_at: number | null;
  provider: string;
}

/** Registers as they were last written, the longest expired first. */
export function loadRegisters(database: Database): ReportedRegister[] {
  const rows = database.prepare<[], RegisterRow>("SELECT * FROM registers ORDER BY expired_at").all();
  return rows.map((row) => ({
    name: textIn(row.name) as RegisterName,
    value: textIn(row.value) as JsonText,
    ...(row.metadata === null ? {} : { metadata: textIn(row.metadata) as JsonText }),
    ttl: row.ttl,
    revision: row.revision,
    providedAt: row.provided_at,
    changedAt: row.changed_at,
    ...(row.expired_at === null ? {} : { expiredAt: row.expired_at }),
    provider: row.provider,
  }));
}

/** A start waits for tens of thousands of these, for which a schema takes longer than SQLite takes to read them. */
function textIn(cell: unknown): string {
  if (typeof cell === "string") return cell;
  throw new TypeError(`a stored register has ${typeof cell} where it must have text`);
}

export function registersTable(database: Database) {
  const upsert = database.prepare<[RegisterRow]>(`
    INSERT INTO registers VALUES (@name, @value, @metadata, @ttl, @revision, @provided_at, @changed_at, @expired_at, @provider)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value, metadata = excluded.metadata, ttl = excluded.ttl,
      revision = excluded.revision, provided_at = excluded.provided_at, changed_at = excluded.changed_at,
      expired_at = excluded.expired_at, provider = excluded.provider`);
  const remove = database.prepare<[string]>("DELETE FROM registers WHERE name = ?");
  return {
    save(register: ReportedRegister): void {
      upsert.run({
        name: register.name,
        value: register.value,
        metadata: register.metadata ?? null,
        ttl: register.ttl,
        revision: register.revision,
        provided_at: register.providedAt,
        changed_at: register.changedAt,
        expired_at: register.expiredAt ?? null,
        provider: register.provider,
      });
    },
    remove(name: string): void {
      remove.run(name);
    },
  };
}
