/** Backups as other installations made them, and what comes of merging one. */
import Sqlite from "better-sqlite3";
import { join } from "node:path";
import { migrate } from "#electron/store/database.ts";
import { AlarmRule } from "#shared/model/alarm.ts";
import type { BackupMerge, MergePart } from "#shared/model/backup-merge.ts";
import { RegisterView } from "#shared/model/preferences.ts";
import type { RunningHost } from "#tests/support/running-host.ts";
import { uploaded } from "#tests/support/upload.ts";

export async function merged(here: RunningHost, file: Buffer): Promise<BackupMerge> {
  const upload = await uploaded(here.client, file);
  try {
    return await here.client.backups.merge({ upload, file: "copy.db" });
  } finally {
    await here.client.uploads.discard({ upload });
  }
}

/** A backup as an earlier Regdesk made it. */
export async function schemaOf(
  version: number,
  folder: string,
  fill: (database: Sqlite.Database) => void,
): Promise<string> {
  const path = join(folder, "old.db");
  const database = new Sqlite(path);
  migrate(database, version);
  fill(database);
  database.close();
  return Promise.resolve(path);
}

/** A device as a backup has it. */
export function aKept(id: number, name: string) {
  const said = { alias: `The ${name}`, labels: [], notes: [], review: "kept" };
  return { id: `d${id}`, wireName: name, ...said, identities: [{ by: "name", value: name }], firstSeenAt: 1 };
}

export function anAlarmRule(id: string, name: string, scope: unknown): AlarmRule {
  return AlarmRule.parse({ id, name, scope, condition: { kind: "no-data" } });
}

export function aView(name: string, query: string) {
  return { name, view: RegisterView.parse({ query }) };
}

export function inWords({ outcome, kind, name, why, gains }: MergePart): string {
  return `${outcome} ${kind} ${name}${gains ? `: ${gains.join("+")}` : ""}${why ? ` (${why})` : ""}`;
}
