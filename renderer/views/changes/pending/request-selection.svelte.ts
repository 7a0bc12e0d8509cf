import type { ChangeRequest, ChangeRequestId } from "#shared/model/change-request.ts";

/* eslint-disable svelte/prefer-svelte-reactivity -- the sets are replaced, never altered */
/** The requests a technician ticked. What is not on the list any more is not selected any more. */
export class RequestSelection {
  readonly #listed: () => readonly ChangeRequest[];
  #ids = $state.raw<ReadonlySet<ChangeRequestId>>(new Set());
  /** Where a range began. */
  #anchor: ChangeRequestId | undefined;

  readonly requests: readonly ChangeRequest[] = $derived.by(() => this.#listed().filter(({ id }) => this.#ids.has(id)));

  constructor(listed: () => readonly ChangeRequest[]) {
    this.#listed = listed;
  }

  get size(): number {
    return this.requests.length;
  }

  /** How much of the list is selected. */
  get extent(): boolean | "some" {
    return this.size > 0 && (this.size >= this.#listed().length || "some");
  }

  has(id: ChangeRequestId): boolean {
    return this.#ids.has(id);
  }

  toggle(id: ChangeRequestId): void {
    const next = new Set(this.#ids);
    if (!next.delete(id)) next.add(id);
    this.#ids = next;
    this.#anchor = id;
  }

  /** Adds everything from where the last choice was to here. @param from where it begins when nothing was chosen yet */
  extendTo(id: ChangeRequestId, from: ChangeRequestId = id): void {
    const order = this.#listed().map((request) => request.id);
    this.#anchor ??= from;
    const [a, b] = [order.indexOf(this.#anchor), order.indexOf(id)];
    if (b === -1) return;
    const start = a === -1 ? b : a;
    this.#ids = new Set([...this.#ids, ...order.slice(Math.min(start, b), Math.max(start, b) + 1)]);
  }

  /** All, unless all are already: then none. */
  toggleAll(): void {
    if (this.extent === true) this.clear();
    else this.#ids = new Set(this.#listed().map(({ id }) => id));
  }

  clear(): void {
    this.#ids = new Set();
    this.#anchor = undefined;
  }
}
