import type { Clock } from "#shared/clock.ts";
import type { SourceName } from "#shared/model/source.ts";
import type { Logger } from "../logging.ts";
import type { Coordinated } from "./coordinator-port.ts";
import { passed } from "./passed.ts";

/** How long a lost connection is left alone, doubling up to the last, in milliseconds. */
const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;
/** A connection that held so long was a good one, whether the peer had anything to say or not. */
const HELD = 30_000;

export interface FollowingOptions {
  readonly name: SourceName;
  readonly sources: Pick<Coordinated, "follow">;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Follows one peer until it is disposed of, and connects again whenever the connection is lost. */
export class Following implements AsyncDisposable {
  readonly #options: FollowingOptions;
  readonly #end = new AbortController();
  readonly #ended: Promise<void>;
  #retryAfter = FIRST_RETRY;

  constructor(options: FollowingOptions) {
    this.#options = options;
    this.#ended = this.#follow();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    await this.#ended;
  }

  #isOver(): boolean {
    return this.#end.signal.aborted;
  }

  async #follow(): Promise<void> {
    const { name: source, clock, log } = this.#options;
    log.info({ source }, "following begins");
    while (!this.#isOver()) {
      const began = clock.monotonic();
      const error = await this.#lost();
      if (this.#isOver()) break;
      if (clock.monotonic() - began >= HELD) this.#retryAfter = FIRST_RETRY;
      // Who is gone for days is told of once.
      const level = this.#retryAfter === FIRST_RETRY ? "warn" : "debug";
      log[level]({ source, err: error, again: this.#retryAfter }, "the peer that is followed was lost");
      await passed(this.#retryAfter, clock, this.#end.signal);
      this.#retryAfter = Math.min(this.#retryAfter * 2, LAST_RETRY);
    }
    log.info({ source }, "following ends");
  }

  /** Why the connection was lost. */
  async #lost(): Promise<unknown> {
    const { name, sources } = this.#options;
    const heard = (): void => void (this.#retryAfter = FIRST_RETRY);
    try {
      return await sources.follow(name, { signal: this.#end.signal, heard });
    } catch (error) {
      return error;
    }
  }
}
