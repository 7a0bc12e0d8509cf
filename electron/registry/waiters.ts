/** Those who wait for news of certain names, or of any. Each is woken once and is then gone. */
export class Waiters {
  readonly #byName = new Map<string, Set<() => void>>();
  readonly #any = new Set<() => void>();

  /** @param names what to wait for; undefined for any name  @returns stops waiting */
  add(names: readonly string[] | undefined, wake: () => void): () => void {
    if (names === undefined) {
      this.#any.add(wake);
      return () => this.#any.delete(wake);
    }
    for (const name of names) {
      const waiting = this.#byName.get(name);
      if (waiting === undefined) this.#byName.set(name, new Set([wake]));
      else waiting.add(wake);
    }
    return () => this.#remove(names, wake);
  }

  /** Wakes whoever waits for one of the names, each once. */
  wake(names: Iterable<string>): void {
    const woken = new Set(this.#any);
    for (const name of names) {
      for (const wake of this.#byName.get(name) ?? []) woken.add(wake);
    }
    for (const wake of woken) wake();
  }

  #remove(names: readonly string[], wake: () => void): void {
    for (const name of names) {
      const waiting = this.#byName.get(name);
      if (waiting?.delete(wake) === true && waiting.size === 0) this.#byName.delete(name);
    }
  }
}
