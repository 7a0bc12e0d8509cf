import type { RegisterName } from "#shared/model/register.ts";
import { arrange, pinMatcher } from "../lib/list/arrange.ts";
import type { Row, Rows } from "../lib/list/rows.ts";
import { parseSearch } from "../lib/search/parse.ts";
import type { AppState } from "./app.ts";
import { ListFolds } from "./register-list-folds.svelte.ts";
import { ListOrder } from "./register-list-order.svelte.ts";
import { ListPins } from "./register-list-pins.ts";
import { ListSelection } from "./register-list-selection.svelte.ts";
import { ListSource } from "./register-list-source.svelte.ts";
import { ListView } from "./register-list-view.svelte.ts";

/* eslint-disable svelte/prefer-svelte-reactivity -- maps and sets are derived as a whole, never altered */
/** With fewer registers than this a table is easier to take in than a tree. */
const FEW = 200;

type Needs = Pick<AppState, "registers" | "fleet" | "router" | "theme" | "ticker" | "preferences" | "changeRequests">;

/** The list of registers: what it shows, where the keyboard stands in it and which register is open. */
export class RegisterListState {
  readonly #app: Needs;
  readonly source: ListSource;
  readonly view: ListView;
  readonly order: ListOrder;
  readonly pins: ListPins;
  readonly selection = new ListSelection();
  readonly #folds = new ListFolds();
  /** Where the keyboard stands: a row's key, and the place to go on from when that row is gone. */
  #cursor = $state.raw<{ readonly key: string; readonly index: number }>();

