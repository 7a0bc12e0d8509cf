import type { RegisterView } from "#shared/model/preferences.ts";
import {
  columnsFrom,
  moved,
  widthOf,
  NARROWEST,
  WIDEST,
  WIDTHS_OF_LARGE_TYPE,
  type Column,
} from "../lib/list/columns.ts";
import { BUILT_IN_VIEWS, builtInCalled, type BuiltInView } from "../lib/list/views.ts";
import { formatSort, parseSort, SORT_KEYS, BY_NAME, type Sort, type SortKey } from "../lib/sort.ts";
import type { PreferencesState } from "./preferences.svelte.ts";
import type { Router } from "./router.svelte.ts";

type Change = Partial<RegisterView>;

/** How the list is cut, grouped and shown. The address says which view and, beyond it, what is sought and in which order; what
 *  else a technician changes is kept with the preferences or, in a saved view, waits to be saved. */
export class ListView {
  readonly #preferences: PreferencesState;
  readonly #router: Router;
  readonly #hasLargeType: () => boolean;
  /** Changes to a saved view that are not saved. */
  #draft = $state.raw<{ readonly of: string; readonly change: Change }>();

  readonly #asked = $derived.by(() => this.#router.get("view"));
  readonly #saved = $derived.by(() => this.#preferences.current.savedViews.find(({ name }) => name === this.#asked));
  readonly builtIn: BuiltInView | undefined = $derived(this.#saved ? undefined : (builtInCalled(this.#asked) ?? "all"));
  /** The saved view that is shown. */
  readonly savedName = $derived(this.#saved?.name);
  readonly #sortAsked = $derived.by(() => this.#router.get("sort"));
  readonly #queryAsked = $derived.by(() => this.#router.get("q"));

  readonly #base: RegisterView = $derived.by(
    () => this.#saved?.view ?? { ...this.#preferences.current.view, query: BUILT_IN_VIEWS[this.builtIn ?? "all"] },
  );
  readonly #current: RegisterView = $derived.by(() => ({
    ...this.#base,
    ...(this.#draft?.of === this.savedName ? this.#draft?.change : {}),
  }));

  readonly query = $derived(this.#queryAsked ?? this.#base.query);
  readonly sort: Sort = $derived(
    this.#sortAsked === undefined ? sortFrom(this.#current.sort) : parseSort(this.#sortAsked),
  );
  readonly columns: readonly Column[] = $derived(columnsFrom(this.#current.columns));
  /** Those that are not said are the columns' own. */
  readonly widths: Readonly<Record<string, number>> = $derived.by(() => ({
    ...(this.#hasLargeType() ? WIDTHS_OF_LARGE_TYPE : {}),
    ...this.#current.widths,
  }));
  readonly group = $derived(this.#current.group);
  readonly layout = $derived(this.#current.layout);
  readonly hidesExpired = $derived(this.#current.hidesExpired);
  readonly isChanged = $derived(this.#saved !== undefined && !isSame(this.#saved.view, this.#all()));

  /** Whether something is sought beyond what the view itself asks for. */
  readonly isSearched = $derived(this.query !== this.#base.query);

  constructor(preferences: PreferencesState, router: Router, hasLargeType: () => boolean) {
    this.#preferences = preferences;
    this.#router = router;
    this.#hasLargeType = hasLargeType;
  }

  get savedNames(): string[] {
    return this.#preferences.current.savedViews.map(({ name }) => name);
  }

  /** The base's own query needs no mention in the address. */
  search(query: string): void {
    this.#router.set({ q: query === this.#base.query ? undefined : query });
  }

  /** By another column, or the other way round by the same. */
  sortBy(key: SortKey, descending = this.sort.key === key && !this.sort.descending): void {
    const sort = { key, descending };
    this.change({ sort: { column: key, descending } });
    this.#router.set({ sort: formatSort(sort) });
  }

  change(change: Change): void {
    if (this.savedName === undefined) {
      this.#preferences.change({ view: { ...this.#preferences.current.view, ...change } });
      return;
    }
    const before = this.#draft?.of === this.savedName ? this.#draft.change : {};
    this.#draft = { of: this.savedName, change: { ...before, ...change } };
  }

  /** The tree is a grouping of its own. */
  groupBy(group: RegisterView["group"]): void {
    this.change(group === "none" ? { group } : { group, layout: "table" });
  }

  toggleColumn(column: Column): void {
    const shown = this.columns.includes(column);
    this.change({ columns: shown ? this.columns.filter((other) => other !== column) : [...this.columns, column] });
  }

  moveColumn(column: Column, by: number): void {
    this.change({ columns: [...moved(this.columns, column, by)] });
  }

  resize(column: Column, width: number | undefined): void {
    const { [column]: _, ...others } = this.#current.widths;
    const bounded = width === undefined ? undefined : Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
    this.change({ widths: bounded === undefined ? others : { ...others, [column]: bounded } });
  }

  widthOf(column: Column): number {
    return widthOf(column, this.widths);
  }

  resetColumns(): void {
    this.change({ columns: [], widths: {} });
  }

  open(name: string): void {
    this.#draft = undefined;
    this.#router.go({ section: "registers", query: name === "all" ? {} : { view: name } });
  }

  isTaken(name: string): boolean {
    return builtInCalled(name) !== undefined || this.savedNames.includes(name);
  }

  saveAs(name: string): void {
    this.#keep([...this.#preferences.current.savedViews, { name, view: this.#all() }]);
    this.open(name);
  }

  save(): void {
    const view = this.#all();
    this.#keep(
      this.#preferences.current.savedViews.map((saved) => (saved.name === this.savedName ? { ...saved, view } : saved)),
    );
    this.discard();
  }

  discard(): void {
    this.#draft = undefined;
    this.#router.set({ q: undefined, sort: undefined });
  }

  rename(name: string): void {
    const { savedViews } = this.#preferences.current;
    this.#keep(savedViews.map((saved) => (saved.name === this.savedName ? { ...saved, name } : saved)));
    this.#router.set({ view: name });
  }

  /** @returns puts it back */
  remove(): () => void {
    const before = this.#preferences.current.savedViews;
    this.#keep(before.filter(({ name }) => name !== this.savedName));
    this.open("all");
    return () => this.#keep(before);
  }

  #keep(savedViews: { name: string; view: RegisterView }[]): void {
    this.#preferences.change({ savedViews });
  }

  /** Everything as it is now, to be kept. */
  #all(): RegisterView {
    return {
      ...this.#current,
      query: this.query,
      columns: [...this.columns],
      sort: { column: this.sort.key, descending: this.sort.descending },
    };
  }
}

function sortFrom(kept: RegisterView["sort"]): Sort {
  const key = SORT_KEYS.find((known) => known === kept?.column);
  return key ? { key, descending: kept?.descending ?? false } : BY_NAME;
}

function isSame(a: RegisterView, b: RegisterView): boolean {
  const plain = (view: RegisterView) =>
    JSON.stringify([
      ...[view.query, view.layout, view.group, columnsFrom(view.columns), view.hidesExpired],
      ...[sortFrom(view.sort), Object.entries(view.widths).sort(([left], [right]) => (left < right ? -1 : 1))],
    ]);
  return plain(a) === plain(b);
}
