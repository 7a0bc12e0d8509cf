/** *What bad input gets*: the last requests, with their errors, are in the window's request log. */
import { text as textOf } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import type { NotedRequest } from "#shared/model/request-log.ts";
import { specialHost, type SpecialHost } from "./special-host.ts";

/** The latest first, without what no test can foresee. */
async function noted({ client }: SpecialHost, most = 500): Promise<unknown[]> {
  const requests = await client.network.keptRequests({ choice: "all" });
  return requests.slice(0, most).map(brief);
}

function brief({ method, path, status, yield: what, count, message }: NotedRequest): unknown[] {
  return [method, path, status, what, count, ...(message === "" ? [] : [message])];
}

describe("The request log", () => {
  test("has every request, whatever became of it, and nothing of the token it showed", async (context) => {
    await using host = await specialHost(context);
    const { lan } = host;
    const { secret } = await host.client.tokens.add({ name: "pump", scopes: ["provide"], registers: [] });
    await lan.provide({ a: { value: 1 }, b: { value: 2 } });
    await lan.request({ a: 3 });
    const { text } = await lan.send("GET", "/consumer?name=a");
    await lan.put("/provider", { registers: { a: { value: 1, ttl: "10" } } });
    await lan.send("GET", `/t/${secret}/provider?name=${secret}`);
    await lan.send("DELETE", "/provider?name=b");
    await lan.send("GET", "/nothing");
    await lan.send("GET", "/health");
    await lan.send("GET", "/metrics");
    expect(await noted(host)).toEqual([
      ["GET", "/metrics", 200, "none", 0],
      ["GET", "/health", 200, "none", 0],
      ["GET", "/nothing", 404, "none", 0, "there is nothing at /nothing; registers are at /provider and /consumer"],
      ["DELETE", "/provider?name=b", 204, "withdrawn", 1],
      ["GET", "/provider?name=rdt_…", 200, "handed-out", 0],
      ["PUT", "/provider", 400, "none", 0, expect.stringMatching(/^registers\.a\.ttl: "10" needs a unit/)],
      ["GET", "/consumer?name=a", 200, "read", text.length],
      ["PUT", "/consumer", 202, "asked", 1],
      ["PUT", "/provider", 204, "provided", 2],
    ]);
    const refused = await host.client.network.keptRequests({ choice: "refused" });
    expect(refused.map(({ status, address }) => [status, address])).toEqual([
      [404, "127.0.0.1"],
      [400, "127.0.0.1"],
    ]);
  });

  test("has a long poll once it is answered, with how long it waited, and one whose client hung up", async (context) => {
    await using host = await specialHost(context);
    const { lan } = host;
    const poll = await lan.park("/consumer?name=a&wait=30s");
    const providerPoll = await lan.park("/provider?name=a&wait=100ms");
    const dying = await lan.park("/consumer?name=b&wait=30s");
    const isPoll = ({ path }: NotedRequest) => path.includes("wait");
    const before = (await host.client.network.keptRequests({ choice: "all" })).filter(({ path }) =>
      path.includes("30s"),
    );
    await lan.provide({ a: { value: 1 } });
    await poll.answer;
    await providerPoll.answer;
    dying.die();
    await expect.poll(() => noted(host)).toContainEqual(["GET", "/consumer?name=b&wait=30s", 0, "none", 0]);
    const polls = (await host.client.network.keptRequests({ choice: "all" })).filter(isPoll);
    expect([before, polls.length, polls.every(({ waited }) => waited > 0 && waited < 30_000)]).toEqual([[], 3, true]);
    expect(polls.find(({ path }) => path.startsWith("/provider"))?.waited).toBeGreaterThanOrEqual(99);
  });

  test("has what is refused below HTTP: no HTTP, and headers too large", async (context) => {
    await using host = await specialHost(context);
    await host.lan.exchange("hello\r\n\r\n");
    await host.lan.exchange(`GET /consumer HTTP/1.1\r\nx: ${"x".repeat(1 << 21)}\r\n\r\n`).catch(() => undefined);
    expect(await noted(host)).toEqual([
      ["", "", 431, "none", 0, expect.stringMatching(/^the headers are larger than/)],
      ["", "", 400, "none", 0, expect.stringMatching(/^this is not HTTP/)],
    ]);
  });

  test("has a connection above the limit, once, whatever comes over it", async (context) => {
    await using host = await specialHost(context, { restLimits: { connections: 2 } });
    const open = [await host.lan.connect(), await host.lan.connect()];
    const turnedAway = await host.lan.connect();
    turnedAway.write("hello\r\n\r\n");
    await textOf(turnedAway);
    for (const socket of open) socket.destroy();
    expect(await noted(host)).toEqual([
      ["", "", 503, "none", 0, expect.stringMatching(/^this address has more than the 2 open connections/)],
    ]);
  });

  test("has a request that arrives too slowly, with as much of it as came", async (context) => {
    await using host = await specialHost(context, { restLimits: { arrival: 100 } });
    for (const path of ["/provider", "/consumer"]) {
      const socket = await host.lan.connect();
      socket.write(`PUT ${path} HTTP/1.1\r\nContent-Length: 100\r\n\r\n{`);
      await textOf(socket);
    }
    await host.lan.send("GET", "/health"); // has read that the connections are closed
    expect((await noted(host)).slice(1)).toEqual([
      ["PUT", "/consumer", 408, "none", 0, expect.stringMatching(/^the request took longer than 0.1 s to arrive/)],
      ["PUT", "/provider", 408, "none", 0, expect.stringMatching(/^the request took longer than 0.1 s to arrive/)],
    ]);
  });

  test("tells a window what comes while it looks", async (context) => {
    await using host = await specialHost(context);
    await host.lan.send("GET", "/health");
    const feed = await host.client.network.requests({ choice: "all" });
    const first = await feed.next();
    await host.lan.put("/provider", "{");
    const second = await feed.next();
    await feed.return();
    expect([first.value, second.value]).toMatchObject([
      { kind: "snapshot", requests: [{ path: "/health", status: 200 }] },
      { kind: "delta", requests: [{ path: "/provider", status: 400 }] },
    ]);
  });
});
