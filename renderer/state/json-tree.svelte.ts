import { SvelteMap } from "svelte/reactivity";
import type { Step } from "../lib/json-path.ts";
import { ancestorsOf, findInTree, ROOT, treeRows, type TreeRow } from "../lib/json-tree.ts";

const OPEN_TO = 2;
/** Opened unasked only when it fits a screen. */
const OPENS_ITSELF = 30;
const MOST_HITS = 500;

/** What is open, found and under the cursor in one JSON tree. Kept by place, so that a new value with the same places
 *  leaves everything as it was. */
export class JsonTreeState {
  readonly #text: () => string;
  readonly #chosen = new SvelteMap<string, boolean>();
  #cursor = $state(ROOT);
  #at = $state(0);
  query = $state("");

  readonly rows: readonly TreeRow[] = $derived.by(() => treeRows(this.#text(), (row) => this.#isOpen(row)));
  readonly hits: readonly (readonly Step[])[] = $derived.by(() => findInTree(this.#text(), this.query, MOST_HITS));
  readonly cursorIndex = $derived(
    Math.max(
      0,
      this.rows.findIndex(({ id }) => id === this.#cursor),
    ),
  );
  readonly cursor = $derived(this.rows[this.cursorIndex]);
  /** There may be more than were counted. */
  readonly hasMoreHits = $derived(this.hits.length >= MOST_HITS);
  /** Which of the hits the cursor was led to, from 1. */
  readonly hitNumber = $derived(this.hits.length === 0 ? 0 : this.#at + 1);

  constructor(text: () => string) {
    this.#text = text;
  }

  #isOpen({ id, level, size, stretch }: Pick<TreeRow, "id" | "level" | "size" | "stretch">): boolean {
    return this.#chosen.get(id) ?? (level === 1 || (!stretch && level <= OPEN_TO && size <= OPENS_ITSELF));
  }

  choose(row: TreeRow): void {
    this.#cursor = row.id;
  }

  toggle(row: TreeRow): void {
    this.choose(row);
    if (row.size > 0) this.#chosen.set(row.id, !row.isOpen);
  }

  moveTo(index: number): void {
    const row = this.rows[Math.max(0, Math.min(index, this.rows.length - 1))];
    if (row) this.choose(row);
  }

  /** Right: open, then to the first child. */
  enter(): void {
    const row = this.cursor;
    if (!row || row.size === 0) return;
    if (row.isOpen) this.moveTo(this.cursorIndex + 1);
    else this.toggle(row);
  }

  /** Left: close, then to the parent. */
  leave(): void {
    const row = this.cursor;
    if (!row) return;
    if (row.isOpen) this.toggle(row);
    else this.moveTo(this.rows.findLastIndex(({ level }, index) => index < this.cursorIndex && level < row.level));
  }

  /** To the next row whose key begins so. */
  typeAhead(letter: string): void {
    const after = [...this.rows.slice(this.cursorIndex + 1), ...this.rows.slice(0, this.cursorIndex + 1)];
    const row = after.find(({ key }) =>
      String(key ?? "")
        .toLowerCase()
        .startsWith(letter.toLowerCase()),
    );
    if (row) this.choose(row);
  }

  find(query: string): void {
    this.query = query;
    this.#at = 0;
    this.#goToHit();
  }

  nextHit(direction: 1 | -1): void {
    if (this.hits.length === 0) return;
    this.#at = (this.#at + direction + this.hits.length) % this.hits.length;
    this.#goToHit();
  }

  #goToHit(): void {
    const path = this.hits[this.#at];
    if (path) this.goTo(path);
  }

  /** Opens all that leads to a place, and puts the cursor there. */
  goTo(path: readonly Step[]): void {
    const ids = ancestorsOf(this.#text(), path);
    for (const id of ids.slice(0, -1)) this.#chosen.set(id, true);
    this.#cursor = ids.at(-1) ?? ROOT;
  }
}
