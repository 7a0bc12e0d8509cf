import type { LogFeed as Message } from "#shared/contract/diagnostics.ts";
import type { LogLevel, LogLine } from "#shared/model/diagnostics.ts";
import type { Clock, Timer } from "#shared/clock.ts";
import type { Logbook } from "../logging.ts";
import { Subscribers } from "./subscribers.ts";
import type { Subscription } from "./subscription.ts";

/** Lines are gathered for so long, in milliseconds: at the level debug there are many. */
const GATHERED_FOR = 250;

/** Of pino's numbers. */
const LEVELS: Readonly<Record<number, LogLevel>> = { 20: "debug", 30: "info", 40: "warn", 50: "error", 60: "fatal" };

/** Tells windows the log: the latest lines, then what is written. */
export class LogFeed implements Disposable {
  readonly #logbook: Logbook | undefined;
  readonly #clock: Clock;
  readonly #subscribers = new Subscribers<Message>();
  readonly #stopListening: () => void;
  #gathered: LogLine[] = [];
  #count: number;
  #sequence = 0;
  #timer: Timer | undefined;

  /** @param logbook absent where the log cannot be read */
  constructor(logbook: Logbook | undefined, clock: Clock) {
    this.#logbook = logbook;
    this.#clock = clock;
    this.#count = logbook?.lines.length ?? 0;
    this.#stopListening = logbook?.listen((line) => this.#add(line)) ?? (() => undefined);
  }

  subscribe(signal: AbortSignal | undefined): Subscription<Message> {
    this.#flush(); // so that the snapshot and the next delta meet without a gap
    return this.#subscribers.add(signal, this.#snapshot());
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    this.#timer?.cancel();
    this.#subscribers[Symbol.dispose]();
  }

  #add(line: string): void {
    this.#count += 1;
    if (this.#subscribers.areNone) return;
    this.#gathered.push(toLogLine(line, this.#count));
    this.#timer ??= this.#clock.after(GATHERED_FOR, () => this.#flush());
  }

  #flush(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#gathered.length === 0) return;
    this.#sequence += 1;
    const lines = this.#gathered;
    this.#gathered = [];
    this.#subscribers.tell({ kind: "delta", sequence: this.#sequence, lines }, () => this.#snapshot());
  }

  #snapshot(): Message {
    const lines = this.#logbook?.lines ?? [];
    const first = this.#count - lines.length + 1;
    return {
      kind: "snapshot",
      sequence: this.#sequence,
      lines: lines.map((line, index) => toLogLine(line, first + index)),
    };
  }
}

function toLogLine(line: string, number: number): LogLine {
  const {
    level,
    time,
    room,
    msg,
    name: _name,
    pid: _pid,
    hostname: _hostname,
    ...details
  } = JSON.parse(line) as {
    level: number;
    time: number;
    room?: string;
    msg?: string;
    [detail: string]: unknown;
  };
  return {
    number,
    at: time,
    level: LEVELS[level] ?? "info",
    room: room ?? "regdesk",
    message: msg ?? "",
    ...(Object.keys(details).length === 0 ? {} : { details: JSON.stringify(details, undefined, 2) }),
  };
}
