import { open, statfs, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import type { Clock, Timer } from "#shared/clock.ts";
import type { Ending } from "./lines.ts";

/** Lines are gathered for so long, in milliseconds. */
const GATHERED_FOR = 250;
/** A disk that leaves more than this unwritten, in bytes, cannot keep up. */
const MOST_UNWRITTEN = 32 << 20;
/** How often the room on the disk is looked at. */
const LOOK_EVERY = 5_000;

export interface RecordingFileOptions {
  readonly path: string;
  readonly clock: Clock;
  /** Of the file, in bytes. */
  readonly most: number;
  /** What must stay free on the disk, in bytes: the database needs it more. */
  readonly spare: number;
  /** It cannot go on. Nothing more is written but what `end` is given. */
  readonly onTrouble: (reason: Ending) => void;
}

/** How much room there is on the disk of a folder, in bytes. */
export async function roomOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** A file that is written line by line without holding up whoever writes, and that never fills memory or disk. */
export class RecordingFile {
  readonly #options: RecordingFileOptions;
  readonly #file: FileHandle;
  #gathered: string[] = [];
  #unwritten = 0;
  /** In bytes. */
  #mostUnwritten = Infinity;
  #timer: Timer | undefined;
  #look: Timer | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isOver = false;
  /** Bytes, those that are still to be written included. */
  size = 0;

  private constructor(file: FileHandle, options: RecordingFileOptions) {
    this.#file = file;
    this.#options = options;
    this.#lookAtRoom();
  }

  static async create(options: RecordingFileOptions): Promise<RecordingFile> {
    return new RecordingFile(await open(options.path, "wx", 0o600), options);
  }

  /** The first lines. However many they are, they say nothing about the disk. */
  begin(lines: Iterable<string>): void {
    for (const line of lines) this.add(line);
    this.#mostUnwritten = this.#unwritten + MOST_UNWRITTEN;
  }

  add(line: string): void {
    if (this.#isOver) return;
    const bytes = Buffer.byteLength(line);
    this.#gathered.push(line);
    this.#unwritten += bytes;
    this.size += bytes;
    if (this.size > this.#options.most) return this.#giveUp("size");
    if (this.#unwritten > this.#mostUnwritten) return this.#giveUp("disk-slow");
    this.#timer ??= this.#options.clock.after(GATHERED_FOR, () => this.#flush());
  }

  /** @param line the last one */
  async end(line: string): Promise<void> {
    this.#isOver = true;
    this.#timer?.cancel();
    this.#look?.cancel();
    this.#gathered.push(line);
    this.#flush();
    await this.#writing;
    await this.#file.close();
  }

  #giveUp(reason: Ending): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#options.onTrouble(reason);
  }

  #flush(): void {
    this.#timer = undefined;
    const text = this.#gathered.join("");
    this.#gathered = [];
    this.#writing = this.#writing.then(() => this.#write(text));
  }

  async #write(text: string): Promise<void> {
    try {
      await this.#file.appendFile(text);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      this.#giveUp(code === "ENOSPC" || code === "EDQUOT" ? "disk-full" : "disk-error");
    } finally {
      this.#unwritten -= Buffer.byteLength(text);
    }
  }

  #lookAtRoom(): void {
    this.#look = this.#options.clock.after(LOOK_EVERY, () => {
      roomOn(dirname(this.#options.path)).then(
        (room) => {
          if (this.#isOver) return;
          if (room < this.#options.spare) this.#giveUp("disk-full");
          else this.#lookAtRoom();
        },
        () => this.#giveUp("disk-error"),
      );
    });
  }
}
