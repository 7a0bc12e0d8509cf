import type { Clock, Timer } from "#shared/clock.ts";
import type { RegisterDelta, RegisterFeed as Message, RegisterSnapshot } from "#shared/contract/registers.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { toRegister, type RegisterRecord } from "../registry/register-record.ts";
import type { Registry, RegistryListener } from "../registry/registry.ts";
import { MOST_BACKLOG, Subscription } from "./subscription.ts";

/** How long changes are gathered before windows hear of them, in milliseconds: their cost must not grow with the push rate. */
const GATHERED_FOR = 200;

/** Tells windows about registers: a snapshot, then what changed, newest wins. One delta serves all windows. */
export class RegisterFeed implements RegistryListener, Disposable {
  readonly #registry: Registry;
  readonly #clock: Clock;
  readonly #subscriptions = new Set<Subscription<Message>>();
  readonly #stopListening: () => void;
  readonly #changed = new Map<RegisterName, RegisterRecord>();
  readonly #refreshed = new Map<RegisterName, RegisterRecord>();
  readonly #removed = new Set<RegisterName>();
  #sequence = 0;
  #timer: Timer | undefined;

  constructor(registry: Registry, clock: Clock) {
    this.#registry = registry;
    this.#clock = clock;
    this.#stopListening = registry.listen(this);
  }

  subscribe(signal: AbortSignal | undefined): Subscription<Message> {
    this.#flush(); // so that the snapshot and the next delta meet without a gap
    const subscription = new Subscription<Message>(signal, () => this.#subscriptions.delete(subscription));
    subscription.push(this.#snapshot());
    if (!subscription.isOver) this.#subscriptions.add(subscription);
    return subscription;
  }

  provided(record: RegisterRecord, changed: boolean): void {
    if (this.#subscriptions.size === 0) return;
    this.#removed.delete(record.name);
    if (changed) this.#changed.set(record.name, record);
    else this.#refreshed.set(record.name, record);
    this.#schedule();
  }

  expired(record: RegisterRecord): void {
    this.provided(record, true);
  }

  withdrawn(name: RegisterName): void {
    this.forgotten(name);
  }

  forgotten(name: RegisterName): void {
    if (this.#subscriptions.size === 0) return;
    this.#changed.delete(name);
    this.#refreshed.delete(name);
    this.#removed.add(name);
    this.#schedule();
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    this.#timer?.cancel();
    for (const subscription of this.#subscriptions) void subscription.return();
  }

  #schedule(): void {
    this.#timer ??= this.#clock.after(GATHERED_FOR, () => this.#flush());
  }

  #flush(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#changed.size + this.#refreshed.size + this.#removed.size === 0) return;
    this.#sequence += 1;
    const delta = this.#delta();
    for (const subscription of this.#subscriptions) {
      if (subscription.backlog < MOST_BACKLOG) subscription.push(delta);
      else subscription.replace(this.#snapshot());
    }
  }

  #delta(): RegisterDelta {
    const refreshed = [...this.#refreshed.values()].filter(({ name }) => !this.#changed.has(name));
    const delta: RegisterDelta = {
      kind: "delta",
      sequence: this.#sequence,
      now: this.#clock.now(),
      changed: [...this.#changed.values()].map(toRegister),
      refreshed: refreshed.map(({ name, providedAt }) => [name, providedAt]),
      removed: [...this.#removed],
    };
    this.#changed.clear();
    this.#refreshed.clear();
    this.#removed.clear();
    return delta;
  }

  #snapshot(): RegisterSnapshot {
    const records = [...this.#registry.living(), ...this.#registry.lastKnown()];
    return { kind: "snapshot", sequence: this.#sequence, now: this.#clock.now(), registers: records.map(toRegister) };
  }
}
