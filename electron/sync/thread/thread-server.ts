/** The thread's end: answers what the host asks about sources, several at a time. Fetching, reading, hashing and comparing
 *  happen here, so that a source of a hundred thousand registers stalls nobody who waits for the host. */
import type { MessagePort } from "node:worker_threads";
import type { Source } from "#shared/model/source.ts";
import { SyncFailure } from "../sync-failure.ts";
import { evaluate, fetchFailure, readerOf, type ReadStored } from "./evaluate.ts";
import { followed } from "./followed.ts";
import { portionOf, textOf, type Held, type KnownSource } from "./known-source.ts";
import { cancelled, type Failure, type ThreadAnswer, type ThreadQuestion } from "./thread-message.ts";

type Of<Kind extends ThreadQuestion["kind"]> = Extract<ThreadQuestion, { kind: Kind }>;
type Long = Of<"evaluate" | "test" | "follow">;

const BEGUN_ANEW = "The thread that syncs had to begin anew in the middle of it; the next sync makes up for it.";

export function serveSync(port: MessagePort, readStored: ReadStored): void {
  const server = new ThreadServer((answer) => port.postMessage(answer), readStored);
  port.on("message", (question: ThreadQuestion) => {
    server.take(question);
    if (question.kind === "close") port.close();
  });
}

class ThreadServer {
  readonly #answer: (answer: ThreadAnswer) => void;
  readonly #readStored: ReadStored;
  readonly #sources = new Map<string, KnownSource>();
  readonly #underWay = new Map<number, AbortController>();
  readonly #watches = new Map<number, Disposable>();

  constructor(answer: (answer: ThreadAnswer) => void, readStored: ReadStored) {
    this.#answer = answer;
    this.#readStored = readStored;
  }

  take(question: ThreadQuestion): void {
    switch (question.kind) {
      case "evaluate":
      case "test":
      case "follow":
        return void this.#work(question);
      case "watch":
        return this.#watch(question);
      case "portion":
        return this.#givePortion(question);
      case "text":
        return this.#giveText(question);
      case "cancel":
        return this.#cancel(question.ticket);
      case "applied":
        return this.#settle(question.source, true);
      case "dropped":
        return this.#settle(question.source, false);
      case "forget":
        return void this.#sources.delete(question.source);
      case "close":
        return this.#close();
    }
  }

  async #work(question: Long): Promise<void> {
    const { ticket } = question;
    const controller = new AbortController();
    this.#underWay.set(ticket, controller);
    try {
      await this.#does(question, controller.signal);
      if (question.kind !== "evaluate") this.#answer({ kind: "ended", ticket });
    } catch (error) {
      if (controller.signal.aborted) this.#answer({ kind: "cancelled", ticket });
      else this.#answer({ kind: "failed", ticket, failure: failureOf(error) });
    } finally {
      this.#underWay.delete(ticket);
    }
  }

  async #does(question: Long, signal: AbortSignal): Promise<void> {
    const { ticket } = question;
    if (question.kind === "test") {
      for await (const step of readerOf(question).test(signal)) this.#answer({ kind: "step", ticket, step });
    } else if (question.kind === "follow") {
      const known = this.#known(question.source);
      for await (const read of followed(question, known, signal)) {
        known.followed = read;
        this.#answer({ kind: "heard", ticket });
      }
    } else {
      const { evaluation } = question;
      const evaluated = await evaluate(evaluation, this.#known(evaluation.source), this.#readStored, signal);
      this.#answer({ kind: "evaluated", ticket, evaluated });
    }
  }

  #watch({ ticket, source }: Of<"watch">): void {
    const changed = (): void => this.#answer({ kind: "heard", ticket });
    try {
      const watch = readerOf({ source, secret: undefined }).watch?.(changed);
      if (watch !== undefined) this.#watches.set(ticket, watch);
    } catch (error) {
      this.#answer({ kind: "failed", ticket, failure: failureOf(error) });
    }
  }

  #givePortion({ ticket, source, index }: Of<"portion">): void {
    this.#give(ticket, source, (held) => ({ kind: "portion", ticket, change: portionOf(held, index) }));
  }

  #giveText({ ticket, source }: Of<"text">): void {
    this.#give(ticket, source, (held) => ({ kind: "text", ticket, json: textOf(held) }));
  }

  #give(ticket: number, source: string, answer: (held: Held) => ThreadAnswer): void {
    try {
      const held = this.#sources.get(source)?.held;
      if (held === undefined) throw new SyncFailure({ code: "HandlerCreationFailed", message: BEGUN_ANEW });
      this.#answer(answer(held));
    } catch (error) {
      this.#answer({ kind: "failed", ticket, failure: failureOf(error) });
    }
  }

  #cancel(ticket: number): void {
    this.#underWay.get(ticket)?.abort(cancelled());
    const watch = this.#watches.get(ticket);
    if (watch === undefined) return;
    watch[Symbol.dispose]();
    this.#watches.delete(ticket);
    this.#answer({ kind: "cancelled", ticket });
  }

  #settle(source: string, isApplied: boolean): void {
    const known = this.#sources.get(source);
    if (known === undefined) return;
    if (isApplied && known.held !== undefined) known.applied = known.held.after;
    known.held = undefined;
  }

  #close(): void {
    for (const controller of this.#underWay.values()) controller.abort(cancelled());
    for (const ticket of this.#watches.keys()) this.#cancel(ticket);
  }

  #known({ name }: Source): KnownSource {
    let known = this.#sources.get(name);
    if (known === undefined) this.#sources.set(name, (known = {}));
    return known;
  }
}

function failureOf(thrown: unknown): Failure {
  const error = fetchFailure(thrown);
  if (error instanceof SyncFailure) return { kind: "sync-error", error: error.error, retryAfter: error.retryAfter };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: "bug", message, stack };
}
