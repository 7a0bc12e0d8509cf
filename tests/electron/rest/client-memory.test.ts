/** What the listener remembers of its clients: how fast they send, what they were told, which of their polls wait. */
import type { FastifyRequest } from "fastify";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { ParkedProviders } from "#electron/rest/parked-providers.ts";
import { PollMemory, setKey } from "#electron/rest/poll-memory.ts";
import { RequestRate } from "#electron/rest/request-rate.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";

describe("An address", () => {
  test("may send its requests of a second at once, and then waits for the next", () => {
    const clock = new FakeClock();
    const rate = new RequestRate(clock, 4);
    const waits = Array.from({ length: 6 }, () => rate.wait("a"));
    clock.tick(250);
    expect([waits, rate.wait("a"), rate.wait("a")]).toEqual([[0, 0, 0, 0, 0.25, 0.25], 0, 0.25]);
  });

  test("does not pay for what another sends, nor for what it sent long ago", () => {
    const clock = new FakeClock();
    const rate = new RequestRate(clock, 1);
    const waits = [rate.wait("a"), rate.wait("b"), rate.wait("a")];
    clock.tick(3_600_000);
    expect([waits, rate.wait("a"), rate.wait("a")]).toEqual([[0, 0, 1], 0, 1]);
  });
});

describe("What a poll was told", () => {
  test("is remembered by its connection, and by its address when it comes back on another one", () => {
    const memory = new PollMemory<number>();
    memory.told(poll("a", 1), "*", 7);
    const asked = [poll("a", 1), poll("a", 2), poll("b", 2)].map((request) => memory.lastTold(request, "*"));
    expect(asked).toEqual([7, 7, undefined]);
  });

  test("is remembered for the connection rather than for another client at the same address", () => {
    const memory = new PollMemory<number>();
    memory.told(poll("a", 1), "*", 7);
    memory.told(poll("a", 2), "*", 9);
    expect([memory.lastTold(poll("a", 1), "*"), memory.lastTold(poll("a", 3), "*")]).toEqual([7, 9]);
  });

  test("is remembered for the same set of names in whatever order, and short", () => {
    const many = Array.from({ length: 1_500 }, (_, index) => `site.device.register-${index}`);
    expect(setKey(["b", "a"])).toBe(setKey(["a", "b"]));
    expect(setKey([...many].reverse())).toBe(setKey(many));
    expect(new Set([setKey(undefined), setKey([]), setKey(["*"]), setKey(["a,b"]), setKey(["a", "b"])]).size).toBe(5);
    expect([setKey(many).length < 200, setKey(many) === setKey(many.slice(1))]).toEqual([true, false]);
  });

  test("counts for those who were told nothing before while it is on its way to another connection", () => {
    const memory = new PollMemory<number>();
    const response = new ServerResponse(new IncomingMessage(new Socket()));
    memory.telling(poll("a", 1), response, "*", 7, false);
    memory.told(poll("b", 2), "*", 5);
    memory.telling(poll("b", 3), response, "*", 7, false);
    expect([memory.lastTold(poll("a", 4), "*"), memory.lastTold(poll("b", 4), "*")]).toEqual([7, 5]);
  });

  test("is forgotten when ever more addresses poll", () => {
    const memory = new PollMemory<number>();
    for (let address = 0; address <= 10_000; address++) memory.told(poll(`${address}`, address), "*", address);
    const asked = [0, 1, 10_000].map((address) => memory.lastTold(poll(`${address}`, -1), "*"));
    expect(asked).toEqual([undefined, 1, 10_000]);
  });
});

describe("Parked provider polls", () => {
  test("of an address are answered together, those of others stay", () => {
    const parked = new ParkedProviders();
    const answered: string[] = [];
    const park = (address: string, name: string): (() => void) => parked.park(address, () => answered.push(name));
    park("a", "one");
    const leave = park("a", "gone");
    park("b", "other");
    park("a", "two");
    leave();
    parked.release("a");
    parked.release("nobody");
    expect(answered).toEqual(["one", "two"]);
  });
});

const sockets = new Map<number, Socket>();

/** A poll from an address over one of the connections. */
function poll(ip: string, connection: number): FastifyRequest {
  const socket = sockets.get(connection) ?? new Socket();
  sockets.set(connection, socket);
  return { ip, socket } as FastifyRequest;
}
