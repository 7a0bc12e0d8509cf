import type { Clock, Timer } from "#shared/clock.ts";
import type { RegisterDelta, RegisterFeed as Message, RegisterSnapshot } from "#shared/contract/registers.ts";
import type { Json } from "#shared/json.ts";
import type { Register, RegisterName } from "#shared/model/register.ts";
import type { OverrideMark } from "../registry/mirrors.ts";
import { toRegister, type RegisterRecord } from "../registry/register-record.ts";
import type { Registry, RegistryListener } from "../registry/registry.ts";
import { Subscribers } from "./subscribers.ts";
import type { Subscription } from "./subscription.ts";

/** How long changes are gathered before windows hear of them, in milliseconds: their cost must not grow with the push rate. */
const GATHERED_FOR = 200;

interface Terms extends Pick<RegisterRecord, "ttl" | "provider" | "source"> {
  readonly sourceValue: Json | undefined;
  readonly mark: OverrideMark | undefined;
}

/** Tells windows about registers: a snapshot, then what changed, newest wins. One delta serves all windows. */
export class RegisterFeed implements RegistryListener, Disposable {
  readonly #registry: Registry;
  readonly #clock: Clock;
  readonly #subscribers = new Subscribers<Message>();
  readonly #stopListening: () => void;
  readonly #changed = new Map<RegisterName, RegisterRecord>();
  readonly #refreshed = new Map<RegisterName, RegisterRecord>();
  readonly #removed = new Set<RegisterName>();
  /** What windows know of each besides its value: it may change without it. */
  readonly #told = new WeakMap<RegisterRecord, Terms>();
  #sequence = 0;
  #timer: Timer | undefined;

  constructor(registry: Registry, clock: Clock) {
    this.#registry = registry;
    this.#clock = clock;
    this.#stopListening = registry.listen(this);
  }

  subscribe(signal: AbortSignal | undefined): Subscription<Message> {
    this.#flush(); // so that the snapshot and the next delta meet without a gap
    return this.#subscribers.add(signal, this.#snapshot());
  }

  provided(record: RegisterRecord, changed: boolean): void {
    if (this.#subscribers.areNone) return;
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
    if (this.#subscribers.areNone) return;
    this.#changed.delete(name);
    this.#refreshed.delete(name);
    this.#removed.add(name);
    this.#schedule();
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    this.#timer?.cancel();
    this.#subscribers[Symbol.dispose]();
  }

  #schedule(): void {
    this.#timer ??= this.#clock.after(GATHERED_FOR, () => this.#flush());
  }

  #flush(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#changed.size + this.#refreshed.size + this.#removed.size === 0) return;
    this.#sequence += 1;
    this.#subscribers.tell(this.#delta(), () => this.#snapshot());
  }

  #delta(): RegisterDelta {
    for (const record of this.#refreshed.values())
      if (!this.#knowsTerms(record)) this.#changed.set(record.name, record);
    const refreshed = [...this.#refreshed.values()].filter(({ name }) => !this.#changed.has(name));
    const delta: RegisterDelta = {
      kind: "delta",
      sequence: this.#sequence,
      now: this.#clock.now(),
      changed: [...this.#changed.values()].map((record) => this.#tell(record)),
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
    return {
      kind: "snapshot",
      sequence: this.#sequence,
      now: this.#clock.now(),
      registers: records.map((record) => this.#tell(record)),
    };
  }

  #tell(record: RegisterRecord): Register {
    this.#told.set(record, termsOf(record));
    return toRegister(record);
  }

  #knowsTerms(record: RegisterRecord): boolean {
    const told = this.#told.get(record);
    if (told === undefined) return false;
    const { ttl, provider, source, override } = record;
    return (
      told.ttl === ttl &&
      told.provider === provider &&
      told.source === source &&
      told.sourceValue === override?.sourceValue &&
      told.mark === override?.mark
    );
  }
}

function termsOf({ ttl, provider, source, override }: RegisterRecord): Terms {
  return { ttl, provider, source, sourceValue: override?.sourceValue, mark: override?.mark };
}
