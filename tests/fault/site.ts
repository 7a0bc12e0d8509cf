/** A site under load: consumers that ask, a technician who decides, providers that poll and report, all at once. */
import http from "node:http";
import { setImmediate as turn } from "node:timers/promises";
import { text as textOf } from "node:stream/consumers";
import { ORPCError } from "@orpc/client";
import { connectControl } from "#electron/control/control-client.ts";
import { controlSocketPath } from "#electron/control/socket-path.ts";
import type { Random } from "#electron/demo/random.ts";
import type { Client } from "#shared/contract/contract.ts";
import { idOf } from "#tests/support/builders.ts";
import type { Promises, Verb, Wish } from "./promises.ts";

const PROVIDERS = 4;
const REGISTERS_EACH = 50;
const CONSUMERS = 6;
const TECHNICIANS = 3;

/** The technician's list ends after a thousand finished requests, and everything of a round should be on it. */
const MOST_WISHES = 700;

export interface SiteOptions {
  readonly url: string;
  readonly dataDirectory: string;
  readonly promises: Promises;
  readonly random: Random;
  /** Aborted when the host is about to die: what fails from then on is no fault. */
  readonly dying: AbortSignal;
}

/** Works until the host is dead; then every promise it made is on record. */
export async function workUntilDeath(options: SiteOptions): Promise<void> {
  // On a busy machine it may be dead before the technician is connected.
  await untilDeath(options.dying, () => work(options));
}

async function work(options: SiteOptions): Promise<void> {
  const { dataDirectory } = options;
  const site = { ...options, left: MOST_WISHES, registers: registersOf(PROVIDERS) };
  using control = await connectControl(controlSocketPath(dataDirectory), dataDirectory);
  const times = (count: number, one: (index: number) => Promise<void>): Promise<void>[] =>
    Array.from({ length: count }, (_value, index) => untilDeath(options.dying, () => one(index)));
  await Promise.all([
    ...times(PROVIDERS, (index) => provide(site, `plant${index}`)),
    ...times(CONSUMERS, () => consume(site)),
    ...times(TECHNICIANS, () => decide(site, control.client)),
  ]);
}

interface Site extends SiteOptions {
  readonly registers: readonly string[];
  /** How many more wishes there may be. */
  left: number;
}

async function untilDeath(dying: AbortSignal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!dying.aborted) throw error;
  }
}

async function consume(site: Site): Promise<void> {
  const { url, promises, random, dying } = site;
  const device = aDevice(url);
  while (!dying.aborted) {
    if (site.left <= 0) return;
    const count = 1 + Math.floor(random() * 3);
    site.left -= count;
    const registers = new Set(Array.from({ length: count }, () => pick(random, site.registers)));
    const wishes = promises.wish([...registers]);
    const text = await device("PUT", "/consumer", 202, namedValues(wishes));
    const { requests } = JSON.parse(text) as { requests: Record<string, { id: string }> };
    for (const wish of wishes) {
      wish.id = requests[wish.register]!.id;
      wish.acknowledged = true;
    }
  }
}

async function decide({ promises, random, dying }: Site, client: Client): Promise<void> {
  const refused = new Set<Wish>();
  while (!dying.aborted) {
    const undecided = promises.undecided().filter((wish) => !refused.has(wish));
    if (undecided.length === 0) {
      await turn();
      continue;
    }
    const verb: Verb = random() < 0.15 ? "deny" : "approve";
    // Rather the newest: an older one is soon superseded.
    const wishes = undecided.slice(-1 - Math.floor(random() * 4));
    for (const wish of wishes) wish.decision = { verb, answered: false };
    const ids = wishes.map(({ id }) => idOf(id!));
    try {
      await (verb === "approve"
        ? client.changeRequests.approve({ ids, now: true })
        : client.changeRequests.deny({ ids }));
      for (const { decision } of wishes) decision!.answered = true;
    } catch (error) {
      // All or none: one of them was superseded while the technician looked.
      if (!(error instanceof ORPCError) || error.code !== "CHANGE_REQUEST_DECIDED") throw error;
      for (const wish of wishes) {
        delete wish.decision;
        refused.add(wish);
      }
    }
  }
}

/** Polls and reports over two connections, as every client does. */
async function provide({ url, promises, dying }: Site, plant: string): Promise<void> {
  const [poll, report] = [aDevice(url), aDevice(url)];
  const registers = registersIn(plant);
  const query = registers.map((name) => `name=${name}`).join("&");
  await report("PUT", "/provider", 204, namedValues(registers.map((register) => ({ register, value: 0 }))));
  while (!dying.aborted) {
    const answer = JSON.parse(await poll("GET", `/provider?${query}&wait=30s`, 200)) as { registers: Named };
    const taken = Object.entries(answer.registers).map(([register, { value }]) => ({ register, value }));
    for (const { register, value } of taken) promises.received(register, value);
    await report("PUT", "/provider", 204, namedValues(taken));
  }
}

type Named = Readonly<Record<string, { readonly value: number }>>;

function namedValues(values: readonly { readonly register: string; readonly value: number }[]): string {
  const registers = Object.fromEntries(values.map(({ register, value }) => [register, { value, ttl: "60s" }]));
  return JSON.stringify({ registers });
}

type Device = (method: "GET" | "PUT", path: string, status: number, body?: string) => Promise<string>;

/** One connection that is kept. An answer counts when all of it has come. */
function aDevice(url: string): Device {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  return async (method, path, status, body) => {
    const response = Promise.withResolvers<http.IncomingMessage>();
    const headers = { accept: "application/json", ...(body === undefined ? {} : { "content-length": body.length }) };
    const request = http.request(url + path, { method, agent, headers });
    request.on("response", response.resolve);
    request.on("error", response.reject);
    request.end(body);
    const answer = await response.promise;
    const text = await textOf(answer);
    if (answer.statusCode !== status) throw new Error(`${method} ${path.slice(0, 40)}: ${answer.statusCode} ${text}`);
    return text;
  };
}

const registersIn = (plant: string): string[] =>
  Array.from({ length: REGISTERS_EACH }, (_value, index) => `${plant}.setpoint${index}`);

const registersOf = (plants: number): string[] =>
  Array.from({ length: plants }, (_value, index) => registersIn(`plant${index}`)).flat();

const pick = (random: Random, registers: readonly string[]): string =>
  registers[Math.floor(random() * registers.length)]!;
