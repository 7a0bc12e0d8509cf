import type { RegdeskError } from "#shared/errors.ts";

/** The promises that wait for an answer of a thread. */
export class Tickets<Answer> {
  readonly #waiting = new Map<number, PromiseWithResolvers<Answer>>();
  #last = 0;
  /** Why no ticket is given any more. */
  #closed: RegdeskError | undefined;

  take(send: (ticket: number) => void): Promise<Answer> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed);
    const ticket = ++this.#last;
    const waiting = Promise.withResolvers<Answer>();
    this.#waiting.set(ticket, waiting);
    send(ticket);
    return waiting.promise;
  }

  resolve(ticket: number, answer: Answer): void {
    this.#taken(ticket)?.resolve(answer);
  }

  reject(ticket: number, failure: RegdeskError): void {
    this.#taken(ticket)?.reject(failure);
  }

  /** Fails whoever waits, and whoever comes. */
  close(failure: RegdeskError): void {
    this.#closed ??= failure;
    for (const ticket of [...this.#waiting.keys()]) this.reject(ticket, failure);
  }

  #taken(ticket: number): PromiseWithResolvers<Answer> | undefined {
    const waiting = this.#waiting.get(ticket);
    this.#waiting.delete(ticket);
    return waiting;
  }
}
