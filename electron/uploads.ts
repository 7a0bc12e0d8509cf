import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { appendFile, open, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import { UploadId } from "#shared/contract/uploads.ts";
import { KEPT_IN } from "./config.ts";

/** What must stay free on the disk, in bytes: the database needs it more. */
const SPARE = 256 << 20;

/** Files on their way from a window to the host. They lie in the data directory, because the temporary one may be memory. */
export class Uploads implements Disposable {
  readonly #folder: string;
  /** How many bytes each is to have, and how many have come or are on their way to the disk. */
  readonly #known = new Map<UploadId, { readonly size: number; arrived: number }>();

  constructor(dataDirectory: string) {
    this.#folder = join(dataDirectory, KEPT_IN.uploads);
    this.#clear(); // of a run that was cut off
  }

  /** @throws {RegdeskError} `DISK_FULL` when a file of that size, in bytes, does not fit */
  async begin(size: number): Promise<UploadId> {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(this.#folder);
    if (bavail * bsize - SPARE < size) {
      throw new RegdeskError(
        "DISK_FULL",
        "There is not enough room on the disk for this file; make room, then try again",
      );
    }
    const upload = UploadId.parse(randomUUID());
    await (await open(this.#pathOf(upload), "wx", 0o600)).close();
    this.#known.set(upload, { size, arrived: 0 });
    return upload;
  }

  /** @param data in base64
   *  @throws {RegdeskError} `UPLOAD_NOT_FOUND`, also when the piece is not the next one or reaches over the end */
  async append(upload: UploadId, offset: number, data: string): Promise<void> {
    const known = this.#known.get(upload);
    const piece = Buffer.from(data, "base64");
    // Sent twice, or out of order: the file would not be the one that was chosen.
    if (known?.arrived !== offset || offset + piece.length > known.size) throw lost();
    known.arrived += piece.length;
    await appendFile(this.#pathOf(upload), piece);
  }

  /** Where it lies. @throws {RegdeskError} `UPLOAD_NOT_FOUND` */
  path(upload: UploadId): string {
    if (!this.#known.has(upload)) throw lost();
    return this.#pathOf(upload);
  }

  async discard(upload: UploadId): Promise<void> {
    if (this.#known.delete(upload)) await rm(this.#pathOf(upload), { force: true });
  }

  [Symbol.dispose](): void {
    this.#clear();
  }

  /** In a directory that may not be written it stays: nothing can be uploaded there anyway. */
  #clear(): void {
    try {
      rmSync(this.#folder, { recursive: true, force: true });
    } catch (error) {
      if (!["EACCES", "EPERM", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    }
  }

  #pathOf(upload: UploadId): string {
    return join(this.#folder, upload);
  }
}

function lost(): RegdeskError {
  return new RegdeskError(
    "UPLOAD_NOT_FOUND",
    "The file did not arrive whole, or Regdesk was restarted meanwhile; choose it again",
  );
}
