import type { Clock } from "#shared/clock.ts";
import type { SourceWithState } from "#shared/contract/sources.ts";
import { isWithin } from "#shared/hours.ts";
import type { Logger } from "../logging.ts";
import type { Coordinated } from "./coordinator-port.ts";
import { Following } from "./follow.ts";
import { isPaused } from "./next-run.ts";

export interface AttentionOptions {
  readonly sources: Pick<Coordinated, "follow" | "watch">;
  readonly clock: Clock;
  readonly log: Logger;
  /** Somebody changed the source's files. */
  readonly edited: () => void;
}

/** What of one source is listened to besides the clock: its files, or the peer that is followed. */
export class Attention implements AsyncDisposable {
  readonly #options: AttentionOptions;
  #given: AsyncDisposable | Disposable | undefined;
  /** What it is given to; a connection that was changed is another thing. */
  #object: string | undefined;

  constructor(options: AttentionOptions) {
    this.#options = options;
  }

  /** Begins, goes on or ends as the source now wants it. @param now epoch milliseconds */
  turnTo(subject: SourceWithState, now: number): Promise<void> {
    const object = objectOf(subject, now);
    if (object === this.#object) return Promise.resolve();
    const ended = this[Symbol.asyncDispose]();
    this.#object = object;
    if (object !== undefined) this.#given = this.#giveTo(subject);
    return ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const given = this.#given;
    this.#given = undefined;
    this.#object = undefined;
    if (given === undefined) return;
    if (Symbol.asyncDispose in given) await given[Symbol.asyncDispose]();
    else given[Symbol.dispose]();
  }

  #giveTo({ source: { name, connection } }: SourceWithState): AsyncDisposable | Disposable {
    const { sources, clock, log, edited } = this.#options;
    return connection.kind === "peer"
      ? new Following({ name, sources, clock, log })
      : sources.watch(name, () => edited());
  }
}

/** Files are watched unless they are read by hand only; a peer is followed after the first sync, which its changes go on
 *  from, and within the hours in which it may be asked. */
function objectOf({ source, state }: SourceWithState, now: number): string | undefined {
  const { connection, schedule, enabled } = source;
  if (!enabled) return undefined;
  if (connection.kind === "file") {
    return schedule.timing.kind === "manual" ? undefined : JSON.stringify(connection);
  }
  if (connection.kind !== "peer" || !connection.follow) return undefined;
  const isOpen = schedule.hours.length === 0 || schedule.hours.some((hours) => isWithin(hours, now));
  const isReady = state.hash !== undefined && !isPaused(state, now);
  return isOpen && isReady ? JSON.stringify(connection) : undefined;
}
