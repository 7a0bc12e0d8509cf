import type { Clock, Timer } from "#shared/clock.ts";
import { Subscribers } from "./subscribers.ts";
import type { Subscription } from "./subscription.ts";

const A_SECOND = 1_000;

export interface StateFeedOptions<State> {
  readonly state: () => State;
  /** @returns stops listening */
  readonly listen: (listener: () => void) => () => void;
  readonly clock: Clock;
  /** Whether it changes by itself; then it is told every so often. */
  readonly isMoving?: (state: State) => boolean;
  /** How often that is, in milliseconds; once a second if left out. */
  readonly every?: number;
}

/** Tells windows a whole small state, now and whenever it changes; the latest in place of those that were not taken. */
export class StateFeed<State> implements Disposable {
  readonly #options: StateFeedOptions<State>;
  readonly #subscribers = new Subscribers<State>();
  readonly #stopListening: () => void;
  #timer: Timer | undefined;

  constructor(options: StateFeedOptions<State>) {
    this.#options = options;
    this.#stopListening = options.listen(() => this.#tell());
  }

  subscribe(signal: AbortSignal | undefined): Subscription<State> {
    const state = this.#options.state();
    this.#schedule(state);
    return this.#subscribers.add(signal, state);
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    this.#timer?.cancel();
    this.#subscribers[Symbol.dispose]();
  }

  #tell(): void {
    if (this.#subscribers.areNone) return;
    const state = this.#options.state();
    this.#subscribers.tellLatest(state);
    this.#schedule(state);
  }

  #schedule(state: State): void {
    if (this.#options.isMoving?.(state) !== true) return;
    this.#timer ??= this.#options.clock.after(this.#options.every ?? A_SECOND, () => {
      this.#timer = undefined;
      this.#tell();
    });
  }
}
