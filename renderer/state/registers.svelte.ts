import type { Client } from "#shared/contract/contract.ts";
import { freshness, type Freshness } from "#shared/freshness.ts";
import type { Register, RegisterName } from "#shared/model/register.ts";
import { applyRegisterFeed, stayHidden } from "../lib/register-feed.ts";
import { until, withoutGap } from "../lib/feed.ts";
import { NameOrder } from "../lib/sort.ts";
import type { Ticker } from "./ticker.svelte.ts";

/** All registers, by name. A plain map behind two signals: one write wakes the rows on screen once, however many of ten
 *  thousand registers it brought. */
export class RegistersState {
  readonly names = new NameOrder();
  readonly #ticker: Ticker;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- a signal for each of ten thousand is what this avoids
  readonly #byName = new Map<RegisterName, Register>();
  /** Those that are out of sight, as they were. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nobody draws them
  readonly #hidden = new Map<RegisterName, Register>();
  /** The map, told anew with every message. */
  #latest = $state.raw({ registers: this.#byName });
  /** The map, told anew only when names come or go. */
  #members = $state.raw({ registers: this.#byName });
  /** Whether the first snapshot is here: before, nothing can be said about what exists. */
  loaded = $state(false);
  /** How many reports, changes and removals the window was told of, ever. */
  told = $state(0);

  /** How many stand how; counted once a second, not with every message. */
  readonly counts: Readonly<Record<Freshness, number>> = $derived.by(() => {
    const now = this.#ticker.now;
    const counts = { fresh: 0, late: 0, expired: 0, "no-value": 0 };
    for (const register of this.#members.registers.values()) counts[freshness(register, now)] += 1;
    return counts;
  });

  constructor(ticker: Ticker) {
    this.#ticker = ticker;
  }

  get size(): number {
    return this.#members.registers.size;
  }

  find(name: RegisterName): Register | undefined {
    return this.#latest.registers.get(name);
  }

  /** Like `find`, for who looks again of their own accord: it is not called anew when values change. */
  peek(name: RegisterName): Register | undefined {
    return this.#byName.get(name);
  }

  /** All of them as they are at this moment. They are replaced, never altered, so this is a picture that stays. */
  picture(): ReadonlyMap<RegisterName, Register> {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- never altered
    return new Map(this.#byName);
  }

  /** As of now; re-read when names come or go, but not when values do. */
  all(): Register[] {
    return [...this.#members.registers.values()];
  }

  /** Takes them out of sight of all screens. One that the host tells anew, because it lives again, is back by itself. */
  hide(names: readonly RegisterName[]): void {
    for (const name of names) {
      const register = this.#byName.get(name);
      if (register) this.#hidden.set(name, register);
      this.#byName.delete(name);
    }
    this.#tellAll();
  }

  /** Whether they are out of sight still. */
  isHidden(name: RegisterName): boolean {
    return this.#hidden.has(name);
  }

  /** @param isBack else they are gone */
  unhide(names: readonly RegisterName[], isBack: boolean): void {
    for (const name of names) {
      const register = this.#hidden.get(name);
      if (register && isBack) this.#byName.set(name, register);
      this.#hidden.delete(name);
    }
    this.#tellAll();
  }

  /** Follows the host until the signal aborts. @throws when the way to the host breaks */
  async follow(client: Client, signal: AbortSignal): Promise<void> {
    for await (const message of until(
      signal,
      withoutGap(() => client.registers.watch()),
    )) {
      if (message.kind === "snapshot") this.names.forgetAll();
      const hasMoved = applyRegisterFeed(this.#byName, message);
      stayHidden(this.#hidden, this.#byName, message);
      if (hasMoved) this.#members = { registers: this.#byName };
      this.#latest = { registers: this.#byName };
      if (message.kind === "delta") {
        this.told += message.changed.length + message.refreshed.length + message.removed.length;
      }
      this.loaded = true;
    }
  }

  #tellAll(): void {
    this.#members = { registers: this.#byName };
    this.#latest = { registers: this.#byName };
  }
}
