import { rename, rm, open } from "node:fs/promises";
import { renameSync } from "node:fs";
import { basename, join } from "node:path";
import type { Clock } from "#shared/clock.ts";
import type { UploadId } from "#shared/contract/uploads.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { Backup, BackupProgress, BackupsState, RestorePreview } from "#shared/model/backup.ts";
import { PIECE_BYTES } from "#shared/piece-size.ts";
import type { Piece } from "#shared/piece.ts";
import type { Audit } from "./audit/audit.ts";
import { sizeOf } from "./store/backup-file.ts";
import { doneInThread, type Attention } from "./store/backup-work.ts";
import {
  backupFolder,
  backupPath,
  backupsIn,
  described,
  removeLeftUnfinished,
  removeUnfinished,
  unfinishedIn,
  type StoredBackup,
} from "./store/backups.ts";
import { historyBeside } from "./store/history/history-database.ts";
import { cancelErase, eraseStagedIn, stageErase } from "./store/staged-erase.ts";
import { cancelRestore, stagedIn } from "./store/staged-restore.ts";
import type { Uploads } from "./uploads.ts";

export interface BackupKeeperOptions {
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly uploads: Uploads;
}

/** Makes backups at a person's word, and goes back to one at the next start. The daily ones the store makes by itself.
 *  Erasing everything is here, too, because of the two wishes for the next start only the later counts. */
export class BackupKeeper {
  readonly #options: BackupKeeperOptions;
  readonly #listeners = new Set<() => void>();
  /** One after the other: two copies at once only make each other slow. */
  #last: Promise<unknown> = Promise.resolve();
  #progress: BackupProgress | undefined;
  #stopping = new AbortController();

  constructor(options: BackupKeeperOptions) {
    this.#options = options;
    removeLeftUnfinished(options.dataDirectory);
  }

