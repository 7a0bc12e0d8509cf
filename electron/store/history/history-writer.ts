import { Worker } from "node:worker_threads";
import { RegdeskError } from "#shared/errors.ts";
import type { HistoryStore, HistoryWrite, Retention } from "../../history/history-store.ts";
import type { Logger } from "../../logging.ts";
import { troubleOf, type Trouble } from "../trouble.ts";
import type { HistoryMessage, HistoryMessageAnswer } from "./history-message.ts";

export interface HistoryWriterOptions {
  /** Of the history's file. */
  readonly path: string;
  readonly log: Logger;
  /** A damaged history was put there; a new one begins. */
  readonly onSetAside: (path: string) => void;
}

const WHY: Readonly<Record<Trouble["reason"], string>> = {
  "disk-full": "the disk is full, or nearly; make room on it",
  "read-only": "it may not be written; give this user the right to write in the data directory",
  locked: "another program holds it; close that program",
  corrupt: "it is damaged; it is set aside, and a new one begins",
  "disk-error": "the disk fails; check it",
  "writer-stopped": "its thread has stopped; restart Regdesk",
};

/** The host's end of the history's thread, which starts with the first write: a start does not wait for it. */
export class HistoryWriter implements HistoryStore, AsyncDisposable {
  readonly #options: HistoryWriterOptions;
  readonly #waiting: PromiseWithResolvers<undefined>[] = [];
  #worker: Worker | undefined;
  #exited: Promise<void> = Promise.resolve();
  /** Why nothing can be kept any more. */
  #closed: RegdeskError | undefined;

  constructor(options: HistoryWriterOptions) {
    this.#options = options;
  }

  keep(write: HistoryWrite): Promise<void> {
    return this.#asked({ kind: "keep", write });
  }

  forget(names: readonly string[]): Promise<void> {
    return this.#asked({ kind: "forget", names });
  }

  clean(retention: Retention): void {
    if (this.#closed === undefined) this.#send({ kind: "clean", retention });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed ??= new RegdeskError("STORE_UNAVAILABLE", "Regdesk is stopping; try again when it runs");
    this.#worker?.postMessage({ kind: "close" } satisfies HistoryMessage);
    await this.#exited;
  }

  async #asked(message: HistoryMessage): Promise<void> {
    if (this.#closed !== undefined) throw this.#closed;
    const waiting = Promise.withResolvers<undefined>();
    this.#waiting.push(waiting);
    this.#send(message);
    await waiting.promise;
  }

  #send(message: HistoryMessage): void {
    this.#worker ??= this.#started();
    this.#worker.postMessage(message);
  }

  #started(): Worker {
    const { path, log } = this.#options;
    // In the sources the thread is a .ts file, in the bundle a .js file; either way it lies beside this one.
    const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
    const worker = new Worker(new URL(`./history-thread.${extension}`, import.meta.url), { workerData: { path } });
    worker.on("message", (answer: HistoryMessageAnswer) => this.#take(answer));
    worker.once("error", (error: Error) => {
      log.error({ err: error }, "the history's thread failed");
      this.#failAll(
        new RegdeskError("STORE_UNAVAILABLE", `The history's thread has stopped (${error.message}); restart Regdesk.`),
      );
    });
    this.#exited = new Promise((resolve) => {
      worker.once("exit", () => {
        this.#failAll(new RegdeskError("STORE_UNAVAILABLE", "Regdesk is stopping; try again when it runs"));
        resolve();
      });
    });
    return worker;
  }

  #take(answer: HistoryMessageAnswer): void {
    if (answer.kind === "set-aside") return this.#options.onSetAside(answer.path);
    const waiting = this.#waiting.shift();
    if (answer.kind === "kept") return waiting?.resolve(undefined);
    const { path } = this.#options;
    const why = WHY[troubleOf(answer.code, path).reason];
    waiting?.reject(new RegdeskError("STORE_UNAVAILABLE", `${path} cannot be written: ${why}.`));
  }

  #failAll(failure: RegdeskError): void {
    this.#closed ??= failure;
    for (const { reject } of this.#waiting.splice(0)) reject(failure);
  }
}
