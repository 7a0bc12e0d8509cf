import { rename, rm, open } from "node:fs/promises";
import { renameSync } from "node:fs";
import { basename, join } from "node:path";
import type { Clock } from "#shared/clock.ts";
import type { UploadId } from "#shared/contract/uploads.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { Backup, BackupsState, RestorePreview } from "#shared/model/backup.ts";
import { PIECE_BYTES } from "#shared/piece-size.ts";
import type { Piece } from "#shared/piece.ts";
import type { Audit } from "./audit/audit.ts";
import { sizeOf } from "./store/backup-file.ts";
import { doneInThread } from "./store/backup-work.ts";
import { backupFolder, backupPath, backupsIn, described, unfinishedIn, type StoredBackup } from "./store/backups.ts";
import { cancelRestore, stagedIn } from "./store/staged-restore.ts";
import type { Uploads } from "./uploads.ts";

export interface BackupKeeperOptions {
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly audit: Audit;
  readonly uploads: Uploads;
}

/** Makes backups at a person's word, and goes back to one at the next start. The daily ones the store makes by itself. */
export class BackupKeeper {
  readonly #options: BackupKeeperOptions;
  readonly #listeners = new Set<() => void>();
  /** One after the other: two copies at once only make each other slow. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: BackupKeeperOptions) {
    this.#options = options;
  }

  get state(): BackupsState {
    const { dataDirectory } = this.#options;
    return {
      folder: backupFolder(dataDirectory),
      backups: backupsIn(dataDirectory).map(toBackup),
      databaseBytes: sizeOf(this.#database),
      staged: stagedIn(dataDirectory),
    };
  }

  /** Hears of every backup that comes or goes. @returns stops listening */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Copies the database, reads the copy through, and keeps it until somebody deletes it.
   *  @throws {RegdeskError} `STORE_UNAVAILABLE` or `BACKUP_INVALID` */
  make(by: string): Promise<Backup> {
    return this.#inTurn(async () => {
      const { dataDirectory, clock, audit } = this.#options;
      const unfinished = unfinishedIn(dataDirectory, "by-hand");
      const path = backupPath(dataDirectory, "by-hand", clock.now());
      try {
        await doneInThread({ kind: "copy", from: this.#database, to: unfinished });
        renameSync(unfinished, path);
      } finally {
        await rm(unfinished, { force: true });
      }
      audit.note({ kind: "backup-made", at: clock.now(), by, path });
      return toBackup(described(path));
    });
  }

  /** Keeps an uploaded file, if it is a backup. @throws {RegdeskError} `BACKUP_INVALID`, `DATABASE_TOO_NEW`, `UPLOAD_NOT_FOUND` */
  bring(upload: UploadId): Promise<Backup> {
    return this.#inTurn(async () => {
      const { dataDirectory, clock, uploads } = this.#options;
      const unfinished = unfinishedIn(dataDirectory, "brought");
      try {
        await rename(uploads.path(upload), unfinished);
        await doneInThread({ kind: "adopt", path: unfinished });
        const path = backupPath(dataDirectory, "brought", clock.now());
        renameSync(unfinished, path);
        return toBackup(described(path));
      } catch (error) {
        throw inWordsOfTheFile(error, unfinished);
      } finally {
        await rm(unfinished, { force: true });
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

  /** Goes back to it at the next start. @throws {RegdeskError} like {@link preview} */
  restore(name: string, by: string): Promise<void> {
    return this.#inTurn(async () => {
      const { path: backup } = this.#find(name);
      const { dataDirectory, clock } = this.#options;
      await doneInThread({ kind: "stage", dataDirectory, wish: { backup, by, at: clock.now() } });
    });
  }

  cancelRestore(): Promise<void> {
    return this.#inTurn(() => Promise.resolve(cancelRestore(this.#options.dataDirectory)));
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

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined); // whoever asked hears of it
    try {
      return await done;
    } finally {
      for (const listener of this.#listeners) listener();
    }
  }
}

function toBackup({ path, kind, madeAt, bytes }: StoredBackup): Backup {
  return { name: basename(path), kind, madeAt, bytes };
}

/** Where the file lay meanwhile means nothing to the person who chose it. */
function inWordsOfTheFile(error: unknown, path: string): unknown {
  if (!(error instanceof RegdeskError)) return error;
  return new RegdeskError(error.code, error.message.replace(path, "This file"), { cause: error });
}

function onlyRefused(error: unknown): undefined {
  if (error instanceof RegdeskError) return undefined;
  throw error;
}
