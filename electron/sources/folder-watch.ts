import { statSync, watch, type FSWatcher } from "node:fs";
import type { Clock, Timer } from "#shared/clock.ts";

/** A program that saves writes more than once; this long after the last time it is done, in milliseconds. */
const QUIET = 200;
/** Somebody who never stops writing is not waited for any longer than this. */
const LONGEST_BURST = 2_000;
/** How long a watch that broke is left alone, doubling up to the last, in milliseconds. */
const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;
/** How often it is made sure that the watched folder is still the one of that name, in milliseconds. */
const CHECK = 10_000;

export interface FolderWatchOptions {
  readonly folder: string;
  readonly recursive: boolean;
  /** Whether what changed concerns the source; undefined when the system does not say what it was. */
  readonly concerns: (name: string | undefined) => boolean;
  readonly changed: () => void;
  /** Called when the watch stands, and when it has broken. */
  readonly stood?: (isWatching: boolean) => void;
  readonly clock: Clock;
}

/** Watches a folder and calls once for a burst of changes. A watch that breaks, because the folder is removed, replaced or its
 *  drive taken out, is set up again; what was missed meanwhile counts as a change. Not every system tells a watch that its
 *  folder is gone, so that is looked at too. */
export class FolderWatch implements Disposable {
  readonly #options: FolderWatchOptions;
  #watcher: FSWatcher | undefined;
  #identity: string | undefined;
  #next: Timer | undefined;
  #retryAfter = FIRST_RETRY;
  #quiet: Timer | undefined;
  #burstBegan = 0;

  constructor(options: FolderWatchOptions) {
    this.#options = options;
    this.#open();
  }

  [Symbol.dispose](): void {
    this.#close();
    this.#quiet?.cancel();
    this.#next?.cancel();
  }

  #open(): boolean {
    const { folder, recursive, concerns } = this.#options;
    this.#identity = identityOf(folder);
    this.#watcher = this.#identity === undefined ? undefined : watching(folder, recursive);
    if (this.#watcher === undefined) {
      this.#broke();
      return false;
    }
    this.#watcher.on("change", (kind: string, name: string | Buffer | null) => {
      // A folder that goes away says its own name, or none.
      const changed = name === null || name.length === 0 ? undefined : String(name).replaceAll("\\", "/");
      if (concerns(changed)) this.#note();
      if (kind === "rename") this.#check();
    });
    this.#watcher.once("error", () => this.#broke());
    this.#retryAfter = FIRST_RETRY;
    this.#options.stood?.(true);
    this.#later(CHECK, () => this.#check());
    return true;
  }

  #check(): void {
    if (identityOf(this.#options.folder) !== this.#identity) return this.#broke();
    this.#later(CHECK, () => this.#check());
  }

  #broke(): void {
    this.#close();
    this.#options.stood?.(false);
    this.#later(this.#retryAfter, () => {
      if (this.#open()) this.#note();
    });
    this.#retryAfter = Math.min(this.#retryAfter * 2, LAST_RETRY);
  }

  #close(): void {
    this.#watcher?.removeAllListeners();
    // One that is closed while it still sets itself up may say so later, to nobody.
    this.#watcher?.on("error", () => undefined);
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  #later(delay: number, call: () => void): void {
    this.#next?.cancel();
    this.#next = this.#options.clock.after(delay, call);
  }

  #note(): void {
    const { clock, changed } = this.#options;
    const now = clock.monotonic();
    if (this.#quiet === undefined) this.#burstBegan = now;
    this.#quiet?.cancel();
    const left = Math.max(0, this.#burstBegan + LONGEST_BURST - now);
    this.#quiet = clock.after(Math.min(QUIET, left), () => {
      this.#quiet = undefined;
      changed();
    });
  }
}

function watching(folder: string, recursive: boolean): FSWatcher | undefined {
  try {
    return watch(folder, { recursive, persistent: false });
  } catch (error) {
    return unlessExpected(error);
  }
}

/** A folder that is made anew under the same name may get the same number, but not the same time of birth. */
function identityOf(folder: string): string | undefined {
  try {
    const { dev, ino, birthtimeNs } = statSync(folder, { bigint: true });
    return `${dev}/${ino}/${birthtimeNs}`;
  } catch (error) {
    return unlessExpected(error);
  }
}

/** Whatever keeps a folder from being looked at or watched may be over a moment later. */
function unlessExpected(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === undefined) throw error;
}
