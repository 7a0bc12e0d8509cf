/** Sleep: from when to when the laptop was away. A desktop tells; without one, and where it forgets to, the time since the
 *  machine was switched on does, which goes on in sleep and which nobody can set. By it shows, too, that the clock was set. */
import { uptime } from "node:os";
import type { Clock, Timer } from "#shared/clock.ts";
import type { Audit } from "./audit/audit.ts";
import type { Logger } from "./logging.ts";

/** Epoch milliseconds. */
export interface Sleep {
  readonly from: number;
  readonly to: number;
}

/** What a desktop hears of its system. @returns stops listening */
export type PowerNotices = (listener: { readonly suspend: () => void; readonly resume: () => void }) => () => void;

/** How often it looks whether time went by unseen, in milliseconds. */
const BEAT = 10_000;
/** So much longer than a beat, and nobody was there; shorter is a busy machine. */
const UNSEEN = 30_000;
/** A clock that is off by less than this, in milliseconds, since the last look was not set: a time server pulls at it. */
const PULLED = 5_000;
/** Who the audit names for what happens by itself. */
const REGDESK = "Regdesk";

export interface PowerOptions {
  readonly clock: Clock;
  readonly audit: Pick<Audit, "note">;
  readonly log: Logger;
  readonly notices?: PowerNotices | undefined;
  /** Milliseconds since the machine was switched on, sleep included. */
  readonly uptime?: () => number;
}

/** What the clocks showed when it last looked. */
interface Seen {
  readonly wall: number;
  readonly monotonic: number;
  readonly uptime: number;
}

export class Power implements Disposable {
  readonly #options: PowerOptions;
  readonly #uptime: () => number;
  readonly #listeners = new Set<(sleep: Sleep) => void>();
  readonly #stopNotices: (() => void) | undefined;
  #timer: Timer;
  #seen: Seen;
  #suspendedAt: number | undefined;

  constructor(options: PowerOptions) {
    this.#options = options;
    this.#uptime = options.uptime ?? (() => uptime() * 1_000);
    this.#seen = this.#now();
    this.#timer = this.#nextBeat();
    this.#stopNotices = options.notices?.({ suspend: () => this.#suspend(), resume: () => this.#resume() });
  }

  /** Hears of each sleep when it is over. @returns stops listening */
  listen(listener: (sleep: Sleep) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  [Symbol.dispose](): void {
    this.#timer.cancel();
    this.#stopNotices?.();
    this.#listeners.clear();
  }

  #now(): Seen {
    const { clock } = this.#options;
    return { wall: clock.now(), monotonic: clock.monotonic(), uptime: this.#uptime() };
  }

  #nextBeat(): Timer {
    return this.#options.clock.after(BEAT, () => {
      this.#look();
      this.#timer = this.#nextBeat();
    });
  }

  #suspend(): void {
    this.#suspendedAt ??= this.#options.clock.now();
  }

  /** The beat may have been the first to see it; then there is nothing left to tell. */
  #resume(): void {
    const from = this.#suspendedAt;
    if (from === undefined) return this.#look();
    this.#seen = this.#now();
    this.#told(from);
  }

  #look(): void {
    const before = this.#seen;
    this.#seen = this.#now();
    if (this.#seen.uptime - before.uptime < BEAT + UNSEEN) return this.#wasAwake(before);
    // Some clocks stand still in sleep until they are set right: what was counted is what the machine counted.
    this.#told(this.#suspendedAt ?? this.#seen.wall - (this.#seen.uptime - before.uptime));
  }

  #wasAwake(before: Seen): void {
    const { wall, monotonic, uptime } = this.#seen;
    if (this.#suspendedAt !== undefined) {
      // It was to sleep, and did not until now. Where the clock went on all the same, who said so tells when it is over.
      if (wall - before.wall < BEAT + UNSEEN) this.#suspendedAt = wall;
      return;
    }
    const was = before.wall + uptime - before.uptime;
    // It may have slept for less than is told of: then one of the two stood still, and the clock went on.
    const pulled = [was, before.wall + monotonic - before.monotonic].map((due) => Math.abs(wall - due));
    if (Math.min(...pulled) < PULLED) return;
    this.#options.log.info({ was, is: wall }, "the clock was set");
    this.#options.audit.note({ kind: "clock-set", at: wall, by: REGDESK, was });
  }

  #told(from: number): void {
    const { audit, log } = this.#options;
    const sleep = { from, to: Math.max(from, this.#seen.wall) };
    const wasTold = this.#suspendedAt !== undefined;
    this.#suspendedAt = undefined;
    log.info(sleep, "the machine slept");
    audit.note({ kind: "slept", at: sleep.to, by: REGDESK, since: from, seen: wasTold ? "told" : "unseen" });
    for (const listener of this.#listeners) listener(sleep);
  }
}
