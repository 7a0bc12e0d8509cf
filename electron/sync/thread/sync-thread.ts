import { Worker } from "node:worker_threads";
import type { Clock, Timer } from "#shared/clock.ts";
import type { TestStep } from "#shared/contract/sources.ts";
import type { Source, SourceName } from "#shared/model/source.ts";
import type { Logger } from "../../logging.ts";
import type { RowsChange } from "../source-store.ts";
import { SyncFailure } from "../sync-failure.ts";
import {
  cancelled,
  type Evaluated,
  type Evaluation,
  type Failure,
  type ThreadAnswer,
  type ThreadQuestion,
} from "./thread-message.ts";

/** Whoever waits is let go of at once; a thread that does not notice within this time is ended, in milliseconds. */
const NOTICES_WITHIN = 10_000;
/** How long a watch that was lost with the thread is left alone, in milliseconds. */
const WATCHES_AGAIN_AFTER = 1_000;

type Answer<Kind extends ThreadAnswer["kind"]> = Extract<ThreadAnswer, { kind: Kind }>;
type Asked<Question = ThreadQuestion> = Question extends { readonly ticket: number } ? Omit<Question, "ticket"> : never;

interface Waiting {
  readonly heard: (answer: ThreadAnswer) => void;
  readonly failed: (error: Error) => void;
  /** Set while it is cancelled and the thread has not noticed. */
  patience?: Timer | undefined;
}

export interface SyncThreadOptions {
  /** The file that the thread runs. */
  readonly script: URL;
  /** What the script is given. */
  readonly workerData: unknown;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The host's end of the thread that syncs. It begins with the first question, and anew after it died. */
export class SyncThread implements AsyncDisposable {
  readonly #options: SyncThreadOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #exited: Promise<void> = Promise.resolve();
  #ticket = 0;
  #generation = 1;
  #isOver = false;

  constructor(options: SyncThreadOptions) {
    this.#options = options;
  }

  /** Rises when the thread begins anew and knows nothing any more. */
  get generation(): number {
    return this.#generation;
  }

  /** Looks at a source up to the point where something would be changed, and holds what would.
   *  @throws {SyncFailure}; `AbortError` at once when the signal is aborted */
  async evaluate(evaluation: Evaluation, signal?: AbortSignal): Promise<Evaluated> {
    const answer = await this.#ask({ kind: "evaluate", evaluation }, signal);
    return (answer as Answer<"evaluated">).evaluated;
  }

