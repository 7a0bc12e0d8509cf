/** Announces this Regdesk on the networks it can be reached on, and finds others. A network that forbids it is told about
 *  and does no harm: an address always works. Nothing is looked for unless somebody wants to see it. */
import { randomBytes } from "node:crypto";
import { hostname, networkInterfaces } from "node:os";
import type { Answer } from "dns-packet";
import type { Clock, Timer } from "#shared/clock.ts";
import type { Discovery as Found } from "#shared/model/network.ts";
import { VERSION } from "../config.ts";
import type { Logger } from "../logging.ts";
import { announcement, isAskedFor, peersIn, SERVICE, type HeardPeer } from "./announcement.ts";
import { MdnsLine } from "./mdns-line.ts";

/** How often interfaces are looked at again, and others asked for, in milliseconds. */
const ROUND = 15_000;
/** A packet may be lost: said and asked once more after so long, in milliseconds. */
const AGAIN = 1_000;
/** More peers than that are no network but somebody's joke. */
const MOST_PEERS = 64;

export interface DiscoveryOptions {
  readonly clock: Clock;
  readonly log: Logger;
  /** Whether this Regdesk is to be announced, and on which port devices reach it; nothing where nobody else could. */
  readonly announced: () => { readonly port: number } | undefined;
  /** The addresses of the interfaces to use; those of the machine that others can reach, unless told otherwise. */
  readonly addresses?: () => readonly string[];
  readonly port?: number;
}

export class Discovery implements AsyncDisposable {
  readonly #options: DiscoveryOptions;
  readonly #id = randomBytes(6).toString("hex");
  readonly #lines = new Map<string, MdnsLine>();
  readonly #peers = new Map<string, HeardPeer & { readonly until: number }>();
  readonly #listeners = new Set<() => void>();
  readonly #timers = new Set<Timer>();
  #lookers = 0;
  #isOver = false;
  #announcedPort: number | undefined;
  #trouble: string | undefined;

  constructor(options: DiscoveryOptions) {
    this.#options = options;
    this.#round();
  }

  get found(): Found {
    const peers = [...this.#peers.values()].map(({ name, url, host, version }) => ({
      ...{ name, url, host },
      ...(version === undefined ? {} : { version }),
    }));
    return {
      announces: this.#announcedPort !== undefined && this.#lines.size > 0,
      ...(this.#trouble === undefined ? {} : { trouble: this.#trouble }),
      peers: peers.sort((a, b) => a.name.localeCompare(b.name)),
    };
  }

  /** Hears of every change of what is found. @returns stops listening */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Looks for others until disposed of. */
  look(): Disposable {
    this.#lookers += 1;
    this.renew();
    return {
      [Symbol.dispose]: () => {
        this.#lookers -= 1;
        this.renew();
      },
    };
  }

  /** What is announced, or whether others are looked for, may have changed. */
  renew(): void {
    if (this.#isOver) return;
    const port = this.#options.announced()?.port;
    const isGone = this.#announcedPort !== undefined && port !== this.#announcedPort;
    const goodbye = isGone ? this.#sayGoodbye() : undefined;
    this.#announcedPort = port;
    // A line that is closed sends nothing any more.
    if (goodbye === undefined) this.#settle();
    else void goodbye.then(() => this.#settle());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    for (const timer of this.#timers) timer.cancel();
    await this.#sayGoodbye();
    this.#announcedPort = undefined;
    this.#matchLines(false);
    this.#listeners.clear();
  }

  #settle(): void {
    if (this.#isOver) return;
    this.#matchLines(this.#announcedPort !== undefined || this.#lookers > 0);
    this.#say();
    this.#after(AGAIN, () => this.#say());
  }

  #round(): void {
    this.#forgetOld();
    this.renew();
    this.#after(ROUND, () => this.#round());
  }

  #after(delay: number, call: () => void): void {
    const timer = this.#options.clock.after(delay, () => {
      this.#timers.delete(timer);
      call();
    });
    this.#timers.add(timer);
  }

  /** One line for each interface there is now; none when none is needed. */
  #matchLines(isNeeded: boolean): void {
    const addresses = new Set(isNeeded ? (this.#options.addresses ?? reachableAddresses)() : []);
    for (const [address, line] of this.#lines) {
      if (addresses.has(address)) continue;
      this.#lines.delete(address);
      line.close();
    }
    for (const address of addresses) if (!this.#lines.has(address)) this.#open(address);
  }

  #open(address: string): void {
    try {
      const failed = (error: unknown) => this.#failed(address, error);
      const asked = (name: string) => this.#answer(address, name);
      const heard = (records: readonly Answer[], sender: string) => this.#heard(records, sender);
      const { port = 5_353 } = this.#options;
      this.#lines.set(address, new MdnsLine({ address, port, asked, heard, failed }));
    } catch (error) {
      this.#failed(address, error);
    }
  }

  #failed(address: string, error: unknown): void {
    const { code, message } = error as NodeJS.ErrnoException;
    this.#options.log.info({ address, err: error }, "discovery does not work on this network");
    this.#trouble = `Discovery does not work on ${address} (${code ?? message})`;
    this.#changed();
  }

  #records(address: string, ttl?: number): Answer[] {
    const port = this.#announcedPort;
    if (port === undefined) return [];
    return announcement({ id: this.#id, machine: hostname(), port, version: VERSION }, address, ttl);
  }

  /** Tells of itself, and asks for others. */
  #say(): void {
    for (const line of this.#lines.values()) {
      const records = this.#records(line.address);
      if (records.length > 0) void line.tell(records);
      if (this.#lookers > 0) line.ask(SERVICE);
    }
  }

  #answer(address: string, name: string): void {
    const records = this.#records(address);
    if (isAskedFor(name, records)) void this.#lines.get(address)?.tell(records);
  }

  async #sayGoodbye(): Promise<void> {
    const goodbyes = [...this.#lines.values()].flatMap((line) => {
      const records = this.#records(line.address, 0);
      return records.length > 0 ? [line.tell(records)] : [];
    });
    await Promise.all(goodbyes);
  }

  #heard(records: readonly Answer[], sender: string): void {
    for (const peer of peersIn(records, sender)) {
      if (peer.id === this.#id) continue;
      const isKnown = this.#peers.has(peer.id);
      if (peer.ttl === 0) this.#peers.delete(peer.id);
      else if (isKnown || this.#peers.size < MOST_PEERS) {
        this.#peers.set(peer.id, { ...peer, until: this.#options.clock.monotonic() + peer.ttl * 1_000 });
      }
      if (isKnown !== this.#peers.has(peer.id)) this.#changed();
    }
  }

  #forgetOld(): void {
    const now = this.#options.clock.monotonic();
    for (const [id, { until }] of this.#peers) if (until <= now && this.#peers.delete(id)) this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** One of each interface that others can be on. */
function reachableAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((addresses = []) => {
    const own = addresses.find(({ family, internal }) => family === "IPv4" && !internal);
    return own === undefined ? [] : [own.address];
  });
}
