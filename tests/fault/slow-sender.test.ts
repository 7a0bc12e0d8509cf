/** Slow loris: whoever sends a request in drips is cut off in time, and everybody else is served meanwhile. */
import type net from "node:net";
import { setTimeout as slept } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connected, provide, send, values } from "#tests/support/http.ts";
import { receivedUntilClosed } from "./bytes.ts";
import { limitedHost, type LimitedHost } from "./serving.ts";

/** How long a request may take to arrive here, in milliseconds. */
const ARRIVAL = 1_000;
/** What the check of all connections and a busy machine may add. */
const ROOM = 2_000;
const DRIP_EVERY = 50;

let host: LimitedHost;
beforeAll(async () => {
  host = await limitedHost({ arrival: ARRIVAL });
});
afterAll(async () => host[Symbol.asyncDispose]());

const BODY = `PUT /provider HTTP/1.1\r\nContent-Length: 1000\r\n\r\n`;
const WHOLE = `GET /health HTTP/1.1\r\n\r\n`;

describe("Cut off within the time a request may take is who", () => {
  test.concurrent.each([
    ["says nothing at all", "", ""],
    ["sends its request line in drips", "", "GET /consumer?name=and-so-on"],
    ["sends headers in drips", "GET /consumer HTTP/1.1\r\n", "X-And-So-On: and so on\r\n"],
    ["sends its body in drips", BODY, '{"registers":{"and so on'],
    ["sends chunks in drips", "PUT /provider HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n"],
    ["does so after a request that was well", WHOLE, "GET /consumer?name=and-so-on"],
  ])("%s", async (_what, first, drips) => {
    const socket = await connected(host.url);
    const started = performance.now();
    const [received] = await Promise.all([receivedUntilClosed(socket), drip(socket, first, drips)]);
    expect(performance.now() - started).toBeLessThan(ARRIVAL + ROOM);
    expect(received).toMatch(
      /HTTP\/1\.1 408 Request Timeout\r\n(.+\r\n)*\r\nthe request took longer than 1 s to arrive; .+\n$/,
    );
  });
});

describe("What comes after the refusal does not count any more:", () => {
  const late = JSON.stringify({ registers: { late: { value: 1 } } });
  const [first, rest] = [late.slice(0, -3), late.slice(-3)];

  test.concurrent.each([
    ["of a report", `PUT /provider HTTP/1.1\r\nContent-Length: ${late.length}\r\n\r\n${first}`, rest],
    ["of a request for a change", `PUT /consumer HTTP/1.1\r\nContent-Length: ${late.length}\r\n\r\n${first}`, rest],
    [
      "of a report in chunks",
      `PUT /provider HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${first.length.toString(16)}\r\n${first}\r\n`,
      `3\r\n${rest}\r\n0\r\n\r\n`,
    ],
  ])("the rest %s", async (_what, begun, late) => {
    const socket = await connected(host.url);
    socket.once("data", () => socket.write(late));
    const received = receivedUntilClosed(socket);
    socket.write(begun);
    expect(await received).toMatch(/^HTTP\/1\.1 408 [^]*arrive; .+\n$/);
    const { text } = await send(host.url, "/metrics");
    expect(text).toContain('regdesk_change_requests{stage="pending"} 0');
    expect(await values(host.url, "/consumer?name=late")).toEqual({});
  });
});

describe("A thousand slow senders", () => {
  test("delay nobody", async () => {
    const sockets = await Promise.all(Array.from({ length: 1_000 }, () => connected(host.url)));
    const cut = Promise.all(sockets.map((socket) => receivedUntilClosed(socket)));
    const drips = sockets.map((socket) => drip(socket, BODY, "          "));
    let slowest = 0;
    let served = 0;
    const all = cut.then(() => "cut");
    while ((await Promise.race([all, Promise.resolve("going on")])) === "going on") {
      const started = performance.now();
      await provide(host.url, { "boiler.temperature": ++served });
      slowest = Math.max(slowest, performance.now() - started);
    }
    await Promise.all(drips);
    expect(served).toBeGreaterThan(5);
    expect(slowest).toBeLessThan(ROOM);
    expect(await values(host.url, "/consumer?name=boiler.temperature")).toEqual({ "boiler.temperature": served });
  });
});

describe("Not cut off is who", () => {
  test("waits in a poll for much longer than a request may take to arrive", async () => {
    const started = performance.now();
    expect((await send(host.url, `/consumer?name=nobody&wait=${3 * ARRIVAL}ms`)).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(3 * ARRIVAL - 5);
  });
});

/** Sends the first part at once and then byte by byte, over and over, until the host hangs up. */
async function drip(socket: net.Socket, first: string, drips: string): Promise<void> {
  socket.write(first);
  for (let at = 0; !socket.closed; at++) {
    const byte = drips.charAt(at % drips.length);
    if (byte !== "" && socket.writable) socket.write(byte);
    await slept(DRIP_EVERY);
  }
}