  get state(): BackupsState {
    const { dataDirectory } = this.#options;
    return {
      folder: backupFolder(dataDirectory),
      backups: backupsIn(dataDirectory).map(toBackup),
      databaseBytes: sizeOf(this.#database),
      historyBytes: sizeOf(historyBeside(this.#database)),
      progress: this.#progress,
      staged: stagedIn(dataDirectory),
      stagedErase: eraseStagedIn(dataDirectory),
    };
  }

  /** Hears of every backup that comes or goes. @returns stops listening */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Copies the database, and the history if that is wanted, reads the copy through, and keeps it until somebody deletes it.
   *  @throws {RegdeskError} `STORE_UNAVAILABLE`, `DISK_FULL`, `BACKUP_INVALID` or `BACKUP_STOPPED` */
  make(by: string, { withHistory }: { readonly withHistory: boolean }): Promise<Backup> {
    return this.#inTurn(async () => {
      const { dataDirectory, clock, audit } = this.#options;
      const unfinished = unfinishedIn(dataDirectory, "by-hand");
      const history = withHistory ? historyBeside(this.#database) : undefined;
      const copy = { kind: "copy", from: this.#database, to: unfinished, history } as const;
      const at = clock.now();
      try {
        const contents = await this.#attended("make", (attention) => doneInThread(copy, attention));
        const path = backupPath(dataDirectory, "by-hand", at, { withHistory: contents.history !== undefined });
        renameSync(unfinished, path);
        audit.note({ kind: "backup-made", at: clock.now(), by, path });
        return toBackup(described(path));
      } finally {
        removeUnfinished(unfinished);
      }
    });
  }

  /** Keeps an uploaded file, if it is a backup. @throws {RegdeskError} `BACKUP_INVALID`, `DATABASE_TOO_NEW`, `UPLOAD_NOT_FOUND` */
  bring(upload: UploadId): Promise<Backup> {
    return this.#inTurn(async () => {
      const { dataDirectory, clock, uploads } = this.#options;
      const unfinished = unfinishedIn(dataDirectory, "brought");
      try {
        await rename(uploads.path(upload), unfinished);
        const { history } = await doneInThread({ kind: "adopt", path: unfinished });
        const path = backupPath(dataDirectory, "brought", clock.now(), { withHistory: history !== undefined });
        renameSync(unfinished, path);
        return toBackup(described(path));
      } catch (error) {
        throw inWordsOfTheFile(error, unfinished);
      } finally {
        removeUnfinished(unfinished);
        await uploads.discard(upload);
      }
    });
  }

  /** @throws {RegdeskError} `BACKUP_NOT_FOUND`, `BACKUP_INVALID` or `DATABASE_TOO_NEW` */
  async preview(name: string): Promise<RestorePreview> {
    const stored = this.#find(name);
    const then = await doneInThread({ kind: "check", path: stored.path });
    const now = await doneInThread({ kind: "contents", path: this.#database }).catch(onlyRefused);
    return { backup: toBackup(stored), then, ...(now === undefined ? {} : { now }) };
  }

  /** Goes back to it at the next start, and to the history in it unless that is to stay as it is.
   *  @throws {RegdeskError} like {@link preview}, `STORE_UNAVAILABLE` or `BACKUP_STOPPED`; then nothing happens */
  restore(name: string, by: string, { withHistory }: { readonly withHistory: boolean }): Promise<void> {
    return this.#inTurn(async () => {
      const { path: backup } = this.#find(name);
      const { dataDirectory, clock } = this.#options;
      const wish = { backup, by, at: clock.now(), withoutHistory: !withHistory };
      try {
        await this.#attended("restore", (attention) => doneInThread({ kind: "stage", dataDirectory, wish }, attention));
      } catch (error) {
        cancelRestore(dataDirectory); // a thread that was stopped had no time to
        throw error;
      }
    });
  }

  /** Ends the backup that is being made, or the restore that is being prepared; what is not under way cannot be stopped. */
  stop(): void {
    this.#stopping.abort();
  }

  cancelRestore(): Promise<void> {
    return this.#inTurn(() => Promise.resolve(cancelRestore(this.#options.dataDirectory)));
  }

  /** Where it lies. @throws {RegdeskError} `BACKUP_NOT_FOUND` */
  path(name: string): string {
    return this.#find(name).path;
  }

  /** Erases everything at the next start, also where a restore was to come then. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  erase(by: string): Promise<void> {
    const { dataDirectory, clock } = this.#options;
    return this.#inTurn(() => {
      stageErase(dataDirectory, { by, at: clock.now() });
      cancelRestore(dataDirectory);
      return Promise.resolve();
    });
  }

  cancelErase(): Promise<void> {
    return this.#inTurn(() => Promise.resolve(cancelErase(this.#options.dataDirectory)));
  }

  /** @throws {RegdeskError} `BACKUP_NOT_FOUND` */
  remove(name: string): Promise<void> {
    return this.#inTurn(() => rm(this.#find(name).path));
  }

  /** @throws {RegdeskError} `BACKUP_NOT_FOUND` */
  async read(name: string, offset: number): Promise<Piece> {
    const { path, bytes: size } = this.#find(name);
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(PIECE_BYTES), 0, PIECE_BYTES, offset);
      return { data: buffer.subarray(0, bytesRead).toString("base64"), size };
    } finally {
      await file.close();
    }
  }

  get #database(): string {
    return join(this.#options.dataDirectory, "regdesk.db");
  }

  #find(name: string): StoredBackup {
    const found = backupsIn(this.#options.dataDirectory).find(({ path }) => basename(path) === name);
    if (found !== undefined) return found;
    throw new RegdeskError("BACKUP_NOT_FOUND", `There is no backup ${name}; it may have been deleted meanwhile`);
  }

  async #attended<Result>(
    kind: BackupProgress["kind"],
    work: (attention: Attention) => Promise<Result>,
  ): Promise<Result> {
    this.#stopping = new AbortController();
    const onPiece = (done: number, all: number): void => {
      this.#progress = { kind, done, all };
      this.#tell();
    };
    try {
      return await work({ signal: this.#stopping.signal, onPiece });
    } finally {
      this.#progress = undefined;
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined); // whoever asked hears of it
    try {
      return await done;
    } finally {
      this.#tell();
    }
  }
}

function toBackup({ path, kind, madeAt, bytes, withHistory }: StoredBackup): Backup {
  return { name: basename(path), kind, madeAt, bytes, withHistory };
}

/** Where the file lay meanwhile means nothing to the person who chose it. */
export function inWordsOfTheFile(error: unknown, path: string): unknown {
  if (!(error instanceof RegdeskError)) return error;
  return new RegdeskError(error.code, error.message.replace(path, "This file"), { cause: error });
}

function onlyRefused(error: unknown): undefined {
  if (error instanceof RegdeskError) return undefined;
  throw error;
}
