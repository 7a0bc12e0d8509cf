import type { Clock } from "#shared/clock.ts";
import type { ChangeRequestFeed as Message } from "#shared/contract/change-requests.ts";
import type { ChangeRequests } from "../change-requests/change-requests.ts";
import { Subscribers } from "./subscribers.ts";
import type { Subscription } from "./subscription.ts";

/** Tells windows about change requests: a snapshot, then each that changed. */
export class ChangeRequestFeed implements Disposable {
  readonly #changeRequests: ChangeRequests;
  readonly #clock: Clock;
  readonly #subscribers = new Subscribers<Message>();
  readonly #stopListening: () => void;
  #sequence = 0;

  constructor(changeRequests: ChangeRequests, clock: Clock) {
    this.#changeRequests = changeRequests;
    this.#clock = clock;
    this.#stopListening = changeRequests.listen((requests) => {
      this.#sequence += 1;
      const delta: Message = { kind: "delta", sequence: this.#sequence, now: clock.now(), requests };
      this.#subscribers.tell(delta, () => this.#snapshot());
    });
  }

  subscribe(signal: AbortSignal | undefined): Subscription<Message> {
    return this.#subscribers.add(signal, this.#snapshot());
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    this.#subscribers[Symbol.dispose]();
  }

  #snapshot(): Message {
    const requests = this.#changeRequests.all();
    return { kind: "snapshot", sequence: this.#sequence, now: this.#clock.now(), requests };
  }
}
