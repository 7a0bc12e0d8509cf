import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startWindowServer, type WindowServer, type WindowServerOptions } from "#electron/web/window-server.ts";
import { DEMANDED_POLICY } from "#tests/support/content-security.ts";
import { connected, exchange, send, type Answer } from "#tests/support/http.ts";
import { runningHost, type RunningHost } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { openWindow, windowSocket, type Knock } from "#tests/support/window-client.ts";

const started = new AsyncDisposableStack();
let server: WindowServer;
let host: string;

beforeAll(async () => {
  const directory = started.use(await temporaryDirectory());
  await mkdir(join(directory.path, "window"));
  await writeFile(join(directory.path, "secret.txt"), "secret");
  await writeFile(join(directory.path, "window", "index.html"), "<title>Regdesk</title>");
  const running = started.use(await runningHost());
  server = started.use(
    await startWindowServer({ directory: join(directory.path, "window"), port: 0, webSockets: windowsOf(running) }),
  );
  host = new URL(server.url).host;
});
afterAll(() => started.disposeAsync());

const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  send(server.url, path, { headers });

describe("The window's page", () => {
  test("is served, and asked to keep to itself", async () => {
    const { status, text, headers } = await get("/");
    const policy = (headers["content-security-policy"] as string).split("; ");
    expect([status, text, policy]).toEqual([200, "<title>Regdesk</title>", DEMANDED_POLICY]);
    expect(headers).toMatchObject({
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
  });

  test("is found under localhost too", async () => {
    expect((await get("/", { host: host.replace("127.0.0.1", "localhost") })).status).toBe(200);
  });

  test("is found by itself", async () => {
    expect((await get("/", { origin: `http://${host}` })).status).toBe(200);
  });

  const strangers: [string, () => Record<string, string>][] = [
    ["another host", () => ({ host: "regdesk.example" })],
    ["another host with our port", () => ({ host: `regdesk.example:${new URL(server.url).port}` })],
    ["our address without the port", () => ({ host: "127.0.0.1" })],
    ["another address of this machine", () => ({ host: host.replace("127.0.0.1", "127.0.0.2") })],
    ["a foreign origin", () => ({ origin: "http://evil.example" })],
    ["a page without origin", () => ({ origin: "null" })],
    ["our origin under https", () => ({ origin: `https://${host}` })],
  ];
  test.each(strangers)("is refused to %s", async (_who, headers) => {
    const { status, text } = await get("/", headers());
    expect([status, text]).toEqual([403, "This address is for this machine's browser only.\n"]);
  });

  test.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/..%5csecret.txt",
    "/assets/../../secret.txt",
    "//../secret.txt",
    "/....//secret.txt",
    "/secret.txt",
  ])("is all there is: GET %s", async (path) => {
    const { status, text } = await get(path);
    expect([status, text]).toEqual([404, "There is no such page; open the address that Regdesk printed.\n"]);
  });

  test.each(["/%", "/%00", "/%E0%A4%A", "//", "/?%", "/\\"])("is not upset by GET %s", async (path) => {
    expect([200, 404]).toContain((await get(path)).status);
  });

  test("is missed with a sentence when it was not built", async () => {
    await using empty = await temporaryDirectory();
    await using running = await runningHost();
    await using unbuilt = await startWindowServer({
      directory: empty.path,
      port: 0,
      webSockets: windowsOf(running),
    });
    const { status, text } = await send(unbuilt.url, "/");
    expect([status, text]).toEqual([503, "The window has not been built; run `npm run build`.\n"]);
  });

  test("has a port of its own, or says so in a sentence", async () => {
    await using running = await runningHost();
    const port = Number(new URL(server.url).port);
    const second = startWindowServer({
      directory: "/",
      port,
      webSockets: windowsOf(running),
    });
    await expect(second).rejects.toMatchObject({
      code: "PORT_IN_USE",
      message: `Port ${port} for the window is already in use; choose another with --window-port`,
    });
  });
});

describe("The window's socket", () => {
  test("is open to who has the token", async () => {
    using window = await openWindow(server.url);
    expect(await window.client.changeRequests.list({})).toEqual([]);
  });

  test("has a token that cannot be guessed", () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
  });

  const knocks: [string, () => Knock][] = [
    ["no token", () => ({ token: undefined })],
    ["a wrong token", () => ({ token: "x".repeat(43) })],
    ["a token that is too short", () => ({ token: "x" })],
    ["a foreign origin", () => ({ headers: { origin: "http://evil.example" } })],
    ["another host", () => ({ headers: { host: "regdesk.example" } })],
    ["another path", () => ({ path: "/" })],
    ["the token in the address", () => ({ token: undefined, path: `/rpc?token=${server.url.split("=")[1] ?? ""}` })],
  ];
  test.each(knocks)("is refused to %s", async (_what, knock) => {
    const socket = windowSocket(server.url, knock());
    const [, response] = (await once(socket, "unexpected-response")) as [unknown, IncomingMessage];
    expect(response.statusCode).toBe(403);
    socket.on("error", () => undefined).terminate();
  });

  test.each(["//", "/\\", "/%", "http://[", "*", "/rpc/../rpc"])("is refused at the address %s", async (target) => {
    expect(await exchange(server.url, upgradeTo(target))).toMatch(/^HTTP\/1\.1 40[03] /);
    expect((await get("/")).status).toBe(200);
  });

  test("survives who hangs up while being refused", async () => {
    for (let attempt = 0; attempt < 20; attempt++) {
      const socket = await connected(server.url);
      socket.write(upgradeTo("/"));
      if (attempt % 2 === 0) await once(socket, "data");
      socket.resetAndDestroy();
    }
    expect((await get("/")).status).toBe(200);
  });

  test("hangs up on who sends more than a megabyte at once", async () => {
    const socket = windowSocket(server.url);
    await once(socket, "open");
    socket.send("x".repeat((1 << 20) + 1));
    const [code] = (await once(socket, "close")) as [number];
    expect(code).toBe(1009);
  });
});

test("When the window server stops, its windows are told at once", async () => {
  await using running = await runningHost();
  const stopping = await startWindowServer({
    directory: "/",
    port: 0,
    webSockets: windowsOf(running),
  });
  const socket = windowSocket(stopping.url);
  await once(socket, "open");
  const closed = once(socket, "close");
  await stopping[Symbol.asyncDispose]();
  await closed;
  await expect(get("/").then(() => send(stopping.url, "/"))).rejects.toThrow(/ECONNREFUSED/);
});

function upgradeTo(target: string): string {
  return [
    `GET ${target} HTTP/1.1`,
    `Host: ${host}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${"A".repeat(22)}==`,
    "",
    "",
  ].join("\r\n");
}

test("A window that could not be answered is answered when it tries again, and the server stops all the same", async () => {
  await using running = await runningHost();
  const answers = windowsOf(running);
  let failures = 1;
  const webSockets: typeof answers = (options) =>
    failures-- > 0 ? Promise.reject(new Error("it is being replaced")) : answers(options);
  await using flaky = await startWindowServer({ directory: "/", port: 0, webSockets });
  await expect(once(windowSocket(flaky.url), "open")).rejects.toThrow("socket hang up");
  const second = windowSocket(flaky.url);
  await once(second, "open");
  await using failing = await startWindowServer({
    directory: "/",
    port: 0,
    webSockets: () => Promise.reject(new Error()),
  });
  await expect(once(windowSocket(failing.url), "open")).rejects.toThrow("socket hang up");
});

function windowsOf({ host }: RunningHost): WindowServerOptions["webSockets"] {
  return (options) => host.webSockets("anna (window)", options);
}
