/** What the polls of an address hold while they wait, in names. */
export interface Share {
  readonly address: string;
  names: number;
}

/** Who holds how much of the room for parked polls. */
export class ParkedShares {
  readonly #byAddress = new Map<string, Share>();
  #names = 0;

  /** Of all. */
  get names(): number {
    return this.#names;
  }

  namesOf(address: string): number {
    return this.#byAddress.get(address)?.names ?? 0;
  }

  of(address: string): Share {
    const known = this.#byAddress.get(address);
    if (known !== undefined) return known;
    const share: Share = { address, names: 0 };
    this.#byAddress.set(address, share);
    return share;
  }

  take(share: Share, names: number): void {
    share.names += names;
    this.#names += names;
  }

  giveBack(share: Share, names: number): void {
    share.names -= names;
    this.#names -= names;
    if (share.names === 0) this.#byAddress.delete(share.address);
  }

  greediest(): Share | undefined {
    let greediest: Share | undefined;
    for (const share of this.#byAddress.values()) {
      if (greediest === undefined || share.names > greediest.names) greediest = share;
    }
    return greediest;
  }
}
