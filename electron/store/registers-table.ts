import type { JsonText } from "#shared/json.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { ReportedRegister } from "../registry/register-record.ts";
import type { Database } from "./database.ts";
import type { RefreshCell } from "./write.ts";

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
  token: string | null;
}

type Cells = [string, string, string | null, number, number, number, number, number | null, string, string | null];

/** Registers as they were last written, the longest expired first. A start waits for tens of thousands of them, so rows come as
 *  cells, and a member that a register does not have is left out without making the register twice. */
export function loadRegisters(database: Database): ReportedRegister[] {
  const columns = "name, value, metadata, ttl, revision, provided_at, changed_at, expired_at, provider, token";
  const rows = database.prepare(`SELECT ${columns} FROM registers ORDER BY expired_at`).raw().all() as Cells[];
  return rows.map(([name, value, metadata, ttl, revision, providedAt, changedAt, expiredAt, provider, token]) => {
    const register: { -readonly [Member in keyof ReportedRegister]: ReportedRegister[Member] } = {
      name: textIn(name) as RegisterName,
      value: textIn(value) as JsonText,
      ttl,
      revision,
      providedAt,
      changedAt,
      provider,
    };
    if (metadata !== null) register.metadata = textIn(metadata) as JsonText;
    if (expiredAt !== null) register.expiredAt = expiredAt;
    if (token !== null) register.token = token;
    return register;
  });
}

/** A start waits for tens of thousands of these, for which a schema takes longer than SQLite takes to read them. */
function textIn(cell: unknown): string {
  if (typeof cell === "string") return cell;
  throw new TypeError(`a stored register has ${typeof cell} where it must have text`);
}

export function registersTable(database: Database) {
  const upsert = database.prepare<[RegisterRow]>(`
    INSERT INTO registers VALUES (@name, @value, @metadata, @ttl, @revision, @provided_at, @changed_at, @expired_at, @provider, @token)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value, metadata = excluded.metadata, ttl = excluded.ttl,
      revision = excluded.revision, provided_at = excluded.provided_at, changed_at = excluded.changed_at,
      expired_at = excluded.expired_at, provider = excluded.provider, token = excluded.token`);
  const refresh = database.prepare<RefreshCell[]>(
    "UPDATE registers SET provided_at = ?, ttl = ?, provider = ?, token = ? WHERE name = ?",
  );
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
        token: register.token ?? null,
      });
    },
    /** @param cells five for each register, as in a write */
    refresh(cells: readonly RefreshCell[]): void {
      for (let at = 0; at < cells.length; at += 5) refresh.run(...cells.slice(at, at + 5));
    },
    remove(name: string): void {
      remove.run(name);
    },
  };
}
