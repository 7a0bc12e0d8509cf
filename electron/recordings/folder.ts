import { mkdirSync } from "node:fs";
import { lstat, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import type { Recording } from "#shared/model/recording.ts";
import { PIECE_BYTES } from "#shared/piece-size.ts";
import type { Piece } from "#shared/piece.ts";

const NAME = /^recording-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z\.jsonl$/;
/** What a folder says when there is nothing to be seen in it. */
const NOTHING_TO_SEE = ["ENOENT", "ENOTDIR", "EACCES", "EPERM"];
/** The last line is no longer than this, in bytes. */
const LAST_LINE = 200;

export function isRecordingFile(name: string): boolean {
  return NAME.test(name);
}

/** The folder where recordings are kept. */
export class RecordingsFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** @returns where a recording that begins now is written */
  fileFor(now: number): { readonly name: string; readonly path: string } {
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
    const name = `recording-${new Date(now).toISOString().replace(/[:.]/g, "-")}.jsonl`;
    return { name, path: join(this.path, name) };
  }

  /** Newest first. */
  async list(): Promise<Recording[]> {
    const names = await this.#names();
    const found = await Promise.all(names.map((name) => this.#describe(name)));
    return found.filter((recording) => recording !== undefined).sort((a, b) => b.startedAt - a.startedAt);
  }

  /** @throws {RegdeskError} `RECORDING_NOT_FOUND` */
  async read(name: string, offset: number): Promise<Piece> {
    const { size } = await this.#find(name);
    const file = await open(join(this.path, name));
    try {
      const buffer = Buffer.alloc(PIECE_BYTES);
      const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES, offset);
      return { data: buffer.subarray(0, bytesRead).toString("base64"), size };
    } finally {
      await file.close();
    }
  }

  /** @throws {RegdeskError} `RECORDING_NOT_FOUND` */
  async remove(name: string): Promise<void> {
    await this.#find(name);
    await rm(join(this.path, name));
  }

  async #find(name: string): Promise<{ readonly size: number }> {
    const found = NAME.test(name) ? await lstat(join(this.path, name)).catch(() => undefined) : undefined;
    if (found?.isFile() === true) return found;
    throw new RegdeskError("RECORDING_NOT_FOUND", `There is no recording ${name}; it may have been deleted meanwhile`);
  }

  async #names(): Promise<string[]> {
    try {
      return await readdir(this.path);
    } catch (error) {
      if (NOTHING_TO_SEE.includes((error as NodeJS.ErrnoException).code ?? "")) return [];
      throw error;
    }
  }

  /** @returns undefined for what is no recording, or was deleted meanwhile */
  async #describe(name: string): Promise<Recording | undefined> {
    const startedAt = startOf(name);
    const found = startedAt === undefined ? undefined : await lstat(join(this.path, name)).catch(() => undefined);
    if (startedAt === undefined || found?.isFile() !== true) return undefined;
    const { size, mtimeMs } = found;
    const updates = await this.#updatesIn(name, size);
    return { name, startedAt, endedAt: mtimeMs, bytes: size, ...(updates === undefined ? {} : { updates }) };
  }

  /** The last line says it, unless the host died before it wrote one. */
  async #updatesIn(name: string, size: number): Promise<number | undefined> {
    const file = await open(join(this.path, name)).catch(() => undefined);
    if (file === undefined) return undefined;
    try {
      const buffer = Buffer.alloc(Math.min(LAST_LINE, size));
      await file.read(buffer, 0, buffer.length, size - buffer.length);
      const last = buffer.toString().trimEnd().split("\n").at(-1) ?? "";
      const found = /"kind":"end".*"updates":(\d+)\}$/.exec(last);
      return found?.[1] === undefined ? undefined : Number(found[1]);
    } finally {
      await file.close();
    }
  }
}

function startOf(name: string): number | undefined {
  const [, day, hour, minute, second, millisecond] = NAME.exec(name) ?? [];
  if (day === undefined) return undefined;
  return Date.parse(`${day}T${hour ?? ""}:${minute ?? ""}:${second ?? ""}.${millisecond ?? ""}Z`);
}
