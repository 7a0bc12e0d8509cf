/** Lets what is done to one thing happen one after the other. What fails holds up nothing that comes after it. */
export class Turns<Key> {
  readonly #last = new Map<Key, Promise<unknown>>();

  /** Does it when all that was asked of the same key before is over. */
  take<Answer>(key: Key, act: () => Promise<Answer>): Promise<Answer> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const made = before.then(act).finally(() => {
      if (this.#last.get(key) === settled) this.#last.delete(key);
    });
    const settled = made.catch(() => undefined); // whoever asked for it hears of it
    this.#last.set(key, settled);
    return made;
  }

  /** Whether something of it is under way, or waits for its turn. */
  isTaken(key: Key): boolean {
    return this.#last.has(key);
  }
}
