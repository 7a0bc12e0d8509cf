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

/** So many turns of the event loop without another write, and it is sent. */
const QUIET_TURNS = 2;
/** Nobody waits longer than so many turns for others to come. */
const MOST_TURNS = 20;

/** A batch goes as soon as it is so large a part of what is expected. */
const NEARLY_ALL = 0.95;
/** As long as no more are expected, the disk is waited for with nothing to do in any case. */
const FEW = 10;

/** Gathers writes into one message: a message to a thread, and a commit, cost more than what is in them. One batch is under way at
 *  a time; what comes meanwhile goes with the next. Whoever is answered asks again at once, so the next waits for a turn or two
 *  in which nobody else comes: one commit for fifty takes two thirds of two for twenty-five. It does not wait for the very last
 *  of them: with those there is something to do while the disk is waited for.
 *  Batches are answered in the order in which they were sent. */
export class GatheredWrites {
  readonly #send: (batch: Batch) => void;
  readonly #sent: Waiting[][] = [];
  #batch = emptyBatch();
  #waiting: Waiting[] = [];
  #isGathering = false;
  /** How many will be waiting if all come again that were there when the last batch was stored. */
  #expected = 0;
  /** Why nothing can be stored any more. */
  #closed: RegdeskError | undefined;

  constructor(send: (batch: Batch) => void) {
    this.#send = send;
  }

  /** @returns where its lines came to stand in the audit, once it is stored */
  add(write: Write): Promise<Iterable<ChainLink>> {
    if (this.#closed !== undefined) return Promise.reject(this.#closed);
    addTo(this.#batch, write);
    const { promise, resolve, reject } = Promise.withResolvers<Iterable<ChainLink>>();
    this.#waiting.push({ lines: write.activity?.length ?? 0, resolve, reject });
    if (this.#sent.length > 0) return promise;
    if (this.#expected > FEW && this.#waiting.length >= NEARLY_ALL * this.#expected) this.flush();
    else this.#gather();
    return promise;
  }

  /** Sends now what there is. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    this.#send(this.#batch);
    this.#sent.push(this.#waiting);
    this.#waiting = [];
    this.#batch = emptyBatch();
  }

  /** So many batches are stored. @param firstLine the id of their first line  @param hashes of all of their lines */
  committed(batches: number, firstLine: number, hashes: string): void {
    let line = 0;
    const stored = this.#sent.splice(0, batches).flat();
    this.#expected = stored.length + this.#waiting.length;
    for (const { lines, resolve } of stored) {
      resolve(new CommittedLinks(firstLine, hashes, line, line + lines));
      line += lines;
    }
    this.#sendNext();
  }

  /** So many batches could not be stored. */
  failed(batches: number, failure: RegdeskError): void {
    for (const { reject } of this.#sent.splice(0, batches).flat()) reject(failure);
    this.#sendNext();
  }

  /** Fails whoever waits, and whoever comes. */
  close(failure: RegdeskError): void {
    this.#closed ??= failure;
    this.failed(this.#sent.length, failure);
    for (const { reject } of this.#waiting.splice(0)) reject(failure);
  }

  #sendNext(): void {
    if (this.#sent.length === 0 && this.#closed === undefined) this.#gather();
  }

  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    let [seen, quiet, turns] = [0, 0, 0];
    const turn = (): void => {
      if (this.#sent.length > 0) return void (this.#isGathering = false);
      quiet = this.#waiting.length > seen ? 0 : quiet + 1;
      seen = this.#waiting.length;
      if (quiet <= QUIET_TURNS && ++turns < MOST_TURNS) return void setImmediate(turn);
      this.#isGathering = false;
      this.flush();
    };
    setImmediate(turn);
  }
}
