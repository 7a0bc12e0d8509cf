/** *What bad input gets*: whatever way a request ends, the request log has it, and has it once. */
import { once } from "node:events";
import type net from "node:net";
import { text as textOf } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NotedRequest } from "#shared/model/request-log.ts";
import { runningHost, type RunningHost } from "#tests/support/running-host.ts";
import { aName, Lan, named } from "../lan.ts";

let running: RunningHost;
const lan = new Lan(() => running.url);

beforeAll(async () => {
  running = await runningHost();
});
afterAll(async () => running[Symbol.asyncDispose]());

/** What is noted from now on, the latest first. @param act resolves when its connections are closed */
async function notedWhile(act: () => Promise<unknown>): Promise<unknown[]> {
  const before = (await kept())[0]?.number ?? 0;
  await act();
  await lan.settle();
  const since = (await kept()).filter(({ number, path }) => number > before && !path.includes("conformance.settle"));
  return since.map(({ method, path, status, yield: what, message }) => [method, path, status, what, message]);
}

async function kept(): Promise<readonly NotedRequest[]> {
  return running.client.network.keptRequests({ choice: "all" });
}

const NO_TOKEN = "no token was shown";

describe("A poll that is refused while it waits is noted once,", () => {
  test.each([
    ["of a consumer", () => `/consumer?${named(aName())}&wait=30s`],
    ["of a provider", () => `/provider?${named(aName())}&wait=30s`],
    ["for change requests", async () => `/consumer/requests?id=${await requested()}&wait=30s`],
  ])("%s", async (_whose, pathOf) => {
    const path = await pathOf();
    const noted = await notedWhile(async () => {
      const poll = await lan.park(path);
      await running.client.tokens.require({ isRequired: true });
      expect((await poll.answer).status).toBe(401);
      await running.client.tokens.require({ isRequired: false });
    });
    expect(noted).toEqual([["GET", path, 401, "none", NO_TOKEN]]);
  });
});

describe.each(["/provider", "/consumer"])("PUT %s whose body does not come in full is noted once,", (path) => {
  const half = `PUT ${path} HTTP/1.1\r\nContent-Length: 1000\r\n\r\n{"registers":`;

  test("when its client says that nothing more will come", async () => {
    const noted = await notedWhile(async () => lan.exchange(half));
    expect(noted).toEqual([["PUT", path, 400, "none", expect.stringMatching(/^this is not HTTP/)]]);
  });

  test("when its connection dies", async () => {
    const noted = await notedWhile(async () => {
      const socket = await lan.connect();
      socket.write(half);
      await lan.settle();
      socket.resetAndDestroy();
    });
    expect(noted).toEqual([["PUT", path, 0, "none", ""]]);
  });
});

describe("A request that is refused before its body has come is noted once,", () => {
  const half = `PUT /provider HTTP/1.1\r\nOrigin: http://elsewhere.example\r\nContent-Length: 1000\r\n\r\n{`;

  test.each([
    ["when no more of it comes", (socket: net.Socket) => socket.end()],
    ["when its connection dies", (socket: net.Socket) => socket.resetAndDestroy()],
  ])("%s", async (_how, go) => {
    const noted = await notedWhile(async () => {
      const socket = await lan.connect();
      socket.write(half);
      await once(socket, "readable");
      go(socket);
      await once(socket.resume(), "close");
    });
    expect(noted).toEqual([["PUT", "/provider", 403, "none", expect.stringMatching(/elsewhere\.example/)]]);
  });
});

