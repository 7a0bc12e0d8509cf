import { parseJson, type JsonObject } from "#shared/json.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { RegisterRecord, ReportedRegister } from "../registry/register-record.ts";
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

/** Registers as they were last written, those that expired behind the others in the order in which they did; until when they live
 *  is not known before the clock was asked. A start waits for tens of thousands of them, so rows come as cells, one after the
 *  other, and become the registry's own records at once. Many have the same metadata, which become one object.
 *  @throws {SyntaxError} when a text is not JSON */
export function loadRegisters(database: Database): RegisterRecord[] {
  const columns = "name, value, metadata, ttl, revision, provided_at, changed_at, expired_at, provider, token";
  const read = new Map<string, JsonObject>();
  const metadataIn = (text: string): JsonObject => {
    const known = read.get(text) ?? (parseJson(text) as JsonObject);
    read.set(text, known);
    return known;
  };
  const living: RegisterRecord[] = [];
  const expired: RegisterRecord[] = [];
  for (const cells of database.prepare<[], Cells>(`SELECT ${columns} FROM registers`).raw().iterate()) {
    const record = recordOf(cells, metadataIn);
    (record.expiredAt === undefined ? living : expired).push(record);
  }
  return [...living, ...expired.sort((a, b) => (a.expiredAt ?? 0) - (b.expiredAt ?? 0))];
}

function recordOf(
  [name, value, metadata, ttl, revision, providedAt, changedAt, expiredAt, provider, token]: Cells,
  metadataIn: (text: string) => JsonObject,
): RegisterRecord {
  return {
    name: textIn(name) as RegisterName,
    value: parseJson(textIn(value)),
    metadata: metadata === null ? undefined : metadataIn(textIn(metadata)),
    ttl,
    revision,
    providedAt,
    changedAt,
    deadline: Infinity, // and no integer: V8 would make each record anew once it becomes a fraction
    expiredAt: expiredAt ?? undefined,
    provider,
    token: token ?? undefined,
    source: undefined,
    override: undefined,
    bucket: undefined,
    size: 0,
    fragment: undefined,
  };
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
