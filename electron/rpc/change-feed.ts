import type { Clock } from "#shared/clock.ts";
import { Subscribers } from "./subscribers.ts";
import type { Subscription } from "./subscription.ts";

export interface ChangeFeedOptions<Content> {
  /** All there is, for a snapshot. */
  readonly all: () => Content;
  /** Tells what changed. @returns stops listening */
  readonly listen: (listener: (changed: Content) => void) => () => void;
  readonly clock: Clock;
}

type Message<Content> = Content & {
  readonly kind: "snapshot" | "delta";
  readonly sequence: number;
  /** The host's wall clock. */
  readonly now: number;
};

/** Tells windows about things that change one by one: a snapshot, then each that changed. */
export class ChangeFeed<Content extends object> implements Disposable {
  readonly #options: ChangeFeedOptions<Content>;
  readonly #subscribers = new Subscribers<Message<Content>>();
  readonly #stopListening: () => void;
  #sequence = 0;

  constructor(options: ChangeFeedOptions<Content>) {
    this.#options = options;
    this.#stopListening = options.listen((changed) => {
      this.#sequence += 1;
      if (this.#subscribers.areNone) return;
      this.#subscribers.tell(this.#message("delta", changed), () => this.#snapshot());
    });
  }

  subscribe(signal: AbortSignal | undefined): Subscription<Message<Content>> {
    return this.#subscribers.add(signal, this.#snapshot());
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    this.#subscribers[Symbol.dispose]();
  }

  #snapshot(): Message<Content> {
    return this.#message("snapshot", this.#options.all());
  }

  #message(kind: "snapshot" | "delta", content: Content): Message<Content> {
    return { ...content, kind, sequence: this.#sequence, now: this.#options.clock.now() };
  }
}
