import type { Clock } from "#shared/clock.ts";
import type { Arrivals as ArrivalsReport, Refusal, Sender } from "#shared/model/host-status.ts";
import { REQUESTS_KEPT, type NotedRequest, type RequestChoice, type RequestYield } from "#shared/model/request-log.ts";
import { RequestLog } from "./request-log.ts";
import { remoteAddress, shortened, type Incoming } from "./request.ts";

const SENDERS_KEPT = 256;
/** Addresses are short, and a site has hardly a hundred. */
const ASKERS_KEPT = 10_000;
/** The status tells the latest of them. */
const SHOWN = 50;
const RATE_SECONDS = 5;
/** What is told of a connection that never got as far as a request. */
const NO_REQUEST = { method: "", url: "" };

/** What arrives on the port: how much, from whom, what became of it, and what had to be refused. */
export class Arrivals {
  readonly #clock: Clock;
  readonly #senders = new Map<string, Sender>();
  readonly #log = new RequestLog(REQUESTS_KEPT);
  /** Refusals are few among many, and would be gone from the log before anybody looks. */
  readonly #refusals = new RequestLog(REQUESTS_KEPT);
  /** Registers provided in each of the last whole seconds and the current one, by second. */
  readonly #perSecond = new Map<number, number>();
  /** Who has asked for change requests since the start. */
  readonly #asked = new Set<string>();
  #requests = 0;
  #refused = 0;
  #registers = 0;
  #lastAt: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Call for a report, which is answered at once. @param registers how many it provided */
  reported(request: Incoming, registers: number): void {
    const { lastAt, address } = this.#meet(request, registers);
    this.#log.note(lastAt, address, request, 204).answeredWith("provided", registers, 0);
  }

  /** Call for any other request that is taken on; `answered` says what became of it. */
  accepted(request: Incoming): void {
    this.#meet(request, 0);
  }

  /** @param count of what was yielded  @param waited how long a long poll waited, in milliseconds */
  answered(request: Incoming, status: number, what: RequestYield = "none", count = 0, waited = 0): void {
    this.#log.note(this.#clock.now(), remoteAddress(request), request, status).answeredWith(what, count, waited);
  }

  /** Call for a long poll whose client does not wait for the answer. @param waited in milliseconds */
  hungUp(request: Incoming, waited: number): void {
    this.answered(request, 0, "none", 0, waited);
  }

  /** Call for an accepted poll for change requests. */
  askedForChanges(request: Incoming): void {
    const address = remoteAddress(request);
    if (this.#asked.size < ASKERS_KEPT) this.#asked.add(address);
    const sender = this.#senders.get(address);
    if (sender !== undefined) sender.askedForChangesAt = this.#clock.now();
  }

  /** Whether anybody at the address has asked for change requests since the start. */
  hasAskedForChanges(address: string): boolean {
    return this.#asked.has(address);
  }

  /** How the one at the address last called itself. */
  userAgentOf(address: string): string | undefined {
    return this.#senders.get(address)?.userAgent;
  }

  refused(request: Incoming, status: number, message: string): void {
    this.#noteRefusal(remoteAddress(request), request, status, message);
  }

  /** Call for a connection that is refused as a whole. @param request what it had begun to send, where that much is known */
  turnedAway(ip: string, { status, message }: { status: number; message: string }, request = NO_REQUEST): void {
    this.#noteRefusal(remoteAddress({ ip }), request, status, message);
  }

  /** The latest first. @param after the number of one that is known already, like all before it */
  latest(choice: RequestChoice, most: number, after?: number): NotedRequest[] {
    return (choice === "refused" ? this.#refusals : this.#log).latest(most, after);
  }

  /** Since the start. */
  totals(): { requests: number; refusals: number; registersProvided: number } {
    return { requests: this.#requests, refusals: this.#refused, registersProvided: this.#registers };
  }

  report(): ArrivalsReport {
    return {
      requests: this.#requests,
      registersPerSecond: this.#rate(),
      ...(this.#lastAt === undefined ? {} : { lastAt: this.#lastAt }),
      senders: [...this.#senders.values()].sort((a, b) => b.lastAt - a.lastAt).slice(0, SHOWN),
      refusals: this.#refusals.latest(SHOWN).map(refusalOf),
    };
  }

  #meet(request: Incoming, registers: number): Sender {
    this.#requests += 1;
    this.#registers += registers;
    this.#lastAt = this.#clock.now();
    const sender = this.#senders.get(remoteAddress(request)) ?? this.#newSender(request);
    sender.requests += 1;
    sender.registers += registers;
    sender.lastAt = this.#lastAt;
    const userAgent = request.headers["user-agent"];
    if (userAgent !== undefined && userAgent !== sender.userAgent) sender.userAgent = shortened(userAgent);
    if (registers > 0) this.#count(registers);
    return sender;
  }

  #noteRefusal(address: string, request: Pick<Incoming, "method" | "url">, status: number, message: string): void {
    this.#refused += 1;
    const at = this.#clock.now();
    for (const log of [this.#log, this.#refusals]) log.note(at, address, request, status).refusedWith(message);
  }

  #second(): number {
    return Math.floor(this.#clock.monotonic() / 1_000);
  }

  #count(registers: number): void {
    const second = this.#second();
    const counted = this.#perSecond.get(second);
    this.#perSecond.set(second, (counted ?? 0) + registers);
    if (counted !== undefined) return;
    for (const old of this.#perSecond.keys()) if (old < second - RATE_SECONDS) this.#perSecond.delete(old);
  }

  #rate(): number {
    const second = this.#second();
    let sum = 0;
    for (let ago = 1; ago <= RATE_SECONDS; ago++) sum += this.#perSecond.get(second - ago) ?? 0;
    return sum / RATE_SECONDS;
  }

  #newSender(request: Incoming): Sender {
    if (this.#senders.size >= SENDERS_KEPT) this.#forgetQuietestSender();
    const sender: Sender = { address: remoteAddress(request), requests: 0, registers: 0, lastAt: 0 };
    this.#senders.set(sender.address, sender);
    return sender;
  }

  #forgetQuietestSender(): void {
    const [first, ...others] = this.#senders.values();
    if (first === undefined) return;
    const quietest = others.reduce((a, b) => (b.lastAt < a.lastAt ? b : a), first);
    this.#senders.delete(quietest.address);
  }
}

function refusalOf({ at, address, method, path, status, message }: NotedRequest): Refusal {
  return { at, address, method, path, status, message };
}
