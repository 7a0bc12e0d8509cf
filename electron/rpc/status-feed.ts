import type { Clock, Timer } from "#shared/clock.ts";
import type { HostStatus } from "#shared/model/host-status.ts";
import { Subscription } from "./subscription.ts";

const EVERY = 1_000;

/** Tells windows once a second how the host stands. It is their heartbeat, too: a silent host is a lost one. */
export class StatusFeed implements Disposable {
  readonly #clock: Clock;
  readonly #status: () => HostStatus;
  readonly #subscriptions = new Set<Subscription<HostStatus>>();
  #timer: Timer | undefined;

  constructor(clock: Clock, status: () => HostStatus) {
    this.#clock = clock;
    this.#status = status;
  }

  now(): HostStatus {
    return this.#status();
  }

  subscribe(signal: AbortSignal | undefined): Subscription<HostStatus> {
    const subscription = new Subscription<HostStatus>(signal, () => this.#subscriptions.delete(subscription));
    subscription.push(this.#status());
    if (!subscription.isOver) this.#subscriptions.add(subscription);
    this.#schedule();
    return subscription;
  }

  [Symbol.dispose](): void {
    this.#timer?.cancel();
    for (const subscription of this.#subscriptions) void subscription.return();
  }

  #schedule(): void {
    this.#timer ??= this.#clock.after(EVERY, () => {
      this.#timer = undefined;
      if (this.#subscriptions.size === 0) return;
      const status = this.#status();
      for (const subscription of this.#subscriptions) subscription.replace(status);
      this.#schedule();
    });
  }
}
