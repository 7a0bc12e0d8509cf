import type { ServerResponse } from "node:http";
import type { Registry } from "../registry/registry.ts";
import { answerError, answerWith, jsonAnswer, orRefuse, type JsonAnswer } from "./answer.ts";
import type { RestContext } from "./context.ts";
import type { Ending, Poll } from "./parked-polls.ts";
import { PollMemory } from "./poll-memory.ts";
import { SameAnswer } from "./same-answer.ts";
import { Questions, type Question } from "./question.ts";
import { incomingOf } from "./request.ts";
import { changesAfter, snapshot } from "./snapshot.ts";
import { hasChanged, onceChanged } from "./view.ts";
import { WholeBody } from "./whole-body.ts";

/** `GET /consumer`. The framework is left at once: what it makes of a request would be held as long as a poll waits. */
export class ConsumerReads implements Disposable {
  readonly #context: RestContext;
  readonly #questions = new Questions();
  readonly #memory = new PollMemory<number>();
  /** Made for the first who asks for all registers: a start does not wait for it. */
  #whole: WholeBody | undefined;
  /** Those whose wait is over, until they are answered. */
  #over: ConsumerRead[] = [];

  constructor(context: RestContext) {
    this.#context = context;
  }

  [Symbol.dispose](): void {
    this.#whole?.[Symbol.dispose]();
  }

  answer(response: ServerResponse, query: URLSearchParams): void {
    orRefuse(response, this.#context, () => {
      const { access, arrivals, registry, parked } = this.#context;
      arrivals.accepted(incomingOf(response.req));
      const question = this.#questions.of(response.req.url ?? "", query, access.registersOf(response.req));
      if (question.wait === 0 || this.#hasNews(response, question)) this.#tell(response, question);
      else parked.park(new ConsumerRead(this, registry, response, question));
    });
  }

  /** Answers a read whose wait is over, with all others of the same moment: thousands may wait for the same news. */
  over(read: ConsumerRead): void {
    // Whoever brought the news is answered first.
    if (this.#over.length === 0) queueMicrotask(() => this.#tellAll());
    this.#over.push(read);
  }

  hungUp({ response, waited }: ConsumerRead): void {
    if (response.writableEnded) return; // was turned away, which is noted
    this.#context.arrivals.hungUp(incomingOf(response.req), waited);
  }

  /** Makes one answer for all who asked the same. What is noted of each is noted when the last one is on its way. */
  #tellAll(): void {
    const { registry, stopping } = this.#context;
    const answers = new Map<Question, SameAnswer>();
    const over = this.#over;
    this.#over = [];
    const told: ConsumerRead[] = [];
    for (const read of over) {
      const { response, question } = read;
      if (response.writableEnded) continue; // was turned away
      if (response.destroyed) {
        this.hungUp(read);
        continue;
      }
      try {
        let answer = answers.get(question);
        if (answer === undefined) answers.set(question, (answer = new SameAnswer(this.#made(question), stopping)));
        answer.send(response);
        told.push(read);
      } catch (error) {
        answerError(response, this.#context, error);
      }
    }
    const { revision } = registry;
    process.nextTick(() => {
      for (const answer of answers.values()) answer.finish();
      // Node has by then ended the answers that the system took at once, which mostly are all.
      process.nextTick(() => {
        for (const { response, question, waited } of told) {
          this.#remember(response, question, revision);
          this.#note(response, answers.get(question)?.length ?? 0, waited);
        }
      });
    });
  }

  /** Whether something has changed since the client was last told. */
  #hasNews({ req }: ServerResponse, question: Question): boolean {
    const told = question.since ?? this.#memory.lastTold(incomingOf(req), question.set);
    return told !== undefined && hasChanged(this.#context.registry, question, told);
  }

  #tell(response: ServerResponse, question: Question): void {
    const answer = this.#made(question);
    this.#remember(response, question, this.#context.registry.revision);
    answerWith(response, this.#context.stopping, answer);
    this.#note(response, answer.bytes, 0);
  }

  /** @param waited in milliseconds */
  #note(response: ServerResponse, bytes: number, waited: number): void {
    this.#context.arrivals.answered(incomingOf(response.req), 200, "read", bytes, waited);
  }

  /** What the client was told, as soon as all of it was written out. */
  #remember(response: ServerResponse, { wait, since, set }: Question, revision: number): void {
    if (since === undefined) this.#memory.telling(incomingOf(response.req), response, set, revision, wait > 0);
  }

  /** The answer as of now. */
  #made(question: Question): JsonAnswer {
    const { registry } = this.#context;
    const { revision } = registry;
    const { names, within, since } = question;
    if (since !== undefined) {
      const changes = changesAfter(registry, question, since) ?? `{"registers":{},"removed":[],"revision":${revision}}`;
      return jsonAnswer(revision, changes);
    }
    const isWhole = names === undefined && within.length === 0;
    return jsonAnswer(revision, isWhole ? this.#all().bytes() : snapshot(registry, question));
  }

  #all(): WholeBody {
    this.#whole ??= new WholeBody(this.#context.registry);
    return this.#whole;
  }
}

/** One of them that waits. All that is held of it meanwhile. */
class ConsumerRead implements Poll {
  readonly response: ServerResponse;
  readonly question: Question;
  /** Known once the wait is over, in milliseconds. */
  waited = 0;
  readonly #reads: ConsumerReads;
  readonly #registry: Registry;

  constructor(reads: ConsumerReads, registry: Registry, response: ServerResponse, question: Question) {
    this.#reads = reads;
    this.#registry = registry;
    this.response = response;
    this.question = question;
  }

  get wait(): number {
    return this.question.wait;
  }

  get names(): number {
    return this.question.names?.length ?? 1;
  }

  subscribe(wake: () => void): () => void {
    return onceChanged(this.#registry, this.question, wake);
  }

  ended(how: Ending, waited: number): void {
    this.waited = Math.round(waited);
    if (how === "gone") this.#reads.hungUp(this);
    else this.#reads.over(this);
  }
}
