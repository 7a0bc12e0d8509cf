import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { Ledger } from "./ledger.ts";
import type { Outbox } from "./outbox.ts";

/** Requests on their way to one provider. Whoever carries them says how it went, exactly once. */
export interface Delivery {
  readonly requests: readonly ChangeRequest[];
  /** The answer was written out in full. */
  written(): void;
  /** The connection died first: they stay deliverable. */
  lost(): void;
}

/** Told once for each delivery how it ended. */
export interface DeliveryNews {
  delivered(requests: readonly ChangeRequest[]): void;
  lost(requests: readonly ChangeRequest[]): void;
  /** It never began, because the attempt could not be stored. */
  notBegun(requests: readonly ChangeRequest[]): void;
}

/** Hands requests to providers, at least once each. The attempt is stored before the first byte goes out, so that after
 *  a crash the next attempt is known to be a repetition. */
export class Deliveries {
  readonly #ledger: Ledger;
  readonly #outbox: Outbox;
  readonly #news: DeliveryNews;

  constructor(ledger: Ledger, outbox: Outbox, news: DeliveryNews) {
    this.#ledger = ledger;
    this.#outbox = outbox;
    this.#news = news;
  }

  take(names: readonly RegisterName[] | undefined): Promise<Delivery> | undefined {
    const ready = this.#outbox.ready(names).filter(({ id }) => !this.#ledger.isMoving(id));
    return ready.length === 0 ? undefined : this.#start(ready);
  }

  async #start(ready: readonly ChangeRequest[]): Promise<Delivery> {
    this.#outbox.reserve(ready);
    const requests = ready.map((request) => ({ ...request, deliveries: request.deliveries + 1 }));
    try {
      await this.#ledger.update(requests);
    } catch (error) {
      this.#news.notBegun(ready);
      throw error;
    }
    return { requests, written: () => this.#news.delivered(requests), lost: () => this.#news.lost(ready) };
  }
}
