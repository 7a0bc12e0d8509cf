import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import type { TestStep } from "#shared/contract/sources.ts";
import type { FileConnection } from "#shared/model/source.ts";
import { formatOfName, formatOfText } from "./document-name.ts";
import { FetchError } from "./fetch-error.ts";
import { contentsOf, stampFrom } from "./file-contents.ts";
import { fileError } from "./file-error.ts";
import { documentsBelow } from "./folder.ts";
import { FolderWatch } from "./folder-watch.ts";
import { inTime } from "./in-time.ts";
import { inMebibytes, LIMITS } from "./limits.ts";
import type { Fetched, FetchedDocument, Known, ReaderOptions, SourceReader } from "./source-reader.ts";
import { readingSteps } from "./test-steps.ts";

/** The coarsest file systems (FAT) count time in steps of this many milliseconds: what was written so lately may be written
 *  again without its time of change showing it. */
const COARSEST_TIME = 2_000;

interface Located {
  /** As people know it. */
  readonly name: string;
  readonly path: string;
  /** Size and time of change. */
  readonly stamp: string;
}

/** Reads one document, or all documents of a folder and its folders. */
export class FileReader implements SourceReader {
  readonly #path: string;
  readonly #options: ReaderOptions;

  constructor({ path }: FileConnection, options: ReaderOptions) {
    this.#path = path;
    this.#options = options;
  }

  async fetch(known: Known | undefined, signal: AbortSignal): Promise<Fetched> {
    return inTime(this.#path, this.#options.timeout, signal, async (ended) => {
      try {
        return await this.#read(known?.revision, ended);
      } catch (error) {
        throw fileError(error, this.#path);
      }
    });
  }

  test(signal: AbortSignal): AsyncIterable<TestStep> {
    return readingSteps((ended) => this.fetch(undefined, ended), this.#options, signal, undefined);
  }

  watch(changed: () => void): Disposable {
    const { clock } = this.#options;
    const path = resolve(this.#path);
    // A document is watched by way of its folder: most programs save by putting a new file in the place of the old one.
    if (isFolder(path)) {
      return new FolderWatch({ folder: path, recursive: true, concerns: () => true, changed, clock });
    }
    const concerns = (name: string | undefined): boolean => name === undefined || name === basename(path);
    return new FolderWatch({ folder: dirname(path), recursive: false, concerns, changed, clock });
  }

  async #read(revision: string | undefined, signal: AbortSignal): Promise<Fetched> {
    const located = await this.#locate(signal);
    const unread = revisionOf(located);
    if (revision !== undefined && revision === unread) return { kind: "unchanged", revision };

    const { bytes: most } = { ...LIMITS, ...this.#options.limits };
    const documents: FetchedDocument[] = [];
    const read: Located[] = [];
    const exceeded = (): FetchError => tooLarge(this.#path, most);
    let left = most;
    let newest = Number.NEGATIVE_INFINITY;
    for (const { name, path } of located) {
      const { bytes, stamp, modifiedAt } = await contentsOf(
        path,
        { bytes: left, exceeded },
        this.#options.clock,
        signal,
      );
      left -= bytes.byteLength;
      newest = Math.max(newest, modifiedAt);
      read.push({ name, path, stamp });
      documents.push({ name, format: formatOfName(name) ?? formatOfText(bytes), bytes });
    }
    const isSettled = newest < this.#options.clock.now() - COARSEST_TIME;
    return { kind: "fetched", revision: isSettled ? revisionOf(read) : undefined, documents };
  }

  async #locate(signal: AbortSignal): Promise<Located[]> {
    if (!isAbsolute(this.#path)) {
      throw new FetchError("not-found", `${this.#path} is no whole path; begin it at the root of the drive.`);
    }
    const { files } = { ...LIMITS, ...this.#options.limits };
    if (!(await stat(this.#path)).isDirectory()) {
      return [await located(basename(this.#path), this.#path)];
    }
    const names = await documentsBelow(this.#path, files, signal);
    if (names.length === 0) {
      const cure = "put one there whose name ends in .json, .yaml or .yml";
      throw new FetchError("not-found", `${this.#path} holds no document; ${cure}.`);
    }
    return Promise.all(names.map((name) => located(name, join(this.#path, name))));
  }
}

/** What is not there yet will be what its name says. */
function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? formatOfName(path) === undefined;
}

async function located(name: string, path: string): Promise<Located> {
  const found = await stat(path, { bigint: true });
  // Looked at before it is opened, because opening a pipe waits for somebody to write into it.
  if (found.isFile()) return { name, path, stamp: stampFrom(found) };
  throw new FetchError("other", `${path} is no file; choose a JSON or YAML document or a folder.`);
}

/** The newest time of change, for people, and a digest of all names, sizes and times, for comparing. */
function revisionOf(located: readonly Located[]): string {
  const stamps = located.map(({ name, stamp }) => `${name}\0${stamp}\n`).join("");
  const newest = located.reduce((latest, { stamp }) => (timeOf(stamp) > latest ? timeOf(stamp) : latest), 0n);
  const digest = createHash("sha256").update(stamps).digest("hex").slice(0, 16);
  return `${new Date(Number(newest / 1_000_000n)).toISOString()} ${digest}`;
}

function timeOf(stamp: string): bigint {
  return BigInt(stamp.split("/")[0] ?? "0");
}

function tooLarge(path: string, most: number): FetchError {
  return new FetchError(
    "too-large",
    `${path} holds more than the ${inMebibytes(most)} a source may have; split it up.`,
  );
}
