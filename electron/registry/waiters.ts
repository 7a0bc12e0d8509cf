interface Waiter {
  /** What it waits for; undefined for any name. */
  readonly names: readonly string[] | undefined;
  readonly wake: () => void;
  isWaiting: boolean;
}

/** Those who wait for news of certain names, or of any. Each is woken once and is then gone. */
export class Waiters {
  readonly #byName = new Map<string, Set<Waiter>>();
  #any = new Set<Waiter>();

  /** @param names what to wait for; undefined for any name  @returns stops waiting */
  add(names: readonly string[] | undefined, wake: () => void): () => void {
    const waiter: Waiter = { names, wake, isWaiting: true };
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
    const woken: Waiter[] = [];
    this.#take(this.#any, woken);
    if (this.#any.size > 0) this.#any = new Set();
    for (const name of this.#byName.size === 0 ? [] : names) {
      const waiting = this.#byName.get(name);
      if (waiting === undefined) continue;
      // As a whole, because ten thousand may wait for one name.
      this.#byName.delete(name);
      this.#take(waiting, woken);
    }
    for (const waiter of woken) this.#forget(waiter);
    for (const { wake } of woken) wake();
  }

  /** Whether anybody waits for news of the name. */
  isAwaited(name: string): boolean {
    return this.#any.size > 0 || this.#byName.has(name);
  }

  #take(waiting: Iterable<Waiter>, into: Waiter[]): void {
    for (const waiter of waiting) {
      if (!waiter.isWaiting) continue;
      waiter.isWaiting = false;
      into.push(waiter);
    }
  }

  #remove(waiter: Waiter): void {
    if (!waiter.isWaiting) return;
    waiter.isWaiting = false;
    this.#any.delete(waiter);
    this.#forget(waiter);
  }

  /** Takes it out of the names for which it still is there. */
  #forget(waiter: Waiter): void {
    for (const name of waiter.names ?? []) {
      const waiting = this.#byName.get(name);
      if (waiting?.delete(waiter) === true && waiting.size === 0) this.#byName.delete(name);
    }
  }
}
