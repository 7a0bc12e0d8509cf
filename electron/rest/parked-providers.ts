const MISSED_KEPT = 10_000;

/** The provider polls that wait right now, by the address they came from. A client does not interrupt its poll when it
 *  provides one register more, so its poll would not hear of a request for that one; answered, it polls for all of them. */
export class ParkedProviders {
  readonly #byAddress = new Map<string, Set<() => void>>();
  /** Addresses of which no poll waited when they were to be answered. */
  readonly #missed = new Set<string>();

  /** Whether the polls of an address were to be answered when none waited: one may have been on its way. Asked once. */
  wasMissed(address: string): boolean {
    return this.#missed.delete(address);
  }

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
    const parked = [...(this.#byAddress.get(address) ?? [])];
    if (parked.length === 0) this.#miss(address);
    for (const release of parked) release();
  }

  #miss(address: string): void {
    this.#missed.add(address);
    const [oldest] = this.#missed;
    if (this.#missed.size > MISSED_KEPT && oldest !== undefined) this.#missed.delete(oldest);
  }
}