describe("Noted once is", () => {
  test.each([
    ["HEAD", "/consumer", 405],
    ["OPTIONS", "/provider", 405],
    ["DELETE", "/metrics", 405],
    ["PROPFIND", "/consumer", 405],
  ])("%s %s", async (method, path, status) => {
    const noted = await notedWhile(async () => lan.send(method, path));
    expect(noted).toEqual([[method, path, status, "none", expect.stringContaining(`not ${method}`)]]);
  });

  test("a request that would rather speak another protocol", async () => {
    const upgrade = "GET /health HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    const noted = await notedWhile(async () => expect(await lan.exchange(upgrade)).toMatch(/^HTTP\/1\.1 200 /));
    expect(noted).toEqual([["GET", "/health", 200, "none", ""]]);
  });

  test("one that expects what nobody knows, and is served without", async () => {
    const body = JSON.stringify({ registers: { [aName()]: { value: 1 } } });
    const noted = await notedWhile(async () =>
      lan.send("PUT", "/provider", { body, headers: { expect: "the-unexpected" } }),
    );
    expect(noted).toEqual([["PUT", "/provider", 204, "provided", ""]]);
  });

  test("one that takes the listener for a proxy, and is told that it is none", async () => {
    const connect = "CONNECT elsewhere.example:443 HTTP/1.1\r\n\r\n";
    const noted = await notedWhile(async () =>
      expect(await lan.exchange(connect)).toMatch(
        /^HTTP\/1\.1 405 [^]*\r\n\r\nthis is no proxy, and takes no CONNECT; .*\n$/,
      ),
    );
    expect(noted).toEqual([
      ["CONNECT", "elsewhere.example:443", 405, "none", expect.stringMatching(/^this is no proxy/)],
    ]);
  });

  test("the report of a blocked device", async () => {
    const name = aName();
    const { secret } = await running.client.tokens.add({ name: "roof", scopes: ["provide"], registers: [] });
    const push = async () => lan.put(`/t/${secret}/provider`, { registers: { [name]: { value: 1 } } });
    await push();
    await running.client.tokens.require({ isRequired: true });
    const device = async () => (await running.client.fleet.list()).find(({ wireName }) => wireName === "roof");
    await expect.poll(device).toBeDefined();
    await running.client.fleet.review({ ids: [(await device())!.id], decision: "block" });
    const noted = await notedWhile(async () => {
      expect((await push()).status).toBe(403);
      await running.client.tokens.require({ isRequired: false });
    });
    expect(noted).toEqual([
      ["PUT", "/provider", 403, "none", expect.stringMatching(/^the device roof is blocked here/)],
    ]);
  });

  test.each([
    ["hangs up", "", (socket: net.Socket) => socket.destroy()],
    ["dies", "", (socket: net.Socket) => socket.resetAndDestroy()],
    ["dies in the middle of the last one", "     ", (socket: net.Socket) => socket.resetAndDestroy()],
  ])("each request that was sent ahead, when its client %s, and none of them counts", async (_how, missing, go) => {
    const [name, ahead] = [aName(), aName("ahead")];
    const body = JSON.stringify({ registers: { [ahead]: { value: 1 } } });
    const noted = await notedWhile(async () => {
      const socket = await lan.connect();
      socket.write(`GET /consumer?${named(name)}&wait=30s HTTP/1.1\r\n\r\n`);
      socket.write(`PUT /provider HTTP/1.1\r\nContent-Length: ${body.length + missing.length}\r\n\r\n${body}`);
      await lan.settle();
      go(socket);
      await once(socket, "close");
    });
    expect(noted.toSorted()).toEqual([
      ["GET", `/consumer?${named(name)}&wait=30s`, 0, "none", ""],
      ["PUT", "/provider", 0, "none", ""],
    ]);
    expect(await lan.read(named(ahead))).toEqual(new Map());
  });

  test("a connection that sends too much ahead, beside what is answered of it", async () => {
    const noted = await notedWhile(async () => {
      const socket = await lan.connect();
      socket.write("GET /health HTTP/1.1\r\n\r\n".repeat(30));
      await textOf(socket);
    });
    const answered = noted.filter((line) => (line as unknown[])[2] === 200);
    expect([noted.length, answered.length]).toEqual([18, 17]);
    expect(noted).toContainEqual(["GET", "/health", 503, "none", expect.stringContaining("16 requests ahead")]);
  });
});

/** @returns the id of a change request that waits for the technician */
async function requested(): Promise<string> {
  const body = JSON.stringify({ registers: { [aName()]: { value: 1 } } });
  const { text } = await lan.send("PUT", "/consumer", { body, headers: { accept: "application/json" } });
  const { requests } = JSON.parse(text) as { requests: Record<string, { id: string }> };
  return Object.values(requests)[0]!.id;
}
