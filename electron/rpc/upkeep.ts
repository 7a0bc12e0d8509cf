import type { BackupsState } from "#shared/model/backup.ts";
import { backupsRouter, type Backups, type Merger } from "./backups.ts";
import { diagnosticsRouter, type Diagnostics } from "./diagnostics.ts";
import type { LogFeed } from "./log-feed.ts";
import { recordingsRouter, type RecordingsParts } from "./recordings.ts";
import { registerImportRouter, type RegisterImporter } from "./register-import.ts";
import type { StateFeed } from "./state-feed.ts";
import { uploadsRouter, type Uploads } from "./uploads.ts";

/** What keeps an installation in order. */
export interface UpkeepParts {
  readonly uploads: Uploads;
  readonly backups: Backups;
  readonly merger: Merger;
  readonly backupsFeed: StateFeed<BackupsState>;
  readonly importer: RegisterImporter;
  readonly recordings: RecordingsParts;
  readonly diagnostics: Diagnostics;
  readonly logFeed: LogFeed;
}

export function upkeepRouters({ uploads, backups, merger, backupsFeed, importer, ...parts }: UpkeepParts) {
  return {
    uploads: uploadsRouter(uploads),
    backups: backupsRouter(backups, merger, backupsFeed),
    registerImport: registerImportRouter(importer, uploads),
    recordings: recordingsRouter(parts.recordings),
    diagnostics: diagnosticsRouter(parts.diagnostics, parts.logFeed),
  };
}
