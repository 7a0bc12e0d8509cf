import type { RequestLogFeed as Message } from "#shared/contract/network.ts";
import type { Clock, Timer } from "#shared/clock.ts";
import type { NotedRequest } from "#shared/model/request-log.ts";
import { Subscribers } from "./subscribers.ts";
import type { Subscription } from "./subscription.ts";

/** Requests are gathered for so long, in milliseconds. */
const GATHERED_FOR = 250;

/** A window follows no more of them: a busy site has thousands in that time. */
const FOLLOWED = 50;

/** Tells windows the latest requests, then those that have come since. The log is looked at now and then while a window
 *  follows it, because whoever notes a request has no time to tell anybody. */
export class RequestLogFeed implements Disposable {
  readonly #latest: (most: number, after?: number) => NotedRequest[];
  readonly #clock: Clock;
  readonly #subscribers = new Subscribers<Message>();
  #sequence = 0;
  /** The number of the last one that was told. */
  #told = 0;
  #timer: Timer | undefined;

  /** @param latest the latest first, only those after a number */
  constructor(latest: (most: number, after?: number) => NotedRequest[], clock: Clock) {
    this.#latest = latest;
    this.#clock = clock;
  }

  subscribe(signal: AbortSignal | undefined): Subscription<Message> {
    this.#tell(); // so that the snapshot and the next delta meet without a gap
    const subscription = this.#subscribers.add(signal, this.#snapshot());
    this.#schedule();
    return subscription;
  }

  [Symbol.dispose](): void {
    this.#timer?.cancel();
    this.#subscribers[Symbol.dispose]();
  }

  #schedule(): void {
    this.#timer ??= this.#clock.after(GATHERED_FOR, () => {
      this.#timer = undefined;
      if (this.#subscribers.areNone) return;
      this.#tell();
      this.#schedule();
    });
  }

  #tell(): void {
    const requests = this.#latest(FOLLOWED, this.#told);
    const [newest] = requests;
    if (newest === undefined) return;
    this.#told = newest.number;
    this.#sequence += 1;
    this.#subscribers.tell({ kind: "delta", sequence: this.#sequence, requests }, () => this.#snapshot());
  }

  #snapshot(): Message {
    return { kind: "snapshot", sequence: this.#sequence, requests: this.#latest(FOLLOWED) };
  }
}