  /** What is held of a source, part by part. @returns undefined behind the last part */
  async portion(source: SourceName, index: number): Promise<RowsChange | undefined> {
    return ((await this.#ask({ kind: "portion", source, index })) as Answer<"portion">).change;
  }

  /** All that is held of a source, for the store. */
  async text(source: SourceName): Promise<SharedArrayBuffer> {
    return ((await this.#ask({ kind: "text", source })) as Answer<"text">).json;
  }

  /** What is held of a source counts from now on. */
  applied(source: SourceName): void {
    this.#worker?.postMessage({ kind: "applied", source } satisfies ThreadQuestion);
  }

  /** What is held of a source is dropped. */
  drop(source: SourceName): void {
    this.#worker?.postMessage({ kind: "dropped", source } satisfies ThreadQuestion);
  }

  forget(source: SourceName): void {
    this.#worker?.postMessage({ kind: "forget", source } satisfies ThreadQuestion);
  }

  /** Goes the way to a source's registers step by step. */
  async *test(
    source: Source,
    secret: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<TestStep, void, undefined> {
    const steps: TestStep[] = [];
    let wake = Promise.withResolvers<undefined>();
    const course = { isOver: false };
    const work = this.#ask({ kind: "test", source, secret }, signal, (answer) => {
      if (answer.kind === "step") steps.push(answer.step);
      wake.resolve(undefined);
    }).finally(() => {
      course.isOver = true;
      wake.resolve(undefined);
    });
    work.catch(() => undefined); // thrown below, when the steps before it have been taken
    for (;;) {
      for (let step = steps.shift(); step !== undefined; step = steps.shift()) yield step;
      if (course.isOver) break;
      await wake.promise;
      wake = Promise.withResolvers();
    }
    await work;
  }

  /** Calls after each change of a peer, which the next evaluation finds. @throws {SyncFailure} when the peer is lost */
  async follow(
    source: Source,
    { secret, since }: { readonly secret: string | undefined; readonly since: string | undefined },
    heard: () => void,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#ask({ kind: "follow", source, secret, since }, signal, ({ kind }) => {
      if (kind === "heard") heard();
    });
  }

  /** Calls when a source's files may have changed, also after the thread had to begin anew. */
  watch(source: Source, changed: () => void): Disposable {
    const ended = new AbortController();
    const watch = (): void => {
      const watching = this.#ask({ kind: "watch", source }, ended.signal, ({ kind }) => {
        if (kind === "heard") changed();
      });
      watching.catch((error: unknown) => {
        if (ended.signal.aborted || this.#isOver) return;
        this.#options.log.warn({ source: source.name, err: error }, "the files are not watched");
        again = this.#options.clock.after(WATCHES_AGAIN_AFTER, () => {
          watch();
          changed();
        });
      });
    };
    let again: Timer | undefined;
    watch();
    return {
      [Symbol.dispose]: () => {
        again?.cancel();
        ended.abort();
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    this.#worker?.postMessage({ kind: "close" } satisfies ThreadQuestion);
    const patience = this.#options.clock.after(NOTICES_WITHIN, () => void this.#worker?.terminate());
    await this.#exited;
    patience.cancel();
  }

  #ask(asked: Asked, signal?: AbortSignal, heard?: (answer: ThreadAnswer) => void): Promise<ThreadAnswer> {
    if (this.#isOver) return Promise.reject(lost("Regdesk is stopping"));
    if (signal?.aborted === true) return Promise.reject(cancelled());
    const ticket = ++this.#ticket;
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        this.#cancel(ticket);
        reject(cancelled());
      };
      const over = (): void => {
        signal?.removeEventListener("abort", cancel);
        this.#waiting.get(ticket)?.patience?.cancel();
        this.#waiting.delete(ticket);
      };
      this.#waiting.set(ticket, {
        heard: (answer) => {
          if (answer.kind === "step" || answer.kind === "heard") return heard?.(answer);
          over();
          if (answer.kind === "failed") reject(errorOf(answer.failure));
          else if (answer.kind === "cancelled") reject(cancelled());
          else resolve(answer);
        },
        failed: (error) => {
          over();
          reject(error);
        },
      });
      signal?.addEventListener("abort", cancel, { once: true });
      this.#running().postMessage({ ...asked, ticket });
    });
  }

  /** The thread is told; one that is too busy to listen is ended, and all that it does fails. */
  #cancel(ticket: number): void {
    const waiting = this.#waiting.get(ticket);
    this.#worker?.postMessage({ kind: "cancel", ticket } satisfies ThreadQuestion);
    if (waiting === undefined) return;
    const worker = this.#worker;
    waiting.patience = this.#options.clock.after(NOTICES_WITHIN, () => void worker?.terminate());
  }

  #running(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const { script, workerData, log } = this.#options;
    const worker = new Worker(script, { workerData });
    this.#worker = worker;
    worker.on("message", (answer: ThreadAnswer) => this.#waiting.get(answer.ticket)?.heard(answer));
    worker.once("error", (error: Error) => {
      log.error({ err: error }, "the thread that syncs failed; the next sync starts it anew");
      this.#died(worker, error.message);
    });
    this.#exited = new Promise((resolve) => {
      worker.once("exit", () => {
        this.#died(worker, "it ended");
        resolve();
      });
    });
    return worker;
  }

  #died(worker: Worker, why: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#generation++;
    for (const { failed } of [...this.#waiting.values()]) failed(lost(why));
  }
}

function lost(why: string): SyncFailure {
  const message = `The thread that syncs has stopped (${why}); the next sync starts it anew.`;
  return new SyncFailure({ code: "HandlerCreationFailed", message });
}

function errorOf(failure: Failure): Error {
  if (failure.kind === "sync-error") return new SyncFailure(failure.error, { retryAfter: failure.retryAfter });
  const error = new Error(failure.message);
  if (failure.stack !== undefined) error.stack = failure.stack;
  return error;
}
