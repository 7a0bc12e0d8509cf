import type { Clock } from "#shared/clock.ts";
import type { AlarmsFeed as Message } from "#shared/contract/alarms.ts";
import type { Alarms } from "../fleet/alarms.ts";
import { Subscribers } from "./subscribers.ts";
import type { Subscription } from "./subscription.ts";

/** Tells windows about alarms: a snapshot, then each that changed. */
export class AlarmsFeed implements Disposable {
  readonly #alarms: Alarms;
  readonly #clock: Clock;
  readonly #subscribers = new Subscribers<Message>();
  readonly #stopListening: () => void;
  #sequence = 0;

  constructor(alarms: Alarms, clock: Clock) {
    this.#alarms = alarms;
    this.#clock = clock;
    this.#stopListening = alarms.listen((changed, rules) => {
      this.#sequence += 1;
      const delta: Message = {
        kind: "delta",
        sequence: this.#sequence,
        now: clock.now(),
        alarms: changed,
        ...(rules === undefined ? {} : { rules }),
      };
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
    const { book } = this.#alarms;
    const rules = this.#alarms.rules.all();
    const now = this.#clock.now();
    return { kind: "snapshot", sequence: this.#sequence, now, alarms: book.open(), rules };
  }
}
