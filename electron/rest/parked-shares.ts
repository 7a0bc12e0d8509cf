/** A poll that waits. Those of an address are chained in the order in which they came: none is looked for. */
export interface Held {
  /** What it holds while it waits, in names. */
  readonly load: number;
  readonly share: Share;
  earlier: Held | undefined;
  later: Held | undefined;
  /** Answers it early. */
  makeRoom(): void;
}

/** What the polls of an address hold while they wait, in names. */
export interface Share {
  readonly address: string;
  names: number;
  first: Held | undefined;
  last: Held | undefined;
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
    const share: Share = { address, names: 0, first: undefined, last: undefined };
    this.#byAddress.set(address, share);
    return share;
  }

  take(held: Held): void {
    const { share, load } = held;
    held.earlier = share.last;
    if (share.last === undefined) share.first = held;
    else share.last.later = held;
    share.last = held;
    share.names += load;
    this.#names += load;
  }

  giveBack(held: Held): void {
    const { share, load, earlier, later } = held;
    if (earlier === undefined) share.first = later;
    else earlier.later = later;
    if (later === undefined) share.last = earlier;
    else later.earlier = earlier;
    held.earlier = held.later = undefined; // an answer that is on its way must not hold the others
    share.names -= load;
    this.#names -= load;
    if (share.first === undefined) this.#byAddress.delete(share.address);
  }

  greediest(): Share | undefined {
    let greediest: Share | undefined;
    for (const share of this.#byAddress.values()) {
      if (greediest === undefined || share.names > greediest.names) greediest = share;
    }
    return greediest;
  }
}
