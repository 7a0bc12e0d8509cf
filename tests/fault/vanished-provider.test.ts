/** Providers whose connection dies, or that are gone without a word, while something is on its way to them. */
import { once } from "node:events";
import type net from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import { connected, provide, request, send, values } from "#tests/support/http.ts";
import { limitedHost, type LimitedHost } from "./serving.ts";
import { allRequests, approveAll, requestsBecome } from "./technician.ts";

/** How long a client may take nothing of an answer, in milliseconds. */
const DEPARTURE = 1_500;

/** Together more than the system's buffers between two programs take in. */
const COUNT = 12;
const BIG = "x".repeat(900_000);
const HALF = "PUT /provider HTTP/1.1\r\nContent-Length: 1000\r\n\r\n";

let host: LimitedHost;
beforeAll(async () => {
  host = await limitedHost({ departure: DEPARTURE });
});
afterAll(async () => host[Symbol.asyncDispose]());

let plant = 0;
let setpoint: string;
beforeEach(async () => {
  setpoint = `plant${++plant}.setpoint`;
  await provide(host.url, { [setpoint]: 0 });
});

describe("A poll whose client has vanished takes nothing:", () => {
  test.each([
    ["it hung up", (socket: net.Socket) => socket.destroy()],
    ["it closed its half, which programs do that are done", (socket: net.Socket) => socket.end()],
    ["its machine reset the connection", (socket: net.Socket) => socket.resetAndDestroy()],
    ["it sent what is no HTTP, and hung up", (socket: net.Socket) => void socket.end("and more\r\n\r\n")],
    ["it sent half a request, and hung up", (socket: net.Socket) => void socket.end("PUT /provider HTTP/1.1\r\n")],
    ["it sent half a body, and hung up", (socket: net.Socket) => void socket.end(`${HALF}{"registers":`)],
    [
      "it sent half a body, and its machine reset the connection",
      async (socket: net.Socket) => {
        socket.write(`${HALF}{"registers":`);
        await settle();
        socket.resetAndDestroy();
      },
    ],
  ])("%s", async (_how, vanish) => {
    const socket = await parkedPoll(setpoint);
    await vanish(socket);
    await settle();
    await request(host.url, { [setpoint]: 20 });
    await approveAll(host.dataDirectory);
    expect(await values(host.url, `/provider?name=${setpoint}&wait=30s`)).toEqual({ [setpoint]: 20 });
    expect(await lastRequest()).toMatchObject({ deliveries: 1 });
  });
});

describe("A delivery that is stuck half-way", () => {
  test("is picked up by the next poll when the connection dies", async () => {
    const wanted = await askForMuch();
    const socket = await stuckPoll();
    socket.resetAndDestroy();
    expect(await values(host.url, `/provider?names=${Object.keys(wanted).join(",")}&wait=30s`)).toEqual(wanted);
    await requestsBecome(host.dataDirectory, ({ state, deliveries }) => state !== "deliverable" && deliveries === 1);
  });

  test("is picked up by the next poll when nothing more is ever heard of the client", async () => {
    const wanted = await askForMuch();
    const socket = await stuckPoll();
    const started = performance.now();
    expect(await values(host.url, `/provider?names=${Object.keys(wanted).join(",")}&wait=30s`)).toEqual(wanted);
    expect(performance.now() - started).toBeLessThan(DEPARTURE + 5_000);
    socket.destroy();
  });
});

async function parkedPoll(name: string): Promise<net.Socket> {
  const socket = await connected(host.url);
  socket.write(`GET /provider?name=${name}&wait=60s HTTP/1.1\r\n\r\n`);
  await settle();
  return socket;
}

/** An answer to something sent later says that the host has seen what was sent before. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await send(host.url, "/health");
}

/** Files and approves more than fits into the buffers. @returns the values by name */
async function askForMuch(): Promise<Record<string, string>> {
  const wanted = Object.fromEntries(Array.from({ length: COUNT }, (_value, index) => [`${setpoint}${index}`, BIG]));
  await provide(host.url, Object.fromEntries(Object.keys(wanted).map((name) => [name, ""])));
  for (const [name, value] of Object.entries(wanted)) await request(host.url, { [name]: value });
  await approveAll(host.dataDirectory);
  return wanted;
}

/** Polls and reads nothing of the answer beyond its first bytes. */
async function stuckPoll(): Promise<net.Socket> {
  const names = Array.from({ length: COUNT }, (_value, index) => `${setpoint}${index}`);
  const socket = await connected(host.url);
  socket.write(`GET /provider?names=${names.join(",")}&wait=60s HTTP/1.1\r\n\r\n`);
  await once(socket, "readable");
  return socket;
}

async function lastRequest(): Promise<ChangeRequest | undefined> {
  return (await allRequests(host.dataDirectory)).at(-1);
}
