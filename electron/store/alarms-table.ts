import { Alarm } from "#shared/model/alarm.ts";
import type { DeviceId } from "#shared/model/device.ts";
import type { Database } from "./database.ts";
import { numberOf } from "./devices-table.ts";

/** Of those that are over the audit tells; so many are kept beside it. */
const CLOSED_KEPT = 10_000;

/** Those that are not closed. */
export function loadAlarms(database: Database): Alarm[] {
  const texts = database
    .prepare<[], string>("SELECT document FROM alarms WHERE closed_at IS NULL ORDER BY id")
    .pluck()
    .all();
  return texts.flatMap(alarmIn);
}

/** Of each rule and register the last one, where somebody closed it while it was so. */
export function loadDismissed(database: Database): Alarm[] {
  const texts = database
    .prepare<[], string>(
      `SELECT document FROM alarms
       WHERE id IN (SELECT max(id) FROM alarms GROUP BY document ->> '$.rule.id', document ->> '$.register')
         AND closed_at IS NOT NULL AND document ->> '$.clearedAt' IS NULL AND document ->> '$.register' IS NOT NULL`,
    )
    .pluck()
    .all();
  return texts.flatMap(alarmIn);
}

/** What is not understood any more is left out. */
function alarmIn(text: string): Alarm[] {
  const alarm = Alarm.safeParse(JSON.parse(text));
  return alarm.success ? [alarm.data] : [];
}

export function alarmsTable(database: Database) {
  const upsert = database.prepare<[number, number | null, number | null, string]>(
    "INSERT OR REPLACE INTO alarms (id, device, closed_at, document) VALUES (?, ?, ?, ?)",
  );
  const removeOld = database.prepare<[number]>("DELETE FROM alarms WHERE closed_at IS NOT NULL AND id < ?");
  const removeOf = database.prepare<[number]>("DELETE FROM alarms WHERE device = ?");
  return {
    save(alarm: Alarm): void {
      const device = alarm.device === undefined ? null : numberOf(alarm.device);
      upsert.run(Number(alarm.id), device, alarm.closedAt ?? null, JSON.stringify(alarm));
      if (alarm.closedAt !== undefined) removeOld.run(Number(alarm.id) - CLOSED_KEPT);
    },
    removeOf(device: DeviceId): void {
      removeOf.run(numberOf(device));
    },
  };
}
