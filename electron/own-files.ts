/** What Regdesk itself makes in a data directory, file by file: each room says which names are its own. Whatever else lies
 *  there is somebody else's. */
import { existsSync, lstatSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { KEPT_IN } from "./config.ts";
import { CONTROL_SOCKET } from "./control/socket-path.ts";
import { isLogFile } from "./logging.ts";
import { isRecordingFile } from "./recordings/folder.ts";
import { UNFINISHED_SECRETS } from "./secrets.ts";
import { backupFolder, isBackupFile } from "./store/backups.ts";
import { LOCK_FILE } from "./store/data-directory-lock.ts";
import { isDatabaseFile } from "./store/database-files.ts";
import { ERASE_DRAFT, ERASE_NOTES } from "./store/staged-erase.ts";
import { isSourceFile } from "./sync/source-files-folder.ts";

export interface OwnFile {
  /** Relative to the data directory. */
  readonly path: string;
  readonly bytes: number;
}

const LOOSE: readonly string[] = [KEPT_IN.secrets, KEPT_IN.secrets + UNFINISHED_SECRETS, CONTROL_SOCKET, ERASE_DRAFT];

const isLooseFile = (name: string): boolean => isDatabaseFile(name) || LOOSE.includes(name);

/** Folders in which others may keep something, too. */
const SHARED: readonly (readonly [folder: string, isOurs: (name: string) => boolean])[] = [
  [basename(backupFolder("")), isBackupFile],
  [KEPT_IN.recordings, isRecordingFile],
  [KEPT_IN.sources, isSourceFile],
  [KEPT_IN.logs, isLogFile],
];

/** Folders that are Regdesk's, or Chromium's on its behalf, with all that is in them. */
const WHOLE: readonly string[] = [KEPT_IN.uploads, KEPT_IN.window];

/** Folders that are Regdesk's, those with others' files included. */
export const OWN_FOLDERS: readonly string[] = [...SHARED.map(([folder]) => folder), ...WHOLE];

/** The files, and the folders that go whole with all that is in them; neither the lock nor the notes of erasing. */
export function ownFilesIn(dataDirectory: string): OwnFile[] {
  const loose = filesIn(dataDirectory, "").filter(({ path }) => isLooseFile(path));
  const shared = SHARED.flatMap(([folder, isOurs]) =>
    filesIn(dataDirectory, folder).filter(({ path }) => isOurs(basename(path))),
  );
  const whole = WHOLE.flatMap((folder) => wholeIn(dataDirectory, folder));
  return [...loose, ...shared, ...whole];
}

/** Whether Regdesk ever kept anything there. */
export function isDataDirectory(path: string): boolean {
  return existsSync(join(path, LOCK_FILE)) || existsSync(join(path, "regdesk.db"));
}

/** Names of what somebody else keeps in the directory; a folder of Regdesk's with something of theirs is among them once what
 *  is Regdesk's own is gone. */
export function othersIn(dataDirectory: string): string[] {
  const kept: readonly string[] = [LOCK_FILE, ...ERASE_NOTES];
  return namesIn(dataDirectory).filter((name) => !kept.includes(name) && !isLooseFile(name));
}

function wholeIn(dataDirectory: string, folder: string): OwnFile[] {
  const found = lstatSync(join(dataDirectory, folder), { throwIfNoEntry: false });
  if (found === undefined) return [];
  const names = found.isDirectory() ? readdirSync(join(dataDirectory, folder), { recursive: true }) : [];
  const sizes = names.map((name) => lstatSync(join(dataDirectory, folder, String(name)), { throwIfNoEntry: false }));
  const bytes = sizes.reduce((sum, stats) => sum + (stats?.isFile() === true ? stats.size : 0), 0);
  return [{ path: folder, bytes }];
}

/** Its files; none where it is not there, or is no folder. */
function filesIn(dataDirectory: string, folder: string): OwnFile[] {
  return namesIn(join(dataDirectory, folder)).flatMap((name) => {
    const path = join(folder, name);
    const found = lstatSync(join(dataDirectory, path), { throwIfNoEntry: false });
    return found === undefined || found.isDirectory() ? [] : [{ path, bytes: found.size }];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}
