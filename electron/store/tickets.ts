import type { RegdeskError } from "#shared/errors.ts";

/** The promises that wait for an answer of the writer's thread. */
export class Tickets {
  readonly #waiting = new Map<number, PromiseWithResolvers<void>>();
  #last = 0;
  /** Why no ticket is given any more. */
  #closed: RegdeskError | undefined;

  take(send: (ticket: number) => void): Promise<void> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed);
    const ticket = ++this.#last;
    const waiting = Promise.withResolvers<undefined>() as PromiseWithResolvers<void>;
    this.#waiting.set(ticket, waiting);
    send(ticket);
    return waiting.promise;
  }

  settle(tickets: Iterable<number>, failure?: RegdeskError): void {
    for (const ticket of tickets) {
      const waiting = this.#waiting.get(ticket);
      this.#waiting.delete(ticket);
      if (failure === undefined) waiting?.resolve();
      else waiting?.reject(failure);
    }
  }

  /** Fails whoever waits, and whoever comes. */
  close(failure: RegdeskError): void {
    this.#closed ??= failure;
    this.settle([...this.#waiting.keys()], failure);
  }
}
