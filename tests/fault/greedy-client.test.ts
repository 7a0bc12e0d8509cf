/** Clients that ask for so much that, held as it comes, it would fill the memory: none of it is more than a limit allows. */
import type net from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connected, provide, send } from "#tests/support/http.ts";
import { limitedHost, type LimitedHost } from "./serving.ts";

const MIB = 1 << 20;
const JSON_PLEASE = { accept: "application/json" };

let host: LimitedHost;
beforeAll(async () => {
  host = await limitedHost({});
  await provide(host.url, { "boiler.temperature": 1 });
});
afterAll(async () => host[Symbol.asyncDispose]());

describe("The memory is not filled by", () => {
  test("what is remembered of those who follow a long change request in ever other words", async () => {
    const body = JSON.stringify({ registers: { recipe: { value: "x".repeat(900_000) } } });
    const { text } = await send(host.url, "/consumer", { method: "PUT", body, headers: JSON_PLEASE });
    const [id] = /\d+/.exec(text) ?? [];
    await follow(`id=${id}`);
    const before = await host.memory();
    for (let words = 0; words < 300; words++) await follow(`id=${id}&id=${words}x`);
    expect((await host.memory()) - before).toBeLessThan(120 * MIB); // 300 answers are 270 MB
  });

  test("polls for tens of thousands of names each: those for which there is no room are answered at once", async () => {
    const before = await host.memory();
    const sockets: net.Socket[] = [];
    let answered = 0;
    for (let poll = 0; poll < 50; poll++) {
      const names = Array.from({ length: 48_000 }, (_, index) => `${poll}.${index}`);
      const socket = await connected(host.url);
      socket.once("data", () => (answered += 1));
      socket.write(`GET /consumer?wait=10m&names=${names.join(",")} HTTP/1.1\r\n\r\n`);
      sockets.push(socket);
    }
    await settle();
    expect(answered).toBeGreaterThan(20);
    expect((await host.memory()) - before).toBeLessThan(600 * MIB); // all of them are 1 GB
    for (const socket of sockets) socket.destroy();
  });

  test("streams for tens of thousands of names each: those for which there is no room end", async () => {
    const before = await host.memory();
    const sockets: net.Socket[] = [];
    let ended = 0;
    for (let stream = 0; stream < 50; stream++) {
      const names = Array.from({ length: 48_000 }, (_, index) => `${stream}.${index}`);
      const socket = await connected(host.url);
      socket.once("end", () => (ended += 1)).resume();
      socket.write(`GET /consumer/stream?names=${names.join(",")} HTTP/1.1\r\nConnection: close\r\n\r\n`);
      sockets.push(socket);
    }
    await settle();
    await expect.poll(() => ended).toBeGreaterThan(20);
    expect((await host.memory()) - before).toBeLessThan(600 * MIB); // all of them are 1 GB
    for (const socket of sockets) socket.destroy();
  });

  test("a few characters of a megabyte, of which only they are kept", async () => {
    const before = await host.memory();
    const long = "x".repeat(900_000);
    for (let count = 0; count < 80; count++) {
      const headers = { "user-agent": long };
      const body = JSON.stringify({ registers: { [`setpoint${count}`]: { value: 1 } } });
      expect((await send(host.url, "/consumer", { method: "PUT", body, headers })).status).toBe(202);
      expect((await send(host.url, `/t/${long}/consumer?name=boiler.temperature`)).status).toBe(200);
      const serial = `{"registers":{"serial${count}":{"value":12345678901234567890,"ttl":"10m"}}}`.padEnd(900_000);
      expect((await send(host.url, "/provider", { method: "PUT", body: serial })).status).toBe(204);
      await provide(host.url, { [`withdrawn.register${count}`]: 1 });
      const gone = `/provider?name=withdrawn.register${count}&name=${long}`;
      expect((await send(host.url, gone, { method: "DELETE" })).status).toBe(204);
    }
    expect((await host.memory()) - before).toBeLessThan(80 * MIB); // all of it is 288 MB
  });

  test("tens of thousands of the shortest requests, sent ahead of an answer that does not come: the host hangs up", async () => {
    const before = await host.connections();
    const sockets = await Promise.all(Array.from({ length: 20 }, () => connected(host.url)));
    for (const socket of sockets) {
      socket.on("error", () => undefined);
      socket.write("GET /consumer?name=nobody&wait=10m HTTP/1.1\r\n\r\n");
      socket.write("GET / HTTP/1.1\r\n\r\n".repeat(50_000));
    }
    await settle();
    await expect.poll(() => host.connections()).toBeLessThanOrEqual(before);
    for (const socket of sockets) socket.destroy();
  });

  test("requests that are sent ahead of an answer that does not come", async () => {
    const before = await host.memory();
    const ahead = `GET /health HTTP/1.1\r\nX-Much: ${"x".repeat(1_000_000)}\r\n\r\n`;
    const sockets = await Promise.all(Array.from({ length: 100 }, () => connected(host.url)));
    for (const socket of sockets) {
      socket.on("error", () => undefined); // the host may hang up
      socket.write("GET /consumer?name=nobody&wait=10m HTTP/1.1\r\n\r\n");
      for (let count = 0; count < 3; count++) socket.write(ahead);
    }
    await settle();
    expect((await host.memory()) - before).toBeLessThan(220 * MIB); // with two of each connection it is 300 MB
    for (const socket of sockets) socket.destroy();
  });
});

async function follow(query: string): Promise<void> {
  expect((await send(host.url, `/consumer/requests?${query}`)).status).toBe(200);
}

/** An answer to something sent later says that the host has seen what was sent before. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await send(host.url, "/health");
}
