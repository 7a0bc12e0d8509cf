/** The source watcher: turns the files of the `sources` folder into sources, and every change of them into an event. What
 *  counts is always the folder as it is now, compared with what was taken in; a watch only says when to look, so nothing is
 *  missed by one that broke, or while Regdesk was closed. */
import type { Clock, Timer } from "#shared/clock.ts";
import type { SourceWithState } from "#shared/contract/sources.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { SourceFilesBookmark } from "#shared/model/source-files.ts";
import type { Source, SourceName } from "#shared/model/source.ts";
import type { Logger } from "../logging.ts";
import { FolderWatch } from "../sources/folder-watch.ts";
import { SourceFileInvalid, sourceIn } from "./source-files-document.ts";
import {
  filesIn,
  FolderUnreadable,
  isSourceFile,
  makeFolder,
  secretIn,
  type SourceFile,
} from "./source-files-folder.ts";

/** Whatever a watch may miss is found so often, in milliseconds. */
const LOOKED_AT_EVERY = 60_000;

/** Whoever owns the sources. */
export interface FileOwned {
  all(): readonly SourceWithState[];
  /** Adds a source, or edits the one that came from the same file. @throws {RegdeskError} */
  takeFromFile(source: Source, secret: string | null): Promise<void>;
  dropWithFile(name: SourceName): Promise<void>;
}

export interface SourceWatcherOptions {
  readonly folder: string;
  readonly sources: FileOwned;
  /** Where it has got to. */
  readonly bookmark: SourceFilesBookmark;
  readonly keepBookmark: (bookmark: SourceFilesBookmark) => Promise<void>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Called with what is wrong whenever that changes, one sentence each. */
  readonly notice: (faults: readonly string[]) => void;
}

export class SourceWatcher implements AsyncDisposable {
  readonly #options: SourceWatcherOptions;
  readonly #watch: FolderWatch;
  #bookmark: SourceFilesBookmark;
  /** By file; `.` is the folder itself. */
  #faults: ReadonlyMap<string, string> = new Map();
  #looking: Promise<void> | undefined;
  #isWanted = false;
  #isOver = false;
  #isWatching: boolean | undefined;
  #timer: Timer | undefined;