  readonly search = $derived.by(() => parseSearch(this.view.query));
  readonly #hasPin = $derived.by(() => pinMatcher(this.#app.preferences.current.pins));
  readonly #changing: ReadonlySet<RegisterName> = $derived.by(() => {
    const { pending, inProgress } = this.#app.changeRequests;
    return new Set([...pending, ...inProgress].map(({ register }) => register));
  });

  readonly opened = $derived.by(() => this.#app.router.get("sel") as RegisterName | undefined);
  readonly layout = $derived.by(() => {
    if (this.view.layout !== "auto") return this.view.layout;
    return this.source.size < FEW || this.view.group !== "none" ? "table" : "tree";
  });
  readonly isSearching = $derived(this.search.terms.length > 0);

  readonly #content: Rows = $derived.by(() => {
    const { names, groups } = this.order.placement;
    return arrange({
      names,
      layout: this.layout,
      groupOf: groups && ((name) => groups.get(name) ?? { key: "-", label: "", rank: "" }),
      pins: this.#app.preferences.current.pins,
      isOpen: this.#folds.read(this.#foldsOf),
      opensBranches: this.isSearching,
    });
  });
  readonly rows: readonly Row[] = $derived(this.#content.rows);
  readonly leaves = $derived(this.#content.leaves);
  /** How many registers are listed, folded away or not. */
  readonly count = $derived.by(() => this.order.placement.names.length);
  readonly isNested = $derived(this.rows.some(({ kind }) => kind !== "register"));

  readonly #indices: ReadonlyMap<string, number> = $derived(new Map(this.rows.map(({ key }, index) => [key, index])));
  /** -1 while the keyboard stands nowhere. */
  readonly cursorIndex: number = $derived.by(() => {
    const cursor = this.#cursor;
    if (this.opened !== undefined && this.#nameAt(cursor) !== this.opened) {
      return this.#indices.get(this.opened) ?? this.#indices.get(`pin:${this.opened}`) ?? -1;
    }
    if (!cursor) return -1;
    return this.#indices.get(cursor.key) ?? Math.min(cursor.index, this.rows.length - 1);
  });
  readonly cursorRow = $derived(this.rows[this.cursorIndex]);

  /** How many of all registers are expired. */
  get expired(): number {
    return this.#app.registers.counts.expired;
  }

  constructor(app: Needs) {
    this.#app = app;
    this.source = new ListSource(app.registers, app.ticker);
    this.view = new ListView(app.preferences, app.router, () => app.theme.worn === "outdoor");
    this.pins = new ListPins(app.preferences);
    this.order = new ListOrder(this.source, this.view, app.registers.names, () => this.search, {
      isPinned: (name) => this.#hasPin(name),
      isSelected: (name) => this.selection.has(name),
      hasChange: (name) => this.#changing.has(name),
      deviceOf: (register) => app.fleet.owners.of(register),
    });
  }

  isPinned(name: RegisterName): boolean {
    return this.#hasPin(name);
  }

  moveTo(index: number): void {
    const row = this.rows[Math.max(0, Math.min(index, this.rows.length - 1))];
    if (!row) return;
    this.#cursor = { key: row.key, index: this.#indices.get(row.key) ?? 0 };
    if (this.opened !== undefined && row.kind === "register") this.#app.router.set({ sel: row.name });
  }

  open(row: Row): void {
    this.moveTo(this.#indices.get(row.key) ?? 0);
    if (row.kind === "register")
      this.#app.router.set({ sel: row.name }, this.opened === undefined ? "push" : "replace");
    else this.fold(row, !row.isOpen);
  }

  close(): void {
    const index = this.cursorIndex;
    const row = this.rows[index];
    if (row) this.#cursor = { key: row.key, index };
    this.#app.router.set({ sel: undefined });
  }

  fold(row: Row, isOpen: boolean): void {
    if (row.kind !== "register") this.#folds.set([row.key], isOpen, this.#foldsOf);
  }

  /** Everything that can be opened, wherever it is now. */
  foldAll(isOpen: boolean): void {
    const branches = this.layout === "tree" ? this.order.placement.names.flatMap(branchKeysOf) : [];
    const parents = this.rows.filter(({ kind }) => kind === "group").map(({ key }) => key);
    const keys = this.layout === "tree" ? branches : parents;
    this.#folds.set([...new Set(keys)], isOpen, this.#foldsOf);
  }

  /** Opens what hides a register, so that it can be shown. */
  reveal(name: RegisterName): void {
    if (this.#indices.has(name) || this.#indices.has(`pin:${name}`)) return;
    const group = this.order.placement.groups?.get(name);
    const keys = ["group:rest", ...(group ? [`group:${group.key}`] : []), ...branchKeysOf(name)];
    this.#folds.set(keys, true, this.#foldsOf);
  }

  /** The registers a row stands for. */
  namesOf(row: Row): readonly RegisterName[] {
    return row.kind === "register" ? [row.name] : this.leaves.slice(row.from, row.to);
  }

  get #foldsOf(): string {
    return this.isSearching ? this.view.query : "";
  }

  #nameAt(cursor: { key: string } | undefined): RegisterName | undefined {
    const row = cursor && this.rows[this.#indices.get(cursor.key) ?? -1];
    // A head that the keyboard went to belongs to no register, and the open one stays open.
    if (row && row.kind !== "register") return this.opened;
    return row?.name;
  }
}

/** The keys of the branches above a register. */
function branchKeysOf(name: RegisterName): string[] {
  const keys: string[] = [];
  for (let dot = name.indexOf("."); dot !== -1; dot = name.indexOf(".", dot + 1))
    keys.push(`${name.slice(0, dot + 1)}*`);
  return keys;
}

const lists = new WeakMap<Needs, RegisterListState>();

/** One for the page: who comes back finds the list as it was left. */
export function registerListOf(app: Needs): RegisterListState {
  const known = lists.get(app);
  if (known) return known;
  const made: RegisterListState[] = [];
  // A root of its own, because what it derives must outlive the view that first asked for it.
  $effect.root(() => void made.push(new RegisterListState(app)));
  const [list] = made;
  if (!list) throw new Error("a root runs at once");
  lists.set(app, list);
  return list;
}
