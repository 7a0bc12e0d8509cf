/** *Who may do what*, limits that a test can only reach on a host that was set for it: each with its own clear error. */
import { once } from "node:events";
import type net from "node:net";
import { text as textOf } from "node:stream/consumers";
import { describe, expect, test, type TestContext } from "vitest";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { registersOf, type Answer } from "../lan.ts";
import { anotherAddress, FieldClient } from "../promises/field-client.ts";
import { specialHost } from "./special-host.ts";

describe("A body", () => {
  test("above the limit is 413, and the sentence says the limit", async (context) => {
    await using host = await specialHost(context, { restLimits: { body: 100 } });
    const fits = await host.lan.put("/provider", '{"registers":{"a":{"value":1}}}'.padEnd(100));
    const refused = await host.lan.put("/provider", '{"registers":{"a":{"value":2}}}'.padEnd(101));
    expect([fits.status, refused.status]).toEqual([204, 413]);
    expect(refused.text).toBe(
      "the body is larger than the 100 bytes that are allowed; send fewer registers at a time\n",
    );
    expect(await host.lan.read("")).toEqual(new Map([["a", { value: 1 }]]));
  });
});

describe("More registers in a request than are allowed", () => {
  test("are 413 in a report and in a wish, and none of them counts", async (context) => {
    await using host = await specialHost(context, { restLimits: { registers: 2 } });
    const most = { a: { value: 1 }, b: { value: 1 } };
    const tooMany = { registers: { ...most, c: { value: 2 } } };
    const [fits, report, wish] = [
      await host.lan.put("/provider", { registers: most }),
      await host.lan.put("/provider", tooMany),
      await host.lan.put("/consumer", tooMany),
    ];
    expect([fits.status, report.status, wish.status]).toEqual([204, 413, 413]);
    expect(report.text).toBe(
      "registers: there are 3, and a request may have at most 2; send them in several requests\n",
    );
    expect(await host.lan.read("")).toEqual(new Map(Object.entries(most)));
    expect(await host.client.changeRequests.list({})).toEqual([]);
  });
});

describe("A name above 1 KiB", () => {
  test("is 400 in a report", async (context) => {
    await using host = await specialHost(context);
    const refused = await host.lan.put("/provider", {
      registers: { ok: { value: 1 }, ["x".repeat(1_025)]: { value: 1 } },
    });
    expect([refused.status, refused.text]).toEqual([
      400,
      `registers.${"x".repeat(40)}…: the name has 1025 bytes, at most 1024 are allowed\n`,
    ]);
    expect(await host.lan.read("")).toEqual(new Map());
  });
});

describe("More registers than there is room for", () => {
  test("are 507, and nothing of the report is applied", async (context) => {
    await using host = await specialHost(context, { capacity: 3 });
    await host.lan.provide({ a: { value: 1 }, b: { value: 1 } });
    const refused = await host.lan.put("/provider", {
      registers: { a: { value: 2 }, c: { value: 2 }, d: { value: 2 } },
    });
    expect([refused.status, refused.text]).toEqual([
      507,
      "Regdesk holds 2 registers and takes at most 3; provide fewer, or raise the limit with --max-registers\n",
    ]);
    expect(await host.lan.read("")).toEqual(
      new Map([
        ["a", { value: 1 }],
        ["b", { value: 1 }],
      ]),
    );
  });

  test("leave those that are there refreshed and changed, and room is free again when one is gone", async (context) => {
    await using host = await specialHost(context, { capacity: 2 });
    await host.lan.provide({ a: { value: 1 }, b: { value: 1 } });
    await host.lan.provide({ a: { value: 2 }, b: { value: 1 } });
    expect((await host.lan.put("/provider", { registers: { c: { value: 1 } } })).status).toBe(507);
    await host.lan.send("DELETE", "/provider?name=a");
    await host.lan.provide({ c: { value: 1 } });
    expect([...(await host.lan.read("")).keys()].sort()).toEqual(["b", "c"]);
  });

  test("are served again when one has expired", async (context) => {
    await using host = await specialHost(context, { capacity: 1 });
    await host.lan.provide({ a: { value: 1, ttl: "50ms" } });
    await host.lan.read("name=a&wait=20s");
    await host.lan.provide({ b: { value: 1 } });
    expect(await host.lan.read("")).toEqual(new Map([["b", { value: 1 }]]));
  });
});

describe("Connections of one address above the limit", () => {
  test("are told so and closed; those there are, and other addresses, are served", async (context) => {
    await using host = await specialHost(context, { restLimits: { connections: 2 } });
    using elsewhere = new FieldClient(host.lan, anotherAddress(context));
    const taken = [await host.lan.connect(), await host.lan.connect()];
    const refusal = await textOf(await host.lan.connect());
    expect(refusal).toMatch(/^HTTP\/1\.1 503 /);
    expect(refusal).toContain("this address has more than the 2 open connections that are allowed; close some");
    expect((await elsewhere.get("/health")).status).toBe(200);
    expect(await askOver(taken[0]!, host.lan.hostHeader)).toMatch(/^HTTP\/1\.1 200 /);
    const closed = once(taken[1]!, "close");
    taken[1]!.destroy();
    await closed;
    // The host may see a little later that one is closed.
    await expect.poll(async () => askOver(await host.lan.connect(), host.lan.hostHeader)).toMatch(/^HTTP\/1\.1 200 /);
    taken[0]!.destroy();
  });

  test("have no effect, whatever is sent over them", async (context) => {
    await using host = await specialHost(context, { restLimits: { connections: 1 } });
    const taken = await host.lan.connect();
    const body = '{"registers":{"a":{"value":1}}}';
    const head = `HTTP/1.1\r\nHost: ${host.lan.hostHeader}\r\n`;
    const refusals = ["/provider", "/consumer"].map((path) =>
      host.lan.exchange(`PUT ${path} ${head}Content-Length: ${body.length}\r\n\r\n${body}`),
    );
    for (const refusal of await Promise.all(refusals)) expect(refusal).toMatch(/^HTTP\/1\.1 503 [^]*open connections/);
    expect(await host.client.changeRequests.list({ all: true })).toEqual([]);
    expect(await askOver(taken, host.lan.hostHeader, "/consumer")).toMatch(/\{"registers":\{\}\}$/);
    taken.destroy();
  });
});

