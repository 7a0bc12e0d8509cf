import type { RegdeskError } from "#shared/errors.ts";
import type { ChainLink } from "../audit/audit-store.ts";
import { addTo, emptyBatch, type Batch } from "./batch.ts";
import { CommittedLinks } from "./committed-links.ts";
import type { Write } from "./write.ts";

/** Somebody who waits until their write is on the disk. */
interface Waiting {
  /** How many lines of the audit it has. */
  readonly lines: number;
  readonly resolve: (links: Iterable<ChainLink>) => void;
  readonly reject: (failure: RegdeskError) => void;
}

/** Gathers the writes of one turn of the event loop into one message: a message to a thread costs as much as a small write.
 *  Batches are answered in the order in which they were sent. */
export class GatheredWrites {
  readonly #send: (batch: Batch) => void;
  readonly #sent: Waiting[][] = [];
  #batch = emptyBatch();
  #waiting: Waiting[] = [];
  /** Why nothing can be stored any more. */
  #closed: RegdeskError | undefined;

  constructor(send: (batch: Batch) => void) {
    this.#send = send;
  }

  /** @returns where its lines came to stand in the audit, once it is stored */
  add(write: Write): Promise<Iterable<ChainLink>> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed);
    addTo(this.#batch, write);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ lines: write.activity?.length ?? 0, resolve, reject });
      if (this.#waiting.length === 1) setImmediate(() => this.flush());
    });
  }

  /** Sends now what there is. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    this.#sent.push(this.#waiting);
    this.#send(this.#batch);
    this.#waiting = [];
    this.#batch = emptyBatch();
  }

  /** So many batches are stored. @param firstLine the id of their first line  @param hashes of all of their lines */
  committed(batches: number, firstLine: number, hashes: string): void {
    let line = 0;
    for (const { lines, resolve } of this.#sent.splice(0, batches).flat()) {
      resolve(new CommittedLinks(firstLine, hashes, line, line + lines));
      line += lines;
    }
  }

  /** So many batches could not be stored. */
  failed(batches: number, failure: RegdeskError): void {
    for (const { reject } of this.#sent.splice(0, batches).flat()) reject(failure);
  }

  /** Fails whoever waits, and whoever comes. */
  close(failure: RegdeskError): void {
    this.#closed ??= failure;
    this.failed(this.#sent.length, failure);
    for (const { reject } of this.#waiting.splice(0)) reject(failure);
  }
}
