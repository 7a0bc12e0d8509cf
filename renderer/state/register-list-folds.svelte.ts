/* eslint-disable svelte/prefer-svelte-reactivity -- the maps are replaced, never altered: one signal for all rows */
/** What a technician opened and closed. A search opens all it finds and begins anew; afterwards everything is as before. */
export class ListFolds {
  #usual = $state.raw<ReadonlyMap<string, boolean>>(new Map());
  #inSearch = $state.raw<{ readonly query: string; readonly folds: ReadonlyMap<string, boolean> }>();

  /** @param query what is sought, if anything */
  read(query: string): (key: string, byDefault: boolean) => boolean {
    const folds = this.#foldsFor(query);
    return (key, byDefault) => folds.get(key) ?? byDefault;
  }

  set(keys: readonly string[], isOpen: boolean, query: string): void {
    const folds = new Map(this.#foldsFor(query));
    for (const key of keys) folds.set(key, isOpen);
    if (query === "") this.#usual = folds;
    else this.#inSearch = { query, folds };
  }

  #foldsFor(query: string): ReadonlyMap<string, boolean> {
    if (query === "") return this.#usual;
    return this.#inSearch?.query === query ? this.#inSearch.folds : NOTHING;
  }
}

const NOTHING: ReadonlyMap<string, boolean> = new Map();
