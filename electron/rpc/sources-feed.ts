import type { Clock, Timer } from "#shared/clock.ts";
import type { SourcesFeed as Message } from "#shared/contract/sources.ts";
import type { SourceName } from "#shared/model/source.ts";
import type { SyncManager } from "../sync/sync-manager.ts";
import { Subscribers } from "./subscribers.ts";
import type { Subscription } from "./subscription.ts";

/** Changes are gathered for this long, in milliseconds: a sync moves its source several times within a moment. */
const GATHERED_FOR = 100;

/** Tells windows about sources: a snapshot, then each that changed, as it is by then. */
export class SourcesFeed implements Disposable {
  readonly #manager: SyncManager;
  readonly #clock: Clock;
  readonly #subscribers = new Subscribers<Message>();
  readonly #stopListening: () => void;
  readonly #touched = new Set<SourceName>();
  #timer: Timer | undefined;
  #sequence = 0;

  constructor(manager: SyncManager, clock: Clock) {
    this.#manager = manager;
    this.#clock = clock;
    this.#stopListening = manager.listen((changed, removed) => this.#touch([...changed, ...removed]));
  }

  subscribe(signal: AbortSignal | undefined): Subscription<Message> {
    return this.#subscribers.add(signal, this.#snapshot());
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    this.#timer?.cancel();
    this.#subscribers[Symbol.dispose]();
  }

  #touch(names: readonly SourceName[]): void {
    if (this.#subscribers.areNone) return;
    for (const name of names) this.#touched.add(name);
    this.#timer ??= this.#clock.after(GATHERED_FOR, () => this.#flush());
  }

  #flush(): void {
    this.#timer = undefined;
    this.#sequence += 1;
    const names = [...this.#touched];
    this.#touched.clear();
    const found = names.map((name) => this.#manager.find(name));
    const delta: Message = {
      kind: "delta",
      sequence: this.#sequence,
      sources: found.filter((source) => source !== undefined),
      removed: names.filter((_name, place) => found[place] === undefined),
    };
    this.#subscribers.tell(delta, () => this.#snapshot());
  }

  #snapshot(): Message {
    return { kind: "snapshot", sequence: this.#sequence, sources: this.#manager.all(), removed: [] };
  }
}
