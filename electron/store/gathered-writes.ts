import type { TicketedWrite } from "./write.ts";

/** Gathers the writes of one turn of the event loop into one message: a message to a thread costs as much as a small write. */
export class GatheredWrites {
  readonly #send: (writes: readonly TicketedWrite[]) => void;
  #gathered: TicketedWrite[] = [];

  constructor(send: (writes: readonly TicketedWrite[]) => void) {
    this.#send = send;
  }

  add(write: TicketedWrite): void {
    this.#gathered.push(write);
    if (this.#gathered.length === 1) setImmediate(() => this.flush());
  }

  /** Sends now what there is. */
  flush(): void {
    if (this.#gathered.length === 0) return;
    const writes = this.#gathered;
    this.#gathered = [];
    this.#send(writes);
  }
}
