import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { arch, cpus, platform, release, totalmem, uptime } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { RegdeskError } from "#shared/errors.ts";
import type { BundleChoice, BundleFile } from "#shared/model/diagnostics.ts";
import { VERSION } from "./config.ts";
import { logDirectory } from "./log-keeping.ts";
import { Redaction } from "./redaction.ts";
import { contentsOf, sizeOf } from "./store/backup-file.ts";
import { backupsIn } from "./store/backups.ts";

/** So much of each file of the log goes into a bundle, from its end, in bytes. */
const MOST_OF_LOG = 2 << 20;
/** So much of a file is shown before a bundle is made. */
const SHOWN = 20_000;
/** So many characters are worked on at once: devices must not wait for the megabytes of a log. */
const PIECE = 128 * 1_024;

/** What a bundle says about a running host; each becomes a file. */
export type Facts = (choice: BundleChoice) => Readonly<Record<string, unknown>>;

interface FileInPieces {
  readonly name: string;
  readonly pieces: AsyncIterable<string>;
}

export interface DiagnosticsOptions {
  readonly dataDirectory: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Only where a host runs. */
  readonly facts?: Facts;
  /** The latest lines, for a log that is in no file. */
  readonly lines?: () => readonly string[];
}

/** What somebody who helps from afar needs to see, and nothing that must not leave the site. */
export class Diagnostics {
  readonly #options: DiagnosticsOptions;

  constructor(options: DiagnosticsOptions) {
    this.#options = options;
  }

  async contents(choice: BundleChoice): Promise<BundleFile[]> {
    const files: BundleFile[] = [];
    for (const { name, pieces } of this.#files(choice)) {
      let [bytes, head] = [0, ""];
      for await (const piece of pieces) {
        bytes += Buffer.byteLength(piece);
        head += piece.slice(0, SHOWN - head.length);
      }
      files.push({ name, bytes, head });
    }
    return files;
  }

  /** A zip archive, and what to call it. */
  async bundle(choice: BundleChoice): Promise<{ readonly name: string; readonly archive: Uint8Array }> {
    const { strToU8, Zip, ZipDeflate } = await import("fflate/browser"); // it makes tables, which a start need not wait for
    const stamp = new Date(this.#options.now()).toISOString().slice(0, 19).replace(/[:T]/g, "-");
    const archive: Uint8Array[] = [];
    const zip = new Zip((error, bytes) => {
      if (error) throw error;
      archive.push(bytes);
    });
    for (const { name, pieces } of this.#files(choice)) {
      const file = new ZipDeflate(name);
      zip.add(file);
      for await (const piece of pieces) file.push(strToU8(piece));
      file.push(new Uint8Array(), true);
    }
    zip.end();
    return { name: `regdesk-diagnostics-${stamp}.zip`, archive: Buffer.concat(archive) };
  }

  *#files(choice: BundleChoice): Iterable<FileInPieces> {
    const redaction = new Redaction(choice);
    const facts = {
      about: this.#about(),
      database: this.#database(),
      ...this.#options.facts?.(choice),
    };
    for (const [name, fact] of Object.entries(facts)) {
      yield { name: `${name}.json`, pieces: redacted(`${JSON.stringify(fact, undefined, 2)}\n`, redaction) };
    }
    for (const [name, text] of this.#log()) yield { name, pieces: redacted(text, redaction) };
  }

  #about() {
    const { dataDirectory, now, facts } = this.#options;
    return {
      regdesk: VERSION,
      at: new Date(now()).toISOString(),
      hostRuns: facts !== undefined,
      dataDirectory,
      node: process.version,
      electron: process.versions["electron"],
      system: { platform: platform(), release: release(), arch: arch(), upForSeconds: Math.round(uptime()) },
      machine: { processors: cpus().length, memory: totalmem(), used: process.memoryUsage.rss() },
    };
  }

  #database() {
    const { dataDirectory } = this.#options;
    const path = join(dataDirectory, "regdesk.db");
    const backups = backupsIn(dataDirectory).map(({ kind, madeAt, bytes }) => ({
      kind,
      madeAt: new Date(madeAt).toISOString(),
      bytes,
    }));
    return { ...databaseFacts(path), backups };
  }

  *#log(): Iterable<readonly [name: string, text: string]> {
    const directory = logDirectory(this.#options.dataDirectory);
    const names = existsSync(directory) ? readdirSync(directory).filter((name) => name.startsWith("regdesk.log")) : [];
    if (names.length === 0) yield ["log/regdesk.log", (this.#options.lines?.() ?? []).join("")];
    for (const name of names.sort()) yield [`log/${name}`, endOf(join(directory, name))];
  }
}

/** Piece by piece, each of whole lines: no secret reaches over the end of one. */
async function* redacted(text: string, redaction: Redaction): AsyncIterable<string> {
  for (let at = 0; at < text.length;) {
    const lineEnd = text.indexOf("\n", at + PIECE);
    const end = lineEnd === -1 ? text.length : lineEnd + 1;
    yield redaction.apply(text.slice(at, end));
    at = end;
    await nextTurn();
  }
}

function databaseFacts(path: string) {
  try {
    return existsSync(path) ? { ...contentsOf(path), bytes: sizeOf(path) } : { missing: true };
  } catch (error) {
    if (!(error instanceof RegdeskError)) throw error;
    return { unreadable: error.message, bytes: sizeOf(path) };
  }
}

function endOf(path: string): string {
  const { size } = statSync(path);
  const file = openSync(path, "r");
  try {
    const buffer = Buffer.alloc(Math.min(size, MOST_OF_LOG));
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString();
  } finally {
    closeSync(file);
  }
}
