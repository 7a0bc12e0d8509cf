/** Ten thousand polls parked at a time, as many as a large site has registers. */
import { spawnSync } from "node:child_process";
import type net from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connected, provide, send } from "#tests/support/http.ts";
import { receivedUntilClosed } from "./bytes.ts";
import { limitedHost, type LimitedHost } from "./serving.ts";

const POLLS = 10_000;
/** Each register has so many polls that wait for it. */
const POLLS_EACH = 10;
const REGISTERS = POLLS / POLLS_EACH;
/** On bare node:http a parked poll costs 19 KiB; the rest is room for what the memory's housekeeping does. */
const MOST_BYTES_EACH = 48 * 1024;

let host: LimitedHost;
beforeAll(async () => {
  host = await limitedHost({ connections: POLLS + 100 });
});
afterAll(async () => host[Symbol.asyncDispose]());

describe("Ten thousand parked polls", () => {
  test(
    "cost little memory, each is answered when it is concerned, and all when the host stops",
    { timeout: 60_000 },
    async ({ skip }) => {
      if (mostOpenFiles() < POLLS + 1_000) skip(`a process may open no more than ${mostOpenFiles()} files here`);
      const before = await host.memory();
      const polls = await parkedPolls();
      expect(((await host.memory()) - before) / POLLS).toBeLessThan(MOST_BYTES_EACH);

      await provide(host.url, { [nameOf(7)]: "woken" });
      const woken = polls.filter(({ name }) => name === nameOf(7));
      await Promise.all(woken.map(({ answered }) => answered.promise));
      await settle();
      expect(polls.filter(({ answer }) => answer !== "")).toEqual(woken);
      for (const { answer } of woken) expect(answer).toContain(`{"registers":{"${nameOf(7)}":{"value":"woken"}}}`);

      const stopping = performance.now();
      const ended = polls.map(({ closed }) => closed);
      expect(await host.stop("SIGTERM")).toBe("");
      await Promise.all(ended);
      expect(performance.now() - stopping).toBeLessThan(10_000);
      const rest = polls.filter(({ name }) => name !== nameOf(7));
      expect(
        rest.every(({ answer }) => answer.startsWith("HTTP/1.1 200 OK\r\n") && answer.endsWith('{"registers":{}}')),
      ).toBe(true);
    },
  );
});

interface ParkedPoll {
  readonly name: string;
  /** What has come so far. */
  answer: string;
  readonly answered: PromiseWithResolvers<void>;
  readonly closed: Promise<unknown>;
}

async function parkedPolls(): Promise<ParkedPoll[]> {
  const polls: ParkedPoll[] = [];
  // In batches, because more would not fit into the queue of new connections.
  for (let first = 0; first < POLLS; first += 200) {
    const sockets = await Promise.all(Array.from({ length: 200 }, () => connected(host.url)));
    polls.push(...sockets.map((socket, index) => parked(socket, nameOf((first + index) % REGISTERS))));
  }
  await settle();
  return polls;
}

function parked(socket: net.Socket, name: string): ParkedPoll {
  const answered = Promise.withResolvers<undefined>() as PromiseWithResolvers<void>;
  const poll: ParkedPoll = { name, answer: "", answered, closed: receivedUntilClosed(socket) };
  socket.on("data", (text: string) => {
    poll.answer += text;
    if (poll.answer.endsWith("}}")) answered.resolve();
  });
  socket.write(`GET /consumer?name=${name}&wait=10m HTTP/1.1\r\n\r\n`);
  return poll;
}

/** Node raises its own limit to what the system allows at most. */
function mostOpenFiles(): number {
  const { stdout, status } = spawnSync("sh", ["-c", "ulimit -Hn"], { encoding: "utf8" });
  return status !== 0 || stdout.trim() === "unlimited" ? Infinity : Number(stdout);
}

/** An answer to something sent later says that the host has seen what was sent before. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await send(host.url, "/health");
}

const nameOf = (register: number): string => `room${register}.temperature`;