  constructor(options: SourceWatcherOptions) {
    this.#options = options;
    this.#bookmark = options.bookmark;
    const { folder, sources, clock, log } = options;
    // One that is gone although it had files was hardly meant to be empty.
    const hadFiles = Object.keys(options.bookmark).length > 0 || sources.all().some(({ source }) => source.file);
    if (!hadFiles) makeFolder(folder, log);
    this.#watch = new FolderWatch({
      folder,
      recursive: false,
      concerns: (name) => !name?.startsWith("."),
      changed: () => this.#look(),
      stood: (isWatching) => this.#stood(isWatching),
      clock,
    });
    this.#look();
  }

  /** Until the look that is under way is over, if there is one. */
  async looked(): Promise<void> {
    await this.#looking;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    this.#timer?.cancel();
    this.#watch[Symbol.dispose]();
    await this.#looking;
  }

  /** Looks at the folder now, or again when the look that is under way is over. */
  #look(): void {
    if (this.#isOver) return;
    this.#isWanted = true;
    this.#looking ??= this.#lookWhileWanted().finally(() => {
      this.#looking = undefined;
      this.#timer?.cancel();
      if (!this.#isOver) this.#timer = this.#options.clock.after(LOOKED_AT_EVERY, () => this.#look());
    });
  }

  /** A watch that stays broken is tried again and again, and told of once. */
  #stood(isWatching: boolean): void {
    if (isWatching === this.#isWatching) return;
    this.#isWatching = isWatching;
    const { folder, log } = this.#options;
    log.info({ folder }, isWatching ? "the folder is watched" : "the folder cannot be watched");
  }

  async #lookWhileWanted(): Promise<void> {
    while (this.#isWanted && !this.#isOver) {
      this.#isWanted = false;
      const faults = new Map<string, string>();
      await this.#lookOnce(faults);
      this.#tell(faults);
    }
  }

  async #lookOnce(faults: Map<string, string>): Promise<void> {
    const { folder } = this.#options;
    try {
      const found = await filesIn(folder);
      const files = found.filter(({ name }) => isSourceFile(name));
      for (const name of this.#gone(files)) await this.#drop(name, faults);
      for (const file of files) await this.#consider(file, faults);
      for (const { name } of found) if (name.endsWith(".yml")) faults.set(name, misnamed(name));
    } catch (error) {
      // A folder that cannot be read says nothing about what is in it: no source goes because of that.
      if (!(error instanceof FolderUnreadable)) throw error;
      faults.set(".", error.message);
    }
  }

  /** Files whose sources have to go: those that were taken in, also by a run of Regdesk before this one. */
  #gone(files: readonly SourceFile[]): Set<string> {
    const present = new Set(files.map(({ name }) => name));
    const known = [
      ...Object.keys(this.#bookmark),
      ...this.#options.sources.all().map(({ source }) => source.file ?? ""),
    ];
    return new Set(known.filter((name) => name !== "" && !present.has(name)));
  }

  async #drop(file: string, faults: Map<string, string>): Promise<void> {
    const { sources, log } = this.#options;
    log.info({ file, event: "Deleted" }, "a source's file is gone");
    await this.#try(file, faults, async () => {
      const owned = this.#owned(file);
      if (owned !== undefined) await sources.dropWithFile(owned.name);
      await this.#keep(file, undefined);
    });
  }

  async #consider(file: SourceFile, faults: Map<string, string>): Promise<void> {
    const { sources, folder, log } = this.#options;
    await this.#try(file.name, faults, async () => {
      if (file.text === undefined) throw new SourceFileInvalid(file.fault);
      const { source, secretFile } = sourceIn(file.text, file.name);
      const secret = secretFile === undefined ? undefined : await secretIn(folder, secretFile, file.name);
      const digest = secret === undefined ? file.digest : `${file.digest}/${secret.stamp}`;
      const isOwned = this.#owned(file.name) !== undefined;
      if (isOwned && this.#bookmark[file.name] === digest) return;
      const event = isOwned ? "Modified" : "Added";
      await sources.takeFromFile(source, secret?.text ?? null);
      log.info({ file: file.name, source: source.name, event }, "a source's file was taken in");
      await this.#keep(file.name, digest);
    });
  }

  /** One bad file is told, and stops no other. */
  async #try(file: string, faults: Map<string, string>, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof SourceFileInvalid) faults.set(file, error.message);
      else if (error instanceof RegdeskError) {
        const field = error.path === undefined ? "" : `, ${error.path}`;
        faults.set(file, `sources/${file}${field}: ${error.message}.`);
      } else {
        this.#options.log.error(
          { file, err: error },
          "a source's file could not be taken in because of a fault in Regdesk",
        );
        faults.set(
          file,
          `sources/${file} could not be taken in because of a fault in Regdesk; the log has the details.`,
        );
      }
    }
  }

  async #keep(file: string, digest: string | undefined): Promise<void> {
    const { [file]: _before, ...others } = this.#bookmark;
    const bookmark = digest === undefined ? others : { ...others, [file]: digest };
    await this.#options.keepBookmark(bookmark);
    this.#bookmark = bookmark;
  }

  #owned(file: string): Source | undefined {
    return this.#options.sources.all().find(({ source }) => source.file === file)?.source;
  }

  #tell(faults: ReadonlyMap<string, string>): void {
    const before = this.#faults;
    this.#faults = faults;
    const sentences = [...faults.values()];
    for (const [file, sentence] of faults) {
      if (before.get(file) !== sentence) this.#options.log.warn({ file }, sentence);
    }
    if (JSON.stringify(sentences) !== JSON.stringify([...before.values()])) this.#options.notice(sentences);
  }
}

function misnamed(file: string): string {
  return `sources/${file} is not read, because a source's file ends in .yaml; rename it.`;
}
