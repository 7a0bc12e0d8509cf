import type { RegisterName } from "#shared/model/register.ts";
import { matcher } from "../lib/filter.ts";
import { formatSort, isVolatile, parseSort, sorted, type Sort, type SortKey } from "../lib/sort.ts";
import type { RegistersState } from "./registers.svelte.ts";
import type { Router } from "./router.svelte.ts";
import type { Ticker } from "./ticker.svelte.ts";

/** Which registers are listed, in which order, and which one is open: all of it kept in the address. */
export class RegisterListState {
  readonly #registers: RegistersState;
  readonly #router: Router;
  readonly #ticker: Ticker;
  readonly #sortText = $derived.by(() => this.#router.get("sort"));
  /** Where the keyboard stands while no register is open. */
  #cursor = $state<RegisterName>();

  readonly query = $derived.by(() => this.#router.get("q") ?? "");
  readonly sort: Sort = $derived(parseSort(this.#sortText));
  readonly opened = $derived.by(() => this.#router.get("sel") as RegisterName | undefined);
  readonly cursor = $derived(this.opened ?? this.#cursor);

  readonly names: readonly RegisterName[] = $derived.by(() => {
    const matches = matcher(this.query);
    // What depends on values and ages is looked at again once a second, not with every message.
    const now = matches || isVolatile(this.sort) ? this.#ticker.now : 0;
    const all = this.#registers.all();
    return sorted(matches ? all.filter(matches) : all, this.sort, this.#registers.names, now);
  });

  constructor(registers: RegistersState, router: Router, ticker: Ticker) {
    this.#registers = registers;
    this.#router = router;
    this.#ticker = ticker;
  }

  filter(query: string): void {
    this.#router.set({ q: query === "" ? undefined : query });
  }

  /** By another column, or the other way round by the same. */
  sortBy(key: SortKey): void {
    const descending = this.sort.key === key && !this.sort.descending;
    this.#router.set({ sort: formatSort({ key, descending }) });
  }

  moveTo(name: RegisterName): void {
    this.#cursor = name;
    if (this.opened !== undefined) this.#router.set({ sel: name });
  }

  open(name: RegisterName): void {
    this.#cursor = name;
    this.#router.set({ sel: name }, this.opened === undefined ? "push" : "replace");
  }

  close(): void {
    this.#cursor = this.opened ?? this.#cursor;
    this.#router.set({ sel: undefined });
  }
}
