import type { RegisterName } from "#shared/model/register.ts";
import { grouper } from "../lib/list/groups.ts";
import { isSamePlacement, place, type Placement } from "../lib/list/place.ts";
import { text } from "../lib/messages/messages.ts";
import { matcher, type Surroundings } from "../lib/search/match.ts";
import { isVolatileSearch, type Search } from "../lib/search/search.ts";
import { isVolatile, type NameOrder } from "../lib/sort.ts";
import type { ListSource } from "./register-list-source.svelte.ts";
import type { ListView } from "./register-list-view.svelte.ts";

type Around = Omit<Surroundings, "now">;

/** Puts the registers in order. What depends on values and ages is looked at once a second, and not at all while somebody
 *  points at the list or works in it: rows must not move away under a hand. */
export class ListOrder {
  readonly #source: ListSource;
  readonly #view: ListView;
  readonly #order: NameOrder;
  readonly #search: () => Search;
  readonly #around: Around;
  /** Somebody points at the list or works in it. */
  isHeld = $state(false);
  #asked = $state(0);
  #last: Placement | undefined;
  #shown: { readonly signature: string; readonly placement: Placement } | undefined;

  readonly #isVolatile = $derived.by(
    () =>
      isVolatile(this.#view.sort) ||
      this.#view.hidesExpired ||
      this.#view.group === "state" ||
      isVolatileSearch(this.#search()),
  );
  /** Names stand still; all else may change with any report. */
  readonly #isTimeless = $derived.by(
    () => !this.#isVolatile && this.#view.sort.key === "name" && ["none", "prefix"].includes(this.#view.group),
  );
  readonly #matches = $derived.by(() => matcher(this.#search()));

  /** Values are of the moment it was made; who needs the present ones asks by name. */
  readonly #byName: readonly RegisterName[] = $derived.by(() =>
    this.#source
      .all()
      .map(({ name }) => name)
      .sort(this.#order.compare),
  );

  /** As it should be. The same object as long as nothing moved. */
  readonly #present: Placement = $derived.by(() => {
    const now = this.#isTimeless && this.#search().terms.length === 0 ? 0 : this.#source.now;
    const around = { ...this.#around, now };
    const placement = place({
      registers: this.#byName.map((name) => this.#source.peek(name)).filter((register) => register !== undefined),
      matches: this.#matches,
      around,
      hidesExpired: this.#view.hidesExpired,
      sort: this.#view.sort,
      order: this.#order,
      groupOf: this.#grouping(around),
    });
    if (!this.#last || !isSamePlacement(this.#last, placement)) this.#last = placement;
    return this.#last;
  });

  /** As it is shown. */
  readonly placement: Placement = $derived.by(() => {
    const present = this.#present;
    const { sort, group, hidesExpired, query } = this.#view;
    const { isFrozen } = this.#source;
    const signature = JSON.stringify([sort, group, hidesExpired, query, isFrozen, this.#asked]);
    const isKept = this.isHeld && this.#isVolatile && this.#shown?.signature === signature;
    if (!isKept || !this.#shown) this.#shown = { signature, placement: present };
    return this.#shown.placement;
  });

  readonly isOutOfDate = $derived(this.placement !== this.#present);
  /** Whether that is a matter of order alone. */
  readonly isSorting = $derived.by(() => isVolatile(this.#view.sort));

  constructor(source: ListSource, view: ListView, order: NameOrder, search: () => Search, around: Around) {
    this.#source = source;
    this.#view = view;
    this.#order = order;
    this.#search = search;
    this.#around = around;
  }

  /** Takes the order of now, held or not. */
  refresh(): void {
    this.#asked += 1;
  }

  #grouping(around: Surroundings) {
    const { group } = this.#view;
    const { noDevice, noUnit } = text.registersList.group;
    return grouper(group, { states: text.states, noDevice, noUnit }, around);
  }
}
