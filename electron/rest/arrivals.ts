import type { Clock } from "#shared/clock.ts";
import type { Arrivals as ArrivalsReport, Refusal, Sender } from "#shared/model/host-status.ts";
import { withoutTokens } from "#shared/token-text.ts";
import { remoteAddress, shortened, type Incoming } from "./request.ts";

const SENDERS_KEPT = 256;
/** Addresses are short, and a site has hardly a hundred. */
const ASKERS_KEPT = 10_000;
const REFUSALS_KEPT = 500;
/** Of those the window shows the latest. */
const SHOWN = 50;
const RATE_SECONDS = 5;

/** What arrives on the port: how much, from whom, and what had to be refused. */
export class Arrivals {
  readonly #clock: Clock;
  readonly #senders = new Map<string, Sender>();
  readonly #refusals: Refusal[] = [];
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

  /** @param registers how many registers the request provided */
  accepted(request: Incoming, registers: number): void {
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
    this.#refused += 1;
    this.#refusals.push({
      at: this.#clock.now(),
      address: remoteAddress(request),
      method: request.method,
      path: withoutTokens(request.url.slice(0, 400)).slice(0, 200),
      status,
      message: withoutTokens(message.slice(0, 1_000)).slice(0, 500),
    });
    if (this.#refusals.length > REFUSALS_KEPT) this.#refusals.shift();
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
      refusals: this.#refusals.slice(-SHOWN).reverse(),
    };
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
