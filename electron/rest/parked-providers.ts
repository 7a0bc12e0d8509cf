/** The provider polls that wait right now, by the address they came from. A client does not interrupt its poll when it
 *  provides one register more, so its poll would not hear of a request for that one; answered, it polls for all of them. */
export class ParkedProviders {
  readonly #byAddress = new Map<string, Set<() => void>>();

  /** @param release answers the poll  @returns the poll waits no longer */
  park(address: string, release: () => void): () => void {
    const parked = this.#byAddress.get(address) ?? new Set();
    if (parked.size === 0) this.#byAddress.set(address, parked);
    parked.add(release);
    return () => {
      if (parked.delete(release) && parked.size === 0) this.#byAddress.delete(address);
    };
  }

  /** Answers all polls of an address. */
  release(address: string): void {
    for (const release of [...(this.#byAddress.get(address) ?? [])]) release();
  }
}
