interface Waiter {
  /** What it waits for; undefined for any name. */
  readonly names: readonly string[] | undefined;
  readonly wake: () => void;
}

/** Those who wait for news of certain names, or of any. Each is woken once and is then gone. */
export class Waiters {
  readonly #byName = new Map<string, Set<Waiter>>();
  readonly #any = new Set<Waiter>();

  /** @param names what to wait for; undefined for any name  @returns stops waiting */
  add(names: readonly string[] | undefined, wake: () => void): () => void {
    const waiter = { names, wake };
    if (names === undefined) this.#any.add(waiter);
    for (const name of names ?? []) {
      const waiting = this.#byName.get(name);
      if (waiting === undefined) this.#byName.set(name, new Set([waiter]));
      else waiting.add(waiter);
    }
    return () => this.#remove(waiter);
  }

  /** Wakes whoever waits for one of the names, each once. */
  wake(names: Iterable<string>): void {
    const woken = new Set(this.#any);
    for (const name of names) {
      for (const waiter of this.#byName.get(name) ?? []) woken.add(waiter);
    }
    for (const waiter of woken) this.#remove(waiter);
    for (const { wake } of woken) wake();
  }

  /** Whether anybody waits for news of the name. */
  isAwaited(name: string): boolean {
    return this.#any.size > 0 || this.#byName.has(name);
  }

  #remove(waiter: Waiter): void {
    this.#any.delete(waiter);
    for (const name of waiter.names ?? []) {
      const waiting = this.#byName.get(name);
      if (waiting?.delete(waiter) === true && waiting.size === 0) this.#byName.delete(name);
    }
  }
}
