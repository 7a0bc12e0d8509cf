import type { ServerResponse } from "node:http";
import type { Clock, Timer } from "#shared/clock.ts";
import { headLength } from "./request.ts";

/** How a wait ends: something happened, time is up or the listener stops, or the client hung up. */
export type Ending = "news" | "over" | "gone";

/** How many names all of them may wait for together. Each costs some 300 bytes while it is waited for, and one request has
 *  room for a hundred thousand. */
const MOST_NAMES = 1_000_000;

/** The head of a request is held as long as its poll waits; so many of its bytes count for a name. */
const BYTES_OF_A_NAME = 300;

/** A poll that waits for news. */
interface Waiting {
  readonly response: ServerResponse;
  /** Milliseconds from now after which the poll is answered anyway. */
  readonly wait: number;
  /** How many names it waits for. */
  readonly names: number;
  /** Begins to wait for news. @returns stops waiting */
  subscribe(wake: () => void): () => void;
}

/** One that is told when its wait is over. */
export interface Poll extends Waiting {
  /** Called once. */
  ended(how: Ending): void;
}

/** All long polls that wait. A site may have ten thousand, so each holds as little as it can: no timer and no promise of its
 *  own, and nothing of what the framework made of the request (budget 5 in docs/performance.md). */
export class ParkedPolls {
  readonly #clock: Clock;
  readonly #stopping: AbortSignal;
  readonly #byWait = new Map<number, EqualWaits>();
  /** What they hold together, in names. */
  readonly #load = { names: 0 };

  /** @param stopping aborted when the listener stops: then every poll is answered at once */
  constructor(clock: Clock, stopping: AbortSignal) {
    this.#clock = clock;
    this.#stopping = stopping;
    stopping.addEventListener("abort", () => {
      for (const equal of [...this.#byWait.values()]) equal.endAll();
    });
  }

  /** Ends the wait at once when there is nothing to wait for, or no room: an early answer is legal. */
  park(poll: Poll): void {
    if (poll.response.destroyed) return poll.ended("gone");
    const load = loadOf(poll);
    const isFull = this.#load.names + load > MOST_NAMES;
    if (poll.wait <= 0 || isFull || this.#stopping.aborted) return poll.ended("over");
    this.#equalTo(poll.wait).add(poll, load);
  }

  /** Like `park`, for those of whom there are few. */
  nextNews(waiting: Waiting): Promise<Ending> {
    return new Promise((resolve) => this.park({ ...waiting, ended: resolve }));
  }

  /** The answers that all of them wait for. */
  *responses(): Iterable<ServerResponse> {
    for (const equal of [...this.#byWait.values()]) yield* equal.responses();
  }

  #equalTo(wait: number): EqualWaits {
    const known = this.#byWait.get(wait);
    if (known !== undefined) return known;
    const equal = new EqualWaits(this.#clock, this.#load, () => this.#byWait.delete(wait));
    this.#byWait.set(wait, equal);
    return equal;
  }
}

/** Polls that wait equally long. Whichever came first is due first, so that one timer serves all of them. */
class EqualWaits {
  readonly #clock: Clock;
  readonly #load: { names: number };
  readonly #emptied: () => void;
  readonly #parked = new Set<Parked>();
  #timer: Timer | undefined;

  /** @param load of all polls, whatever their wait */
  constructor(clock: Clock, load: { names: number }, emptied: () => void) {
    this.#clock = clock;
    this.#load = load;
    this.#emptied = emptied;
  }

  add(poll: Poll, load: number): void {
    const parked = new Parked(poll, load, this.#clock.monotonic() + poll.wait, this);
    this.#parked.add(parked);
    this.#load.names += load;
    this.#timer ??= this.#timerFor(parked);
  }

  remove(parked: Parked): void {
    this.#parked.delete(parked);
    this.#load.names -= parked.load;
    if (this.#parked.size > 0) return;
    this.#timer?.cancel();
    this.#emptied();
  }

  responses(): ServerResponse[] {
    return [...this.#parked].map(({ response }) => response);
  }

  endAll(): void {
    for (const parked of this.#parked) parked.end("over");
  }

  #timerFor({ deadline }: Parked): Timer {
    return this.#clock.after(deadline - this.#clock.monotonic(), () => this.#endDue());
  }

  #endDue(): void {
    const now = this.#clock.monotonic();
    for (const parked of this.#parked) {
      if (parked.deadline > now) return void (this.#timer = this.#timerFor(parked));
      parked.end("over");
    }
  }
}

class Parked {
  /** On the monotonic clock. */
  readonly deadline: number;
  /** What it holds while it waits, in names. */
  readonly load: number;
  readonly #poll: Poll;
  readonly #equal: EqualWaits;
  readonly #gone: () => void;
  readonly #stopWaiting: () => void;

  constructor(poll: Poll, load: number, deadline: number, equal: EqualWaits) {
    this.deadline = deadline;
    this.load = load;
    this.#poll = poll;
    this.#equal = equal;
    this.#gone = () => this.end("gone");
    this.#stopWaiting = poll.subscribe(() => this.end("news"));
    poll.response.on("close", this.#gone);
  }

  get response(): ServerResponse {
    return this.#poll.response;
  }

  end(how: Ending): void {
    this.#equal.remove(this);
    this.#stopWaiting();
    this.#poll.response.off("close", this.#gone);
    this.#poll.ended(how);
  }
}

function loadOf({ names, response }: Waiting): number {
  return names + Math.ceil(headLength(response.req) / BYTES_OF_A_NAME);
}
