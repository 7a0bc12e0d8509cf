import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Logger } from "../logging.ts";
import { EXTENSION, SourceFileInvalid } from "./source-files-document.ts";

/** A source is a page of text. */
const LARGEST = 1 << 20;
const LARGEST_SECRET = 8_192;

/** What is in the folder is not known. Its message says why, and what to do. */
export class FolderUnreadable extends Error {
  override readonly name = "FolderUnreadable";
}

export type SourceFile = { readonly name: string } & (
  | { readonly text: string; readonly digest: string; readonly fault?: undefined }
  | { readonly text?: undefined; readonly fault: string }
);

/** Makes the folder, so that people find where sources go. */
export function makeFolder(folder: string, log: Logger): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    log.warn({ folder, code }, "the folder for sources cannot be made");
  }
}

/** Editors keep their drafts beside what they edit, under names that begin with a dot. */
export function isSourceFile(name: string): boolean {
  return name.endsWith(EXTENSION) && !name.startsWith(".");
}

/** @returns all files in the order of their names, those that are no sources' unread  @throws {FolderUnreadable} */
export async function filesIn(folder: string): Promise<SourceFile[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === "ENOENT" ? "is not there" : `cannot be read (${String(error)})`;
    throw new FolderUnreadable(
      `The folder ${folder} ${why}; its sources stay as they are. Put it back, empty if its sources shall go.`,
      { cause: error },
    );
  }
  const files = await Promise.all(names.sort().map((name) => fileIn(folder, name)));
  return files.filter((file) => file !== undefined);
}

async function fileIn(folder: string, name: string): Promise<SourceFile | undefined> {
  if (!isSourceFile(name)) return { name, fault: "" };
  const path = join(folder, name);
  try {
    const { size } = await stat(path);
    if (size > LARGEST) return { name, fault: `sources/${name} has more than 1 MiB; a source is described in a page.` };
    const bytes = await readFile(path);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { name, text, digest: createHash("sha256").update(bytes).digest("hex") };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // It went while the folder was read.
    if (code === "ENOENT") return undefined;
    if (error instanceof TypeError) return { name, fault: `sources/${name} is not UTF-8; save it as UTF-8.` };
    if (code === undefined) throw error;
    return { name, fault: `sources/${name} cannot be read (${code}); give the user who runs Regdesk the right to.` };
  }
}

export interface FoundSecret {
  readonly text: string;
  /** What tells this state of the file from others, and nothing about the secret. */
  readonly stamp: string;
}

/** @param path absolute, or beside the file that names it  @throws {SourceFileInvalid} */
export async function secretIn(folder: string, path: string, file: string): Promise<FoundSecret> {
  const place = resolve(folder, path);
  const invalid = (what: string, cause?: unknown): SourceFileInvalid =>
    new SourceFileInvalid(`sources/${file}, secretFile: ${place} ${what}.`, { cause });
  try {
    const { size, mtimeMs } = await stat(place);
    if (size > LARGEST_SECRET) throw invalid("has more than 8 KiB; it holds the password or token and nothing else");
    const text = (await readFile(place, "utf8")).replace(/\r?\n$/, "");
    if (text === "") throw invalid("is empty; write the password or token into it");
    return { text, stamp: `${place}/${mtimeMs}/${size}` };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw invalid(`cannot be read (${code}); check the path and who may read it`, error);
  }
}
