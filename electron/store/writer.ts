import { RegdeskError } from "#shared/errors.ts";
import { Worker } from "node:worker_threads";
import type { Write, WriterAnswer, WriterMessage } from "./write.ts";

/** The host's end of the writer's thread. */
export interface Writer extends AsyncDisposable {
  /** Resolves once the write is on the disk and survives the loss of power. Writes are committed in the order of the calls.
   *  @throws {RegdeskError} `STORE_UNAVAILABLE` when it could not be stored; then nothing of it is */
  commit(write: Write): Promise<void>;
}

export async function startWriter(path: string): Promise<Writer> {
  // In the sources the thread is a .ts file, in the bundle a .js file; either way it lies beside this one.
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const worker = new Worker(new URL(`./writer-thread.${extension}`, import.meta.url), { workerData: { path } });
  const tickets = new Tickets();
  const opened = Promise.withResolvers<undefined>();
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));

  worker.on("message", (answer: WriterAnswer) => {
    if (answer.kind === "open") opened.resolve(undefined);
    else if (answer.kind === "committed") tickets.settle(answer.tickets);
    else tickets.settle(answer.tickets, unavailable(`${answer.message} (${answer.code})`));
  });
  worker.once("error", (error: Error) => {
    opened.reject(error);
    tickets.close(unavailable(error.message));
  });
  void exited.then(() => tickets.close(unavailable("the writer has stopped")));
  await opened.promise;

  const send = (message: WriterMessage): void => worker.postMessage(message);
  return {
    commit: (write) => tickets.take((ticket) => send({ kind: "write", ticket, write })),
    async [Symbol.asyncDispose]() {
      send({ kind: "close" });
      await exited;
    },
  };
}

function unavailable(why: string): RegdeskError {
  return new RegdeskError(
    "STORE_UNAVAILABLE",
    `Regdesk could not write to its database: ${why}; check the disk of the data directory`,
  );
}

/** The promises that wait for an answer of the thread. */
class Tickets {
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

  close(failure: RegdeskError): void {
    this.#closed ??= failure;
    this.settle([...this.#waiting.keys()], failure);
  }
}
