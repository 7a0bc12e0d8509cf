import { RegdeskError } from "#shared/errors.ts";
import { Worker } from "node:worker_threads";
import type { Logger } from "../logging.ts";
import type { Answer, QueryName, Question } from "./queries.ts";
import { Tickets } from "./tickets.ts";

export interface ReaderQuestion {
  readonly ticket: number;
  readonly name: QueryName;
  readonly question: unknown;
}

/** An answer, or the sentence why there is none. */
export type ReaderAnswer =
  { readonly ticket: number; readonly answer: unknown } | { readonly ticket: number; readonly refusal: string };

/** The host's end of the reader's thread, which starts with the first question: most runs begin and end without one. */
export class Reader implements AsyncDisposable {
  readonly #path: string;
  readonly #log: Logger;
  #thread: ReaderThread | undefined;
  #stopped = false;

  /** @param path the database, which another thread may be writing */
  constructor(path: string, log: Logger) {
    this.#path = path;
    this.#log = log;
  }

  /** What was stored when the question came up. One question is answered after the other.
   *  @throws {RegdeskError} `STORE_UNAVAILABLE` when the database cannot be read */
  ask<Name extends QueryName>(name: Name, question: Question<Name>): Promise<Answer<Name>> {
    if (this.#stopped) return Promise.reject(stopping());
    this.#thread ??= new ReaderThread(this.#path, (error) => {
      this.#log.error({ err: error }, "the reader of the past failed; the next question starts it anew");
      this.#thread = undefined;
    });
    return this.#thread.ask(name, question) as Promise<Answer<Name>>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopped = true;
    await this.#thread?.[Symbol.asyncDispose]();
  }
}

class ReaderThread implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #tickets = new Tickets<unknown>();
  readonly #exited: Promise<void>;

  constructor(path: string, onFailure: (error: Error) => void) {
    // In the sources the thread is a .ts file, in the bundle a .js file; either way it lies beside this one.
    const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
    this.#worker = new Worker(new URL(`./reader-thread.${extension}`, import.meta.url), { workerData: { path } });
    this.#worker.on("message", (message: ReaderAnswer) => {
      if ("answer" in message) this.#tickets.resolve(message.ticket, message.answer);
      else this.#tickets.reject(message.ticket, new RegdeskError("STORE_UNAVAILABLE", message.refusal));
    });
    this.#worker.once("error", (error: Error) => {
      onFailure(error);
      const message = `The past cannot be read (${error.message}); try again, and restart Regdesk if that does not help`;
      this.#tickets.close(new RegdeskError("STORE_UNAVAILABLE", message, { cause: error }));
    });
    this.#exited = new Promise((resolve) => {
      this.#worker.once("exit", () => {
        this.#tickets.close(stopping());
        resolve();
      });
    });
  }

  ask(name: QueryName, question: unknown): Promise<unknown> {
    return this.#tickets.take((ticket) =>
      this.#worker.postMessage({ ticket, name, question } satisfies ReaderQuestion),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#worker.postMessage("close");
    await this.#exited;
  }
}

function stopping(): RegdeskError {
  return new RegdeskError("STORE_UNAVAILABLE", "Regdesk is stopping; try again when it runs");
}
