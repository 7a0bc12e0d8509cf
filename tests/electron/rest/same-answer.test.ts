import type net from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { connected, provide } from "#tests/support/http.ts";
import { runningHost, type RunningHost } from "#tests/support/running-host.ts";

/** A connection, and what has come over it. */
interface Conversation {
  readonly socket: net.Socket;
  heard: string;
  isClosed: boolean;
}

let host: RunningHost;
let turn = 0;
beforeAll(async () => void (host = await runningHost()));
afterAll(async () => host[Symbol.asyncDispose]());
beforeEach(() => void (turn += 1));

const poll = (rest = "HTTP/1.1\r\nHost: localhost\r\n") => `GET /consumer?name=${nameNow()}&wait=30s ${rest}\r\n`;
const nameNow = () => `turn-${turn}`;
const told = (value: unknown) => JSON.stringify({ registers: { [nameNow()]: { value } } });

describe("Polls that one change wakes", () => {
  test("get one answer to the byte, whatever is in it", async () => {
    const all = await conversations([poll(), poll(), poll(), poll()]);
    await provide(host.url, { [nameNow()]: "21 °C 🚀" });
    await vi.waitFor(() => expect(all.map(bodyOf)).toEqual(Array(4).fill(told("21 °C 🚀"))));
    expect(new Set(all.map(({ heard }) => heard)).size).toBe(1);
  });

  test("are answered over connections that serve on: what was sent behind a poll, and what comes later", async () => {
    const ahead = `${poll()}GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n`;
    const all = await conversations([poll(), poll(), ahead]);
    await provide(host.url, { [nameNow()]: 1 });
    await vi.waitFor(() => expect(all.map(answersOf)).toEqual([1, 1, 2]));
    for (const { socket } of all) socket.write(`GET /consumer?name=${nameNow()} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await vi.waitFor(() => expect(all.map(answersOf)).toEqual([2, 2, 3]));
    expect(all.map(bodyOf)).toEqual(Array(3).fill(told(1)));
  });

  test("wait anew with the next one, and miss nothing in between", async () => {
    const all = await conversations([poll(), poll(), poll()]);
    for (const value of [1, 2, 3]) {
      if (value > 1) for (const { socket } of all) socket.write(poll());
      await provide(host.url, { [nameNow()]: value });
      await vi.waitFor(() => expect(all.map(answersOf)).toEqual(Array(3).fill(value)));
      expect(all.map(bodyOf)).toEqual(Array(3).fill(told(value)));
    }
  });

  test("get a head of their own where their client wants to hang up, or is of an older kind", async () => {
    const closing = poll("HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    const all = await conversations([poll(), closing, poll("HTTP/1.0\r\n"), poll()]);
    await provide(host.url, { [nameNow()]: 1 });
    await vi.waitFor(() => expect(all.map(bodyOf)).toEqual(Array(4).fill(told(1))));
    await vi.waitFor(() => expect(all.map(({ isClosed }) => isClosed)).toEqual([false, true, true, false]));
    expect(all.map(({ heard }) => /^connection: (.*)$/im.exec(heard)?.[1])).toEqual([
      "keep-alive",
      "close",
      "close",
      "keep-alive",
    ]);
  });

  test("are noted one by one, and one whose client is gone is not noted as answered", async () => {
    const [first, gone, last] = await conversations([poll(), poll(), poll()]);
    gone?.socket.destroy();
    await vi.waitFor(async () => expect(await noted()).toEqual([0]));
    await provide(host.url, { [nameNow()]: 1 });
    await vi.waitFor(() => expect([first, last].map((one) => one && bodyOf(one))).toEqual(Array(2).fill(told(1))));
    await vi.waitFor(async () => expect((await noted()).toSorted()).toEqual([0, 200, 200]));
  });
});

/** Connections that have sent this, each of which waits. */
async function conversations(sent: readonly string[]): Promise<Conversation[]> {
  const before = await requests();
  const all = await Promise.all(
    sent.map(async (bytes) => {
      const conversation: Conversation = { socket: await connected(host.url), heard: "", isClosed: false };
      conversation.socket.setEncoding("utf8").on("data", (text: string) => (conversation.heard += text));
      conversation.socket.once("close", () => (conversation.isClosed = true));
      conversation.socket.write(bytes);
      return conversation;
    }),
  );
  await vi.waitFor(async () => expect(await requests()).toBe(before + sent.length));
  return all;
}

async function requests(): Promise<number> {
  return (await host.client.host.status()).arrivals.requests;
}

/** How the polls of this turn ended, by their status. */
async function noted(): Promise<number[]> {
  const kept = await host.client.network.keptRequests({ choice: "all" });
  return kept.filter(({ path }) => path.includes(nameNow())).map(({ status }) => status);
}

const answersOf = ({ heard }: Conversation): number => heard.split("HTTP/1.1 200 OK\r\n").length - 1;
const bodyOf = ({ heard }: Conversation): string => heard.slice(heard.lastIndexOf("\r\n\r\n") + 4);
