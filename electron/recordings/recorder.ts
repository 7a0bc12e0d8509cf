/** Recordings: everything registers do between two moments, written to a file by the host itself. */
import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { Recording, RecordingsState, RunningRecording } from "#shared/model/recording.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { RegisterRecord } from "../registry/register-record.ts";
import type { Registry, RegistryListener } from "../registry/registry.ts";
import { RecordingFile, roomOn } from "./file.ts";
import type { RecordingsFolder } from "./folder.ts";
import { endLine, eventLine, headLine, markerLine, sleptLine, valueLine, type Ending } from "./lines.ts";

export interface RecorderOptions {
  readonly registry: Registry;
  readonly folder: RecordingsFolder;
  readonly clock: Clock;
  readonly version: string;
  /** Of one recording, in bytes. */
  readonly most?: number;
  /** What must stay free on the disk, in bytes. */
  readonly spare?: number;
  /** One began, grew a marker, or ended. */
  readonly onChange: () => void;
}

/** Somebody may delete a file by hand: the folder is looked at again when what is known of it is so old, in milliseconds. */
const KNOWN_FOR = 5_000;
const MOST = 1 << 30;
const SPARE = 256 << 20;

interface Session {
  readonly name: string;
  readonly startedAt: number;
  readonly by: string;
  readonly file: RecordingFile;
  readonly stopListening: () => void;
  updates: number;
  markers: number;
}

export class Recorder implements RegistryListener, AsyncDisposable {
  readonly #options: Required<RecorderOptions>;
  #session: Session | undefined;
  #starting: Promise<void> | undefined;
  #ending: Promise<void> = Promise.resolve();
  /** What was in the folder when it was last looked at; a state is asked for each second, and must not wait for a disk. */
  #known: readonly Recording[] = [];
  #knownAt = -Infinity;
  /** Why the last one ended by itself. */
  ended: RecordingsState["ended"];

  constructor(options: RecorderOptions) {
    this.#options = { most: MOST, spare: SPARE, ...options };
  }

  get state(): RecordingsState {
    const running = this.running;
    const { folder, clock } = this.#options;
    // A folder that cannot be read just now leaves what is known of it.
    if (clock.monotonic() - this.#knownAt > KNOWN_FOR) this.look().catch(() => undefined);
    const recordings = this.#known.filter(({ name }) => name !== running?.name);
    return { running, recordings, ended: this.ended, folder: folder.path };
  }

  get running(): RunningRecording | undefined {
    if (this.#session === undefined) return undefined;
    const { name, startedAt, by, file, updates, markers } = this.#session;
    return { name, startedAt, by, bytes: file.size, updates, markers };
  }

  /** Learns what is in the folder. */
  async look(): Promise<void> {
    this.#knownAt = this.#options.clock.monotonic();
    const before = JSON.stringify(this.#known);
    this.#known = await this.#options.folder.list();
    if (JSON.stringify(this.#known) !== before) this.#options.onChange();
  }

  /** Goes on with the one that runs, if there is one. @throws {RegdeskError} `DISK_FULL` */
  async start(by: string): Promise<void> {
    this.#starting ??= this.#begin(by).finally(() => (this.#starting = undefined));
    await this.#starting;
  }

  async stop(): Promise<void> {
    await this.#starting;
    this.#end("stopped");
    await this.#ending;
  }

  /** @throws {RegdeskError} `RECORDING_NOT_FOUND` when none runs */
  mark(note: string, by: string): void {
    if (this.#session === undefined) {
      throw new RegdeskError("RECORDING_NOT_FOUND", "No recording is running; start one before you set a marker");
    }
    this.#session.markers += 1;
    this.#session.file.add(markerLine(this.#options.clock.now(), note, by));
    this.#options.onChange();
  }

  /** Nothing that happened since could be heard of. */
  slept(since: number): void {
    this.#session?.file.add(sleptLine(this.#options.clock.now(), since));
  }

  /** @throws {RegdeskError} `RECORDING_NOT_FOUND`, also for the one that runs */
  async remove(name: string): Promise<void> {
    if (name === this.#session?.name) {
      throw new RegdeskError("RECORDING_NOT_FOUND", "This recording is still being made; stop it before you delete it");
    }
    await this.#options.folder.remove(name);
    await this.look();
  }

  provided(record: RegisterRecord, changed: boolean): void {
    const now = this.#options.clock.now();
    this.#write(changed ? valueLine("changed", now, record) : eventLine("refreshed", now, record.name));
  }

  expired({ name }: RegisterRecord): void {
    this.#write(eventLine("expired", this.#options.clock.now(), name));
  }

  withdrawn(name: RegisterName): void {
    this.#write(eventLine("withdrawn", this.#options.clock.now(), name));
  }

  /** Regdesk no longer keeps a last known value: nothing happened to the register. */
  forgotten(): void {
    // nothing to record
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #begin(by: string): Promise<void> {
    if (this.#session !== undefined) return;
    const { registry, folder, clock, version, most, spare } = this.#options;
    const startedAt = clock.now();
    const { name, path } = folder.fileFor(startedAt);
    if ((await roomOn(folder.path)) < spare) throw new RegdeskError("DISK_FULL", sentenceOf("disk-full"));
    const file = await RecordingFile.create({ path, clock, most, spare, onTrouble: (reason) => this.#end(reason) });
    this.ended = undefined;
    // Before the first line, because the first lines may be too many.
    this.#session = { name, startedAt, by, file, stopListening: registry.listen(this), updates: 0, markers: 0 };
    file.begin([headLine(startedAt, by, version), ...presentLines(registry.living(), startedAt)]);
    this.#options.onChange();
  }

  #write(line: string): void {
    if (this.#session === undefined) return;
    this.#session.updates += 1;
    this.#session.file.add(line);
  }

  #end(reason: Ending): void {
    const session = this.#session;
    if (session === undefined) return;
    this.#session = undefined;
    session.stopListening();
    if (reason !== "stopped") this.ended = { reason, message: sentenceOf(reason) };
    const last = endLine(this.#options.clock.now(), reason, session.updates);
    this.#ending = session.file.end(last).then(async () => {
      await this.look();
      this.#options.onChange();
    });
  }
}

function presentLines(living: Iterable<RegisterRecord>, at: number): string[] {
  return Array.from(living, (record) => valueLine("present", at, record));
}

function sentenceOf(reason: Exclude<Ending, "stopped">): string {
  switch (reason) {
    case "size":
      return "The recording reached its largest size and was ended; start another one.";
    case "disk-full":
      return "The disk is nearly full, so nothing is recorded; make room, then start again.";
    case "disk-slow":
      return "The disk did not keep up, so the recording was ended; what was written until then is complete.";
    case "disk-error":
      return "The disk refused to write, so the recording was ended; check the disk.";
  }
}
