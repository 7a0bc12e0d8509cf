import type { Clock } from "#shared/clock.ts";
import type { ChangeRequestFeed as Message } from "#shared/contract/change-requests.ts";
import type { ChangeRequests } from "../change-requests/change-requests.ts";
import { MOST_BACKLOG, Subscription } from "./subscription.ts";

/** Tells windows about change requests: a snapshot, then each that changed. */
export class ChangeRequestFeed implements Disposable {
  readonly #changeRequests: ChangeRequests;
  readonly #clock: Clock;
  readonly #subscriptions = new Set<Subscription<Message>>();
  readonly #stopListening: () => void;
  #sequence = 0;

  constructor(changeRequests: ChangeRequests, clock: Clock) {
    this.#changeRequests = changeRequests;
    this.#clock = clock;
    this.#stopListening = changeRequests.listen((requests) => {
      this.#sequence += 1;
      const delta: Message = { kind: "delta", sequence: this.#sequence, now: clock.now(), requests };
      for (const subscription of this.#subscriptions) {
        if (subscription.backlog < MOST_BACKLOG) subscription.push(delta);
        else subscription.replace(this.#snapshot());
      }
    });
  }

  subscribe(signal: AbortSignal | undefined): Subscription<Message> {
    const subscription = new Subscription<Message>(signal, () => this.#subscriptions.delete(subscription));
    subscription.push(this.#snapshot());
    if (!subscription.isOver) this.#subscriptions.add(subscription);
    return subscription;
  }

  #snapshot(): Message {
    const requests = this.#changeRequests.all();
    return { kind: "snapshot", sequence: this.#sequence, now: this.#clock.now(), requests };
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    for (const subscription of this.#subscriptions) void subscription.return();
  }
}
