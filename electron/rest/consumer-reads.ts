import type { ServerResponse } from "node:http";
import type { RegisterName } from "#shared/model/register.ts";
import type { Registry } from "../registry/registry.ts";
import { answerJson, orRefuse } from "./answer.ts";
import type { RestContext } from "./context.ts";
import type { Ending, Poll } from "./parked-polls.ts";
import { PollMemory, setKey } from "./poll-memory.ts";
import { namesIn, sinceIn, waitIn } from "./query.ts";
import { incomingOf } from "./request.ts";
import { changesAfter, snapshot } from "./snapshot.ts";
import { WholeBody } from "./whole-body.ts";

/** `GET /consumer`. The framework is left at once: what it makes of a request would be held as long as a poll waits. */
export class ConsumerReads {
  readonly #context: RestContext;
  readonly #memory = new PollMemory<number>();
  readonly #whole: WholeBody;

  constructor(context: RestContext) {
    this.#context = context;
    this.#whole = new WholeBody(context.registry);
  }

  answer(response: ServerResponse, query: URLSearchParams): void {
    orRefuse(response, this.#context, () => {
      const { arrivals, registry, parked } = this.#context;
      arrivals.accepted(incomingOf(response.req), 0);
      const read = new ConsumerRead(this, registry, response, query);
      if (read.wait === 0 || this.#hasNews(read)) this.#tell(read);
      else parked.park(read);
    });
  }

  tell(read: ConsumerRead): void {
    orRefuse(read.response, this.#context, () => this.#tell(read));
  }

  /** Whether something has changed since the client was last told. */
  #hasNews({ response, names, since }: ConsumerRead): boolean {
    const told = since ?? this.#memory.lastTold(incomingOf(response.req), setKey(names));
    return told !== undefined && this.#context.registry.hasChanged(names, told);
  }

  #tell({ response, names, wait, since }: ConsumerRead): void {
    const { registry } = this.#context;
    const { revision } = registry;
    if (since !== undefined) {
      const changes = changesAfter(registry, names, since) ?? `{"registers":{},"removed":[],"revision":${revision}}`;
      return answerJson(response, this.#context, changes);
    }
    this.#memory.telling(incomingOf(response.req), response, setKey(names), revision, wait > 0);
    answerJson(response, this.#context, names === undefined ? this.#whole.bytes() : snapshot(registry, names));
  }
}

/** One of them. All that is held while it waits. */
class ConsumerRead implements Poll {
  readonly response: ServerResponse;
  readonly names: RegisterName[] | undefined;
  readonly wait: number;
  /** The revision after which the client wants to know what changed; undefined when it wants everything. */
  readonly since: number | undefined;
  readonly #reads: ConsumerReads;
  readonly #registry: Registry;

  /** @throws {RegdeskError} `DURATION_INVALID` or `SINCE_INVALID` */
  constructor(reads: ConsumerReads, registry: Registry, response: ServerResponse, query: URLSearchParams) {
    this.#reads = reads;
    this.#registry = registry;
    this.response = response;
    this.names = namesIn(query);
    this.wait = waitIn(query);
    this.since = sinceIn(query);
  }

  subscribe(wake: () => void): () => void {
    return this.#registry.onceChanged(this.names, wake);
  }

  ended(how: Ending): void {
    // Whoever brought the news is answered first.
    if (how !== "gone") queueMicrotask(() => this.#reads.tell(this));
  }
}
