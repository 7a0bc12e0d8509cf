import type { Clock } from "#shared/clock.ts";
import { Audit } from "./audit/audit.ts";
import type { Conditions } from "./conditions.ts";
import type { Logger } from "./logging.ts";
import { HostSettings } from "./settings/settings.ts";
import { backupFolder, backupsIn } from "./store/backups.ts";
import type { DocumentName } from "./store/documents-table.ts";
import { Reader } from "./store/reader.ts";
import { loadStored, type Stored } from "./store/stored.ts";
import type { Trouble } from "./store/trouble.ts";
import { startWriter, type Writer } from "./store/writer.ts";
import { dirname } from "node:path";

/** Soon after the start: a backup must not slow it down. Then it is looked every hour whether one is due, because a laptop that
 *  is started a little earlier each morning would else have one every other day. */
const FIRST_BACKUP_AFTER = 60_000;
const BACKUP_LOOKED_FOR_EVERY = 3_600_000;

/** Who the audit names for what happens by itself. */
const REGDESK = "Regdesk";

export interface StorageOptions {
  readonly path: string;
  /** Whether the host holds the data directory. */
  readonly isHeld: boolean;
  readonly clock: Clock;
  readonly conditions: Conditions;
  readonly log: Logger;
}

export interface Storage extends AsyncDisposable {
  readonly stored: Stored;
  readonly writer: Writer;
  /** The past, beyond what was loaded. */
  readonly reader: Reader;
  readonly audit: Audit;
  readonly settings: HostSettings;
}

/** Loads what the last run left and starts the writer. Whatever is wrong with the database becomes a condition. */
export function startStorage({ path, isHeld, clock, conditions, log }: StorageOptions): Storage {
  const tell = (trouble: Trouble | undefined): void => {
    conditions.set(storing(trouble));
    if (trouble === undefined) log.info("the database can be written");
    else log.error({ reason: trouble.reason }, trouble.message);
  };
  const stored = loadStored(path, clock.now());
  tell(stored.trouble);
  if (stored.damaged !== undefined) {
    const message = damageSentence(stored.damaged, dirname(path));
    conditions.set({ type: "Intact", status: false, reason: "database-damaged", message });
    log.error({ damaged: stored.damaged }, message);
  }
  if (stored.unreadableDocuments.length > 0) {
    const message = unreadableSentence(stored.unreadableDocuments);
    conditions.set({ type: "Intact", status: false, reason: "document-unreadable", message });
    log.error({ documents: stored.unreadableDocuments }, message);
  }
  const onBackup = (path: string): void => {
    conditions.set(backedUp(undefined, path));
    audit.note({ kind: "backup-made", at: clock.now(), by: REGDESK, path });
  };
  const onBackupFailed = (code: string): void => conditions.set(backedUp(code, path));
  const backingUp = { onBackup, onBackupFailed };
  const writer = startWriter({ path, isHeld, trouble: stored.trouble, onTrouble: tell, ...backingUp, log });
  const audit = new Audit(writer);
  if (stored.damaged !== undefined) {
    audit.note({ kind: "database-set-aside", at: clock.now(), by: REGDESK, path: stored.damaged });
  }
  const reader = new Reader(path, log);
  const settings = new HostSettings(audit, stored.settings, clock);
  let timer = clock.after(FIRST_BACKUP_AFTER, function backUp() {
    writer.backUp(clock.now(), settings.now.backupsKept);
    timer = clock.after(BACKUP_LOOKED_FOR_EVERY, backUp);
  });
  return {
    stored,
    writer,
    reader,
    audit,
    settings,
    async [Symbol.asyncDispose]() {
      timer.cancel();
      await reader[Symbol.asyncDispose]();
      await writer[Symbol.asyncDispose]();
    },
  };
}

function storing(trouble: Trouble | undefined) {
  if (trouble === undefined)
    return { type: "Storing", status: true, reason: "stored", message: "Everything is stored." } as const;
  return { type: "Storing", status: false, ...trouble } as const;
}

/** @param code why none could be made */
function backedUp(code: string | undefined, path: string) {
  const type = "BackedUp";
  if (code === undefined)
    return { type, status: true, reason: "backed-up", message: "There is a daily backup." } as const;
  const message = `No daily backup could be made (${code}). Check that there is room, and that ${backupFolder(dirname(path))} may be written; Regdesk tries again every hour.`;
  return { type, status: false, reason: "backup-failed", message } as const;
}

const DOCUMENT_WORDS: Readonly<Record<DocumentName, string>> = {
  preferences: "the window's preferences",
  gatePolicy: "the mode and the rules of the gate",
  settings: "the settings",
  fleetPolicy: "the rules of alarms and the maintenance of devices",
  sourceFiles: "the files of sources that were read",
  tokens: "the access tokens (all are refused until you make new ones or switch tokens off)",
};

function unreadableSentence(documents: readonly DocumentName[]): string {
  const what = documents.map((name) => DOCUMENT_WORDS[name]).join(" and ");
  return `What is stored of ${what} is not understood; the defaults count until you set them again. The old text stays in the database.`;
}

function damageSentence(damaged: string, dataDirectory: string): string {
  const [newest] = backupsIn(dataDirectory);
  const cure =
    newest === undefined
      ? "There is no backup yet."
      : `To go back to the backup of ${new Date(newest.madeAt).toISOString()}, stop Regdesk and run \`regdesk restore\`.`;
  return `The database was damaged. It was set aside as ${damaged}, and an empty one was started. ${cure}`;
}
