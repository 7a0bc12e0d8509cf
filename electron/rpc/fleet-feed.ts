import type { Clock } from "#shared/clock.ts";
import type { FleetFeed as Message } from "#shared/contract/fleet.ts";
import type { DeviceId } from "#shared/model/device.ts";
import type { Beat } from "../fleet/beat.ts";
import type { Fleet } from "../fleet/fleet.ts";
import type { FleetOrders } from "../fleet/fleet-orders.ts";
import type { Member } from "../fleet/member.ts";
import type { FleetView } from "../fleet/view.ts";
import { Subscribers } from "./subscribers.ts";
import type { Subscription } from "./subscription.ts";

/** That a device pushed once more is told this often, in milliseconds. */
const PUSHES_EVERY = 5_000;

export interface FleetFeedOptions {
  readonly fleet: Fleet;
  readonly view: FleetView;
  readonly orders: FleetOrders;
  readonly clock: Clock;
}

/** Tells windows about devices: a snapshot, then each that changed. */
export class FleetFeed implements Disposable {
  readonly #options: FleetFeedOptions;
  readonly #subscribers = new Subscribers<Message>();
  readonly #stopListening: () => void;
  /** Of which only the last push is newer. */
  readonly #pushed = new Set<DeviceId>();
  #pushesToldAt = -Infinity;
  #maintenance: unknown;
  #overflow: number | undefined;
  #sequence = 0;

  constructor(options: FleetFeedOptions) {
    this.#options = options;
    this.#maintenance = options.orders.policy.maintenance;
    this.#stopListening = options.fleet.listen((beat) => this.#hear(beat));
  }

  subscribe(signal: AbortSignal | undefined): Subscription<Message> {
    return this.#subscribers.add(signal, this.#snapshot());
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    this.#subscribers[Symbol.dispose]();
  }

  #hear({ now, changed, pushed, removed, rehomed }: Beat): void {
    if (this.#subscribers.areNone) return this.#pushed.clear();
    const { view, orders } = this.#options;
    for (const { id } of pushed) this.#pushed.add(id);
    const members = new Set([...changed, ...this.#duePushes(now)]);
    const { maintenance } = orders.policy;
    const overflow = view.overflow();
    const isOther = maintenance !== this.#maintenance;
    if (members.size + removed.length + rehomed.size === 0 && !isOther && overflow?.registers === this.#overflow)
      return;
    this.#maintenance = maintenance;
    this.#overflow = overflow?.registers;
    this.#sequence += 1;
    const delta: Message = {
      ...{ kind: "delta", sequence: this.#sequence, now, devices: view.of(members), removed },
      ...view.ownersOf(rehomed),
      ...(isOther ? { maintenance: this.#current(now) } : {}),
      ...(overflow === undefined ? {} : { overflow }),
    };
    this.#subscribers.tell(delta, () => this.#snapshot());
  }

  /** The devices that pushed since it was told last, if it is time to tell. */
  #duePushes(now: number): Member[] {
    if (now - this.#pushesToldAt < PUSHES_EVERY && now >= this.#pushesToldAt) return [];
    this.#pushesToldAt = now;
    const pushed = [...this.#pushed].flatMap((id) => this.#options.fleet.roster.find(id) ?? []);
    this.#pushed.clear();
    return pushed;
  }

  #snapshot(): Message {
    const { view, clock } = this.#options;
    const now = clock.now();
    const overflow = view.overflow();
    return {
      kind: "snapshot",
      sequence: this.#sequence,
      now,
      devices: view.all(),
      removed: [],
      owned: view.owned(),
      maintenance: this.#current(now),
      ...(overflow === undefined ? {} : { overflow }),
    };
  }

  #current(now: number) {
    const open = this.#options.orders.policy.maintenance.filter(({ until }) => until > now);
    return open.sort((a, b) => a.until - b.until);
  }
}
