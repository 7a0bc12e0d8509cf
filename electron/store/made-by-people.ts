/** What people made and that is in a database: that alone can come in beside what another installation has. Registers, change
 *  requests, the audit, the history and tokens are not read. */
import Sqlite from "better-sqlite3";
import type { AlarmRule } from "#shared/model/alarm.ts";
import type { KeptDevice } from "#shared/model/fleet-policy.ts";
import type { Rule } from "#shared/model/gate.ts";
import type { Preferences } from "#shared/model/preferences.ts";
import type { Settings } from "#shared/model/settings.ts";
import type { Source } from "#shared/model/source.ts";
import { checkBackup, madePlain } from "./backup-file.ts";
import type { Database } from "./database.ts";
import { loadDevices } from "./devices-table.ts";
import { readDocument } from "./documents-table.ts";
import { loadSources } from "./sources-table.ts";

export interface MadeByPeople {
  readonly sources: readonly Source[];
  /** The names of sources that are not understood any more. */
  readonly unreadable: readonly string[];
  readonly devices: readonly KeptDevice[];
  readonly rules: readonly Rule[];
  readonly alarmRules: readonly AlarmRule[];
  readonly savedViews: Preferences["savedViews"];
  readonly settings: Settings;
}

/** Reads a backup through first. @param isOurs false for a file from elsewhere, which may have a journal yet
 *  @throws {RegdeskError} `BACKUP_INVALID` or `DATABASE_TOO_NEW` */
export function madeByPeople(path: string, isOurs: boolean): MadeByPeople {
  checkBackup(path);
  if (!isOurs) madePlain(path);
  const database = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    return {
      ...loadSources(database),
      devices: hasDevices(database) ? loadDevices(database) : [],
      rules: readDocument(database, "gatePolicy").rules,
      alarmRules: readDocument(database, "fleetPolicy").alarmRules,
      savedViews: readDocument(database, "preferences").savedViews,
      settings: readDocument(database, "settings"),
    };
  } finally {
    database.close();
  }
}

/** The first schema knew none. */
function hasDevices(database: Database): boolean {
  const find = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'devices'";
  return database.prepare<[], number>(find).pluck().get() === 1;
}
