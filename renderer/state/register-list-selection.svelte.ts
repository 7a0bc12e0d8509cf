import type { RegisterName } from "#shared/model/register.ts";

/* eslint-disable svelte/prefer-svelte-reactivity -- the sets are replaced, never altered: one signal for ten thousand names */
/** The registers a technician picked out. */
export class ListSelection {
  #names = $state.raw<ReadonlySet<RegisterName>>(new Set());
  /** Where a range began. */
  #anchor: RegisterName | undefined;

  get size(): number {
    return this.#names.size;
  }

  get names(): ReadonlySet<RegisterName> {
    return this.#names;
  }

  has(name: RegisterName): boolean {
    return this.#names.has(name);
  }

  /** How much of a list is selected. */
  outOf(count: number): boolean | "some" {
    return this.size > 0 && (this.size >= count || "some");
  }

  /** All of them, unless all of them are already: then none. */
  toggle(names: readonly RegisterName[]): void {
    const next = new Set(this.#names);
    const isAdding = !names.every((name) => next.has(name));
    for (const name of names) {
      if (isAdding) next.add(name);
      else next.delete(name);
    }
    this.#anchor = names[0];
    this.#names = next;
  }

  /** Adds everything from where the last choice was to here. */
  extendTo(name: RegisterName, order: readonly RegisterName[]): void {
    const from = this.#anchor === undefined ? -1 : order.indexOf(this.#anchor);
    const to = order.indexOf(name);
    if (from === -1 || to === -1) {
      this.toggle([name]);
      return;
    }
    this.#names = new Set([...this.#names, ...order.slice(Math.min(from, to), Math.max(from, to) + 1)]);
  }

  select(names: readonly RegisterName[]): void {
    this.#names = new Set(names);
  }

  clear(): void {
    this.#names = new Set();
    this.#anchor = undefined;
  }
}
