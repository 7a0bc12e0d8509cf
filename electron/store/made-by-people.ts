/** What people made and that is in a database: that alone can come in beside what another installation has. Registers, change
 *  requests, the audit, the history and tokens are not read. */
import type { AlarmRule } from "#shared/model/alarm.ts";
import { MergeKind, type MergePart } from "#shared/model/backup-merge.ts";
import { KeptDevice } from "#shared/model/fleet-policy.ts";
import type { Rule } from "#shared/model/gate.ts";
import type { Preferences } from "#shared/model/preferences.ts";
import { Settings } from "#shared/model/settings.ts";
import type { Source } from "#shared/model/source.ts";
import { checkBackup, madePlain, readingBackup } from "./backup-file.ts";
import type { Database } from "./database.ts";
import { readDocument } from "./documents-table.ts";
import { loadSources } from "./sources-table.ts";

/** Something that is not understood any more, by its name; by none where all of that kind is meant. */
export type Unreadable = Pick<MergePart, "kind" | "name">;

export interface MadeByPeople {
  readonly sources: readonly Source[];
  readonly devices: readonly KeptDevice[];
  readonly rules: readonly Rule[];
  readonly alarmRules: readonly AlarmRule[];
  readonly savedViews: Preferences["savedViews"];
  readonly settings: Settings;
  readonly unreadable: readonly Unreadable[];
}

/** Reads a backup through first. @param isOurs false for a file from elsewhere, which may have a journal yet
 *  @throws {RegdeskError} `BACKUP_INVALID` or `DATABASE_TOO_NEW` */
export function madeByPeople(path: string, isOurs: boolean): MadeByPeople {
  checkBackup(path);
  if (!isOurs) madePlain(path);
  return readingBackup(path, (database) => {
    const { sources, unreadable } = loadSources(database);
    const { devices, unknown } = devicesIn(database);
    const policy = readDocument(database, "gatePolicy");
    const fleet = readDocument(database, "fleetPolicy");
    const preferences = readDocument(database, "preferences");
    const settings = readDocument(database, "settings");
    const lost = { "gate-rule": policy, "alarm-rule": fleet, "saved-view": preferences, setting: settings } as const;
    return {
      sources,
      devices,
      rules: policy?.rules ?? [],
      alarmRules: fleet?.alarmRules ?? [],
      savedViews: preferences?.savedViews ?? [],
      settings: settings ?? Settings.parse({}),
      unreadable: [
        ...unreadable.map((name): Unreadable => ({ kind: "source", name })),
        ...unknown.map((name): Unreadable => ({ kind: "device", name })),
        ...Object.entries(lost).flatMap(([kind, found]) =>
          found === undefined ? [{ kind: MergeKind.parse(kind), name: "" }] : [],
        ),
      ],
    };
  });
}

/** The first schema knew none. */
function devicesIn(database: Database): { devices: KeptDevice[]; unknown: string[] } {
  const find = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'devices'";
  const devices: KeptDevice[] = [];
  const unknown: string[] = [];
  if (database.prepare<[], number>(find).pluck().get() !== 1) return { devices, unknown };
  const rows = database.prepare<[], { id: number; document: string }>("SELECT id, document FROM devices ORDER BY id");
  for (const { id, document } of rows.all()) {
    const device = KeptDevice.safeParse(JSON.parse(document));
    if (device.success) devices.push(device.data);
    else unknown.push(`d${id}`);
  }
  return { devices, unknown };
}
