import type { Clock, Timer } from "#shared/clock.ts";
import type { HostStatus } from "#shared/model/host-status.ts";
import { Subscribers } from "./subscribers.ts";
import type { Subscription } from "./subscription.ts";

const EVERY = 1_000;

/** Tells windows once a second how the host stands. It is their heartbeat, too: a silent host is a lost one. */
export class StatusFeed implements Disposable {
  readonly #clock: Clock;
  readonly #status: () => HostStatus;
  readonly #subscribers = new Subscribers<HostStatus>();
  #timer: Timer | undefined;

  constructor(clock: Clock, status: () => HostStatus) {
    this.#clock = clock;
    this.#status = status;
  }

  now(): HostStatus {
    return this.#status();
  }

  subscribe(signal: AbortSignal | undefined): Subscription<HostStatus> {
    const subscription = this.#subscribers.add(signal, this.#status());
    this.#schedule();
    return subscription;
  }

  [Symbol.dispose](): void {
    this.#timer?.cancel();
    this.#subscribers[Symbol.dispose]();
  }

  #schedule(): void {
    this.#timer ??= this.#clock.after(EVERY, () => {
      this.#timer = undefined;
      if (this.#subscribers.areNone) return;
      this.#subscribers.tellLatest(this.#status());
      this.#schedule();
    });
  }
}
