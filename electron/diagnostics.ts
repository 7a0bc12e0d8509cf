import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { arch, cpus, platform, release, totalmem, uptime } from "node:os";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
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

/** What a bundle says about a running host; each becomes a file. */
export type Facts = (choice: BundleChoice) => Readonly<Record<string, unknown>>;

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

  contents(choice: BundleChoice): BundleFile[] {
    return [...this.#files(choice)].map(([name, text]) => ({
      name,
      bytes: Buffer.byteLength(text),
      head: text.slice(0, SHOWN),
    }));
  }

  /** A zip archive, and what to call it. */
  bundle(choice: BundleChoice): { readonly name: string; readonly archive: Uint8Array } {
    const files = [...this.#files(choice)].map(([name, text]) => [name, strToU8(text)] as const);
    const stamp = new Date(this.#options.now()).toISOString().slice(0, 19).replace(/[:T]/g, "-");
    return { name: `regdesk-diagnostics-${stamp}.zip`, archive: zipSync(Object.fromEntries(files)) };
  }

  #files(choice: BundleChoice): Map<string, string> {
    const redaction = new Redaction(choice);
    const facts = {
      about: this.#about(),
      database: this.#database(),
      ...this.#options.facts?.(choice),
    };
    const files = Object.entries(facts).map(
      ([name, fact]) => [`${name}.json`, `${JSON.stringify(fact, undefined, 2)}\n`] as const,
    );
    return new Map([...files, ...this.#log()].map(([name, text]) => [name, redaction.apply(text)]));
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

  #log(): (readonly [string, string])[] {
    const directory = logDirectory(this.#options.dataDirectory);
    const names = existsSync(directory) ? readdirSync(directory).filter((name) => name.startsWith("regdesk.log")) : [];
    if (names.length === 0) return [["log/regdesk.log", (this.#options.lines?.() ?? []).join("")]];
    return names.sort().map((name) => [`log/${name}`, endOf(join(directory, name))]);
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