describe("Requests that a connection sends ahead of the answer to its first", () => {
  const sentAhead = async (context: TestContext, count: number, padding = ""): Promise<string> => {
    await using host = await specialHost(context);
    const head = `HTTP/1.1\r\nHost: ${host.lan.hostHeader}\r\n${padding}`;
    const socket = await host.lan.connect();
    const ahead = Array.from({ length: count }, () => `GET /health ${head}\r\n`);
    ahead.push(ahead.pop()!.replace(/\r\n$/, "Connection: close\r\n\r\n"));
    socket.write(`GET /consumer?name=a&wait=200ms ${head}\r\n${ahead.join("")}`);
    return await textOf(socket);
  };

  test("are answered in their turn, sixteen of them", async (context) => {
    const answers = await sentAhead(context, 16);
    expect(answers.match(/HTTP\/1\.1 200 /g)).toHaveLength(17);
    expect(answers.indexOf('{"registers":{}}')).toBeLessThan(answers.indexOf('"status":"ok"'));
  });

  test("are told so and the connection closed when they are more, once those before are answered", async (context) => {
    const answers = await sentAhead(context, 40);
    expect(answers.match(/HTTP\/1\.1 200 /g)).toHaveLength(17);
    expect(answers).toContain(
      "this connection has sent more than the 16 requests ahead that are allowed; wait for answers\n",
    );
  });

  test("are so, too, when they are fewer with more than a megabyte of headers", async (context) => {
    const answers = await sentAhead(context, 5, `X-Much: ${"x".repeat(300_000)}\r\n`);
    expect(answers.match(/HTTP\/1\.1 200 /g)).toHaveLength(3); // the one under way counts, too
    expect(answers).toContain(
      "this connection has sent more than the 1048576 bytes of headers ahead that are allowed; wait for answers\n",
    );
  });
});

describe("Headers that all connections together send ahead", () => {
  test("are told so above their limit, and the connections closed; others are served", async (context) => {
    await using host = await specialHost(context);
    const ahead = `GET /health HTTP/1.1\r\nX-Much: ${"x".repeat(1_000_000)}\r\nConnection: close\r\n\r\n`;
    const sockets: net.Socket[] = [];
    for (let count = 0; count < 70; count++) {
      const socket = await host.lan.connect();
      socket.write(`GET /consumer?name=a&wait=60s HTTP/1.1\r\n\r\n${ahead}`);
      sockets.push(socket.resume());
    }
    const refused = async () =>
      (await host.client.network.keptRequests({ choice: "refused" })).map(({ message }) => message);
    await expect.poll(refused).toHaveLength(3);
    expect(new Set(await refused())).toEqual(
      new Set([
        "all connections together have sent more than the 67108864 bytes of headers ahead that are allowed; wait for answers",
      ]),
    );
    expect((await host.lan.send("GET", "/health")).status).toBe(200);
    const answers = Promise.all(sockets.map(async (socket) => textOf(socket)));
    await host.lan.provide({ a: { value: 1 } });
    const last = (await answers).map((answer) => answer.match(/HTTP\/1\.1 (\d+)/g)?.at(-1));
    expect(last.filter((status) => status === "HTTP/1.1 503")).toHaveLength(3);
    for (const socket of sockets) socket.destroy();
  });
});

describe("Requests of one address above the rate", () => {
  test("are 429 and say when to come back; other addresses are served", async (context) => {
    const clock = new FakeClock();
    await using host = await specialHost(context, { clock, restLimits: { requestRate: 2 } });
    using elsewhere = new FieldClient(host.lan, anotherAddress(context));
    const ask = async (): Promise<Answer> => host.lan.send("GET", "/health");
    const answers = [await ask(), await ask(), await ask()];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect([answers[2]?.headers["retry-after"], answers[2]?.text]).toEqual([
      "1",
      "this address sends more than the 2 requests a second that are allowed; send fewer, or more registers at a time\n",
    ]);
    expect((await elsewhere.get("/health")).status).toBe(200);
    await clock.advance(1_000);
    expect((await ask()).status).toBe(200);
  });

  test("have no effect", async (context) => {
    const clock = new FakeClock();
    await using host = await specialHost(context, { clock, restLimits: { requestRate: 1 } });
    const taken = await host.lan.put("/provider", { registers: { a: { value: 1 } } });
    const refused = await host.lan.put("/provider", { registers: { a: { value: 2 } } });
    await clock.advance(1_000);
    expect([taken.status, refused.status]).toEqual([204, 429]);
    expect(registersOf(await host.lan.send("GET", "/consumer"))).toEqual(new Map([["a", { value: 1 }]]));
  });

  test("do not exist unless the rate is set", async (context) => {
    await using host = await specialHost(context);
    const answers = await Promise.all(Array.from({ length: 200 }, async () => host.lan.send("GET", "/health")));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

async function askOver(socket: net.Socket, host: string, path = "/health"): Promise<string> {
  const answered = once(socket, "data");
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  return String((await answered)[0]);
}
