/** Clients that ask and never read the answer: they cost the host little, and nobody else anything. */
import type net from "node:net";
import { text as textOf } from "node:stream/consumers";
import { setTimeout as slept } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connected, provide, send } from "#tests/support/http.ts";
import { limitedHost, type LimitedHost } from "./serving.ts";

const REGISTERS = 5_000;
const VALUE = "x".repeat(200);
/** What one such client may cost for as long as it is there. All registers together are 1.2 MB. */
const MOST_BYTES = 48 << 20;
const DEPARTURE = 1_500;
const DEAF = 30;
/** With room for a busy machine, in milliseconds. */
const AT_ONCE = 3_000;

let host: LimitedHost;
beforeAll(async () => {
  host = await limitedHost({ departure: DEPARTURE });
  for (let first = 0; first < REGISTERS; first += 1_000) await provideThousand(first, VALUE);
  await send(host.url, "/consumer"); // what it keeps ready it may keep
  await changeThousandsOften(); // and what its heap and its threads take for so many reports
});
afterAll(async () => host[Symbol.asyncDispose]());

describe("A client that never reads", () => {
  test("cannot fill the memory with answers to requests sent in a row", async () => {
    const before = await steadyMemory();
    const socket = await deafClient("GET /consumer HTTP/1.1\r\n\r\n".repeat(2_500));
    expect(await slowestServedMeanwhile()).toBeLessThan(AT_ONCE);
    expect((await host.memory()) - before).toBeLessThan(MOST_BYTES);
    await hungUpOn([socket]);
  });

  test("cannot fill the memory with the changes of a stream", async () => {
    const before = await steadyMemory();
    const socket = await deafClient("GET /consumer/stream HTTP/1.1\r\n\r\n");
    await changeThousandsOften();
    expect(await slowestServedMeanwhile()).toBeLessThan(AT_ONCE);
    expect((await host.memory()) - before).toBeLessThan(MOST_BYTES);
    await hungUpOn([socket]);
  });

  test("does not come alone: thirty of them, each with as many requests as it may send ahead", async () => {
    const before = await steadyMemory();
    const sockets = await Promise.all(
      Array.from({ length: DEAF }, () => deafClient("GET /consumer HTTP/1.1\r\n\r\n".repeat(17))),
    );
    expect(await slowestServedMeanwhile()).toBeLessThan(AT_ONCE);
    expect((await host.memory()) - before).toBeLessThan(MOST_BYTES + DEAF * 2 * 1_200_000);
    await hungUpOn(sockets);
  });
});

describe("A client that reads slowly", () => {
  test("gets everything, however long it takes", async () => {
    const names = Array.from({ length: 12 }, (_value, index) => `camera${index}`);
    for (const name of names) await provide(host.url, { [name]: "x".repeat(900_000) });
    const socket = await connected(host.url);
    socket.write(`GET /consumer?names=${names.join(",")} HTTP/1.1\r\nConnection: close\r\n\r\n`);
    const started = performance.now();
    let received = 0;
    for await (const chunk of socket) {
      received += (chunk as Buffer).length;
      await slept(20);
    }
    expect(performance.now() - started).toBeGreaterThan(DEPARTURE);
    expect(received).toBeGreaterThan(12 * 900_000);
  });

  test("may poll for as long as it likes once it has taken everything, also when it asked ahead", async () => {
    const wait = DEPARTURE + 1_000;
    const socket = await connected(host.url);
    const names = Array.from({ length: 12 }, (_value, index) => `camera${index}`);
    for (const name of names) await provide(host.url, { [name]: "x".repeat(900_000) });
    socket.write(`GET /consumer?names=${names.join(",")} HTTP/1.1\r\n\r\n`);
    socket.write(`GET /consumer?name=nobody&wait=${wait}ms HTTP/1.1\r\nConnection: close\r\n\r\n`);
    await slept(DEPARTURE / 2); // long enough to be seen taking nothing
    const received = await textOf(socket);
    expect(received.length).toBeGreaterThan(12 * 900_000);
    expect(received.endsWith('{"registers":{}}')).toBe(true);
  });
});

/** 10 MB of changes. */
async function changeThousandsOften(): Promise<void> {
  for (let round = 0; round < 40; round++) await provideThousand(0, `${VALUE}${round}`);
}

/** Bytes that the host takes once what came before is stored and cleared away. */
async function steadyMemory(): Promise<number> {
  let [before, now] = [0, await host.memory()];
  while (Math.abs(now - before) > 1 << 20) {
    await slept(300);
    [before, now] = [now, await host.memory()];
  }
  return now;
}

function provideThousand(first: number, value: string): Promise<void> {
  const names = Array.from({ length: 1_000 }, (_value, index) => `meter${first + index}`);
  return provide(host.url, Object.fromEntries(names.map((name) => [name, value])));
}

/** Sends and does not read. */
async function deafClient(bytes: string): Promise<net.Socket> {
  const socket = await connected(host.url);
  socket.on("error", () => undefined); // the host hangs up
  socket.write(bytes);
  return socket;
}

/** @returns the longest that others waited for an answer, in milliseconds */
async function slowestServedMeanwhile(): Promise<number> {
  let slowest = 0;
  for (let round = 0; round < 20; round++) {
    const started = performance.now();
    await provide(host.url, { "boiler.temperature": round });
    slowest = Math.max(slowest, performance.now() - started);
  }
  return slowest;
}

async function hungUpOn(sockets: readonly net.Socket[]): Promise<void> {
  while ((await host.connections()) > 0) await slept(100);
  for (const socket of sockets) socket.destroy();
}
