import { mkdirSync } from "node:fs";
import { pino, type Logger } from "pino";
import { createStream } from "rotating-file-stream";

export type { Logger } from "pino";

export const DEFAULT_LOG_LEVEL = "warn";

/** So many lines are at hand for a window; the file goes back further. */
const KEPT = 2_000;
/** The file that is written; when it is full, it is moved on to `regdesk.log.1`, and so on. */
export const LOG_FILE = "regdesk.log";
const FILE_SIZE = "2M";
const OLDER_FILES = 4;

/** Whether the log has a file of this name. */
export function isLogFile(name: string): boolean {
  return name.startsWith(LOG_FILE) && /^(\.\d+)?$/.test(name.slice(LOG_FILE.length));
}

/** The log of one run. Every room writes through a child of its logger: `logger.child({ room: "rest" })`.
 *  It goes as JSON lines to stderr synchronously, so that the last line before a crash is there and stdout stays the
 *  product's; the latest lines are at hand; and once a directory is known, it is kept there, too. */
export class Logbook {
  readonly logger: Logger;
  /** The command line says the level, and the settings do not count. */
  readonly isLevelGiven: boolean;
  readonly #stderr = pino.destination({ dest: 2, sync: true });
  /** A child has a level of its own. */
  readonly #children = new Set<Logger>();
  readonly #listeners = new Set<(line: string) => void>();
  readonly #lines: string[] = [];
  #write: (line: string) => void = () => undefined;

  /** @param given what the command line says; `silent` writes nothing at all */
  constructor(given?: string) {
    this.isLevelGiven = given !== undefined;
    const onChild = (child: Logger): void => void this.#children.add(child);
    const options = { name: "regdesk", level: given ?? DEFAULT_LOG_LEVEL, onChild };
    this.logger = pino(options, { write: (line: string) => this.#take(line) });
  }

  get level(): string {
    return this.logger.level;
  }

  /** Counts at once, in every room. */
  set level(level: string) {
    for (const logger of [this.logger, ...this.#children]) logger.level = level;
  }

  /** The latest lines, oldest first, each one JSON object. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Hears of each line after it was written. @returns stops listening */
  listen(listener: (line: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** From now on the log is kept in a directory, too. A disk that fails ends that, not the program.
   *  @returns ends it, with everything written */
  keepIn(directory: string): AsyncDisposable {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const file = createStream(LOG_FILE, { path: directory, size: FILE_SIZE, rotate: OLDER_FILES, mode: 0o600 });
    file.on("error", (error: unknown) => {
      this.#write = () => undefined;
      this.logger.warn({ err: error }, "the log cannot be kept in its file");
    });
    for (const line of this.#lines) file.write(line);
    this.#write = (line) => void file.write(line);
    return {
      [Symbol.asyncDispose]: async () => {
        this.#write = () => undefined;
        await new Promise<void>((resolve) => {
          file.once("error", () => resolve());
          file.end(() => resolve());
        });
      },
    };
  }

  #take(line: string): void {
    this.#stderr.write(line);
    this.#lines.push(line);
    if (this.#lines.length > KEPT) this.#lines.shift();
    this.#write(line);
    for (const listener of this.#listeners) listener(line);
  }
}

/** The logger of a program that only wants one. */
export function rootLogger(level: string): Logger {
  return new Logbook(level).logger;
}
