import type { ServerResponse } from "node:http";
import type { Clock, Timer } from "#shared/clock.ts";
import { ParkedShares, type Held, type Share } from "./parked-shares.ts";
import { headLength, remoteAddress } from "./request.ts";

/** How a wait ends: something happened, time is up or the listener stops, or the client hung up. */
export type Ending = "news" | "over" | "gone";

/** How many names all of them, and all streams, may wait for together. Each costs some 300 bytes while it is waited for, and
 *  one request has room for a hundred thousand. */
const MOST_NAMES = 1_000_000;

/** The head of a request is held as long as its poll waits; so many of its bytes count for a name. */
const BYTES_OF_A_NAME = 300;

/** A poll that waits for news. */
interface Waiting {
  readonly response: ServerResponse;
  /** Milliseconds from now after which the poll is answered anyway; Infinity for a stream, which waits for news alone. */
  readonly wait: number;
  /** How many names it waits for. */
  readonly names: number;
  /** Begins to wait for news. @returns stops waiting */
  subscribe(wake: () => void): () => void;
}

/** One that is told when its wait is over. */
export interface Poll extends Waiting {
  /** Called once. @param waited in milliseconds */
  ended(how: Ending, waited: number): void;
}

/** All long polls that wait. A site may have ten thousand, so each holds as little as it can: no timer and no promise of its
 *  own, and nothing of what the framework made of the request (budget 5 in docs/performance.md). */
export class ParkedPolls {
  readonly #clock: Clock;
  readonly #stopping: AbortSignal;
  readonly #byWait = new Map<number, EqualWaits>();
  readonly #shares = new ParkedShares();

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
    if (poll.response.destroyed) return poll.ended("gone", 0);
    const load = loadOf(poll);
    const address = remoteAddress({ ip: poll.response.req.socket.remoteAddress ?? "" });
    const isOver = poll.wait <= 0 || this.#stopping.aborted || !this.#hasRoom(address, load);
    if (isOver) return poll.ended("over", 0);
    this.#equalTo(poll.wait).add(poll, load, this.#shares.of(address));
  }

  /** Like `park`, for those of whom there are few. */
  nextNews(waiting: Waiting): Promise<Ending> {
    return new Promise((resolve) => this.park({ ...waiting, ended: (how) => resolve(how) }));
  }

  /** The answers that all of them wait for. */
  *responses(): Iterable<ServerResponse> {
    for (const equal of [...this.#byWait.values()]) yield* equal.responses();
  }

  /** Makes room where there is none, at the cost of whoever holds the most: nobody else is answered early because of it.
   *  @returns false when that would be the one who asks */
  #hasRoom(address: string, load: number): boolean {
    while (this.#shares.names + load > MOST_NAMES) {
      const greediest = this.#shares.greediest();
      if (greediest === undefined || greediest.names < this.#shares.namesOf(address) + load) return false;
      this.#endSome(greediest, load);
    }
    return true;
  }

  /** Ends polls of a share, whichever came first, until there is room: no more of them than that, because each is answered in
   *  the same breath. After an eighth of it somebody else may be the greediest. */
  #endSome(share: Share, load: number): void {
    const enough = share.names - share.names / 8;
    while (share.names > enough && this.#shares.names + load > MOST_NAMES) share.first?.makeRoom();
  }

  #equalTo(wait: number): EqualWaits {
    const known = this.#byWait.get(wait);
    if (known !== undefined) return known;
    const equal = new EqualWaits(this.#clock, this.#shares, () => this.#byWait.delete(wait));
    this.#byWait.set(wait, equal);
    return equal;
  }
}

/** Polls that wait equally long. Whichever came first is due first, so that one timer serves all of them. */
class EqualWaits {
  readonly #clock: Clock;
  readonly #shares: ParkedShares;
  readonly #emptied: () => void;
  readonly #parked = new Set<Parked>();
  #timer: Timer | undefined;

  /** @param shares of all polls, whatever their wait */
  constructor(clock: Clock, shares: ParkedShares, emptied: () => void) {
    this.#clock = clock;
    this.#shares = shares;
    this.#emptied = emptied;
  }

  add(poll: Poll, load: number, share: Share): void {
    const parked = new Parked(poll, load, share, this);
    this.#parked.add(parked);
    this.#shares.take(parked);
    if (poll.wait !== Infinity) this.#timer ??= this.#timerFor(parked);
  }

  remove(parked: Parked): void {
    this.#parked.delete(parked);
    this.#shares.giveBack(parked);
    if (this.#parked.size > 0) return;
    this.#timer?.cancel();
    this.#emptied();
  }

  responses(): ServerResponse[] {
    return [...this.#parked].map(({ response }) => response);
  }

  /** On the monotonic clock. */
  now(): number {
    return this.#clock.monotonic();
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

class Parked implements Held {
  /** On the monotonic clock. */
  readonly deadline: number;
  readonly load: number;
  readonly share: Share;
  earlier: Held | undefined;
  later: Held | undefined;
  readonly #poll: Poll;
  readonly #equal: EqualWaits;
  readonly #gone: () => void;
  readonly #stopWaiting: () => void;

  constructor(poll: Poll, load: number, share: Share, equal: EqualWaits) {
    this.deadline = equal.now() + poll.wait;
    this.load = load;
    this.share = share;
    this.#poll = poll;
    this.#equal = equal;
    this.#gone = () => this.end("gone");
    this.#stopWaiting = poll.subscribe(() => this.end("news"));
    poll.response.on("close", this.#gone);
  }

  get response(): ServerResponse {
    return this.#poll.response;
  }

  makeRoom(): void {
    this.end("over");
  }

  end(how: Ending): void {
    this.#equal.remove(this);
    this.#stopWaiting();
    this.#poll.response.off("close", this.#gone);
    this.#poll.ended(how, this.#equal.now() - this.deadline + this.#poll.wait);
  }
}

function loadOf({ names, response }: Waiting): number {
  return names + Math.ceil(headLength(response.req) / BYTES_OF_A_NAME);
}
