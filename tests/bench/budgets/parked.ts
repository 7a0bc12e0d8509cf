/** Budget 5: 10,000 parked polls: what they cost, how they disturb, and how fast one change reaches all of them. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as slept } from "node:timers/promises";
import type { Figure } from "../figure.ts";
import { lastAnswer, parkedSockets } from "../parked-sockets.ts";
import { ROUNDS } from "../rounds.ts";
import { putRequest } from "../send-load.ts";
import { startServer, type ServerProcess } from "../server-process.ts";
import { median, percentile, spread } from "../statistics.ts";

const POLLS = 10_000;

export async function parked(): Promise<Figure[]> {
  const memory = { bare: [] as number[], regdesk: [] as number[] };
  const last = { bare: [] as number[], regdesk: [] as number[] };
  const one = { without: [] as number[], with: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    await using bare = await startServer("bare");
    memory.bare.push(await cost(bare, () => measureAll(bare, "/wake", last.bare)));
    await using regdesk = await startServer("regdesk");
    one.without.push(await oneWaiter(regdesk));
    memory.regdesk.push(
      await cost(regdesk, async () => {
        one.with.push(await oneWaiter(regdesk));
        await measureAll(regdesk, "/provider", last.regdesk);
      }),
    );
  }
  const share = median(memory.regdesk) / median(memory.bare);
  const slower = median(one.with) - median(one.without);
  const reach = median(last.regdesk) / median(last.bare);
  return [
    {
      budget: "5",
      what: "memory of a parked poll",
      measured: `${median(memory.regdesk).toFixed(1)} KiB ${spread(memory.regdesk)} = ${share.toFixed(2)}`,
      reference: `bare node:http ${median(memory.bare).toFixed(1)} KiB ${spread(memory.bare)}`,
      bound: "≤ 1.25",
      kept: share <= 1.25,
    },
    {
      budget: "5",
      what: "one change, one waiter, 10,000 parked: p99",
      measured: `${median(one.with).toFixed(2)} ms = ${slower.toFixed(2)} ms more`,
      reference: `with none parked ${median(one.without).toFixed(2)} ms`,
      bound: "≤ 2 ms more",
      kept: slower <= 2,
    },
    {
      budget: "5",
      what: "one change, 10,000 waiters: last answer",
      measured: `${median(last.regdesk).toFixed(0)} ms ${spread(last.regdesk)} = ${reach.toFixed(2)}`,
      reference: `bare node:http in a loop ${median(last.bare).toFixed(0)} ms ${spread(last.bare)}`,
      bound: "≤ 1.3",
      kept: reach <= 1.3,
    },
  ];
}

let held: Socket[] = [];

/** KiB of resident memory a parked poll takes. */
async function cost(server: ServerProcess, whileParked: () => Promise<void>): Promise<number> {
  await slept(300);
  const before = (await server.ask<NodeJS.MemoryUsage>("memory")).rss;
  const request = `GET /consumer?name=all.of.them&wait=1h HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  held = await parkedSockets(server.port, POLLS, () => request);
  await slept(1_000);
  const after = (await server.ask<NodeJS.MemoryUsage>("memory")).rss;
  await whileParked();
  for (const socket of held) socket.destroy();
  return (after - before) / POLLS / 1_024;
}

/** One change that everybody waits for. */
async function measureAll({ port }: ServerProcess, path: string, into: number[]): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const startedAt = performance.now();
  const change = (): void => void socket.write(putRequest(path, { "all.of.them": { value: performance.now() } }));
  change();
  // A poll that came only after the change waits for the next one; the figure then shows that something was late.
  const again = setInterval(change, 5_000);
  into.push(await lastAnswer(held, startedAt));
  clearInterval(again);
  socket.destroy();
}

/** The p99 of changes that one poll waits for, in milliseconds. */
async function oneWaiter({ port }: ServerProcess): Promise<number> {
  const latencies: number[] = [];
  const writer = connect(port, "127.0.0.1").setNoDelay(true);
  const waiter = connect(port, "127.0.0.1").setNoDelay(true);
  // Told once, a poll that comes later than the change it waits for is still answered.
  waiter.write("GET /consumer?name=just.one HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await once(waiter, "data");
  for (let turn = 0; turn < 300; turn++) {
    waiter.write("GET /consumer?name=just.one&wait=1h HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await slept(2);
    const startedAt = performance.now();
    writer.write(putRequest("/provider", { "just.one": { value: turn } }));
    await once(waiter, "data");
    latencies.push(performance.now() - startedAt);
  }
  writer.destroy();
  waiter.destroy();
  return percentile(latencies, 0.99);
}
