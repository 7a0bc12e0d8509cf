import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { failureOf, NEVER, reader, stepsOf } from "./reading.ts";
import { webServer, type Answer } from "./web-server.ts";

const DOCUMENT = '{"registers":{"boiler.temp":{"value":21}}}';

describe("A refusal of the server", () => {
  test.each([
    [401, {}, "auth", undefined],
    [403, {}, "auth", undefined],
    [404, {}, "not-found", undefined],
    [410, {}, "not-found", undefined],
    [429, { "retry-after": "120" }, "rate-limit", 120_000],
    [429, {}, "rate-limit", undefined],
    [
      503,
      { "retry-after": "Mon, 01 Jun 2026 12:01:00 GMT", date: "Mon, 01 Jun 2026 12:00:00 GMT" },
      "rate-limit",
      60_000,
    ],
    [503, {}, "other", undefined],
    [504, {}, "timeout", undefined],
    [418, {}, "other", undefined],
  ])("with %i and %j counts as %s", async (status, headers, failure, retryAfter) => {
    await using server = await webServer((_request, response) => void response.writeHead(status, headers).end());
    const found = await failureOf(reader({ kind: "http", url: server.url }).fetch(undefined, NEVER));
    expect([found.class, found.retryAfter]).toEqual([failure, retryAfter]);
    expect(found.message).toContain(`${server.url} answered ${status} `);
  });

  test("by redirecting in a circle ends after five times", async () => {
    await using server = await webServer((_request, response) => void response.writeHead(301, { location: "/" }).end());
    const { message } = await failureOf(reader({ kind: "http", url: server.url }).fetch(undefined, NEVER));
    expect(message).toContain("redirects more than 5 times");
    expect(server.requests).toHaveLength(6);
  });
});

describe("An answer that", () => {
  test.each<[string, Answer]>([
    [
      "says a longer length than it has",
      (_request, response) => {
        response.writeHead(200, { "content-length": "1000", "content-type": "application/json" });
        response.write(DOCUMENT, () => response.destroy());
      },
    ],
    [
      "breaks off between its chunks",
      (_request, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        response.write(DOCUMENT, () => response.destroy());
      },
    ],
  ])("%s is not taken for the whole", async (_name, answer) => {
    await using server = await webServer(answer);
    const { message } = await failureOf(reader({ kind: "http", url: server.url }).fetch(undefined, NEVER));
    expect(message).toContain(`127.0.0.1:${server.port} broke off before the answer was complete`);
  });

  test("is larger than allowed is left as soon as that shows, packed or not", async () => {
    let sent = 0;
    await using server = await webServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const more = (): void => {
        sent += 1_000;
        if (!response.destroyed) response.write("x".repeat(1_000), () => setImmediate(more));
      };
      more();
    });
    const limits = { bytes: 10_000 };
    const source = { kind: "http", url: server.url } as const;
    expect(await failureOf(reader(source, { limits }).fetch(undefined, NEVER))).toMatchObject({
      class: "too-large",
      message: `${server.url} is larger than the 10000 bytes a source may have; split it into several sources.`,
    });
    expect(sent).toBeLessThan(10_000_000);
    server.answer = (_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("x".repeat(1_000_000)));
    };
    expect(await failureOf(reader(source, { limits }).fetch(undefined, NEVER))).toMatchObject({ class: "too-large" });
  });

  test.each<[string, Answer]>([
    ["never begins", () => undefined],
    [
      "never ends",
      (_request, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        const drip = setInterval(() => response.write(" "), 20);
        response.on("close", () => clearInterval(drip));
      },
    ],
  ])("%s is given up when the time is over, and at once when cancelled", async (_name, answer) => {
    await using server = await webServer(answer);
    const source = { kind: "http", url: server.url } as const;
    expect(await failureOf(reader(source, { timeout: 300 }).fetch(undefined, NEVER))).toMatchObject({
      class: "timeout",
      message: `${server.url} did not answer in full within 300ms; check the connection to it, or give the source more time.`,
    });
    const cancel = new AbortController();
    const fetching = reader(source).fetch(undefined, cancel.signal);
    const reason = new Error("cancelled");
    setTimeout(() => cancel.abort(reason), 50);
    const started = performance.now();
    await expect(fetching).rejects.toBe(reason);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe("A server that cannot be reached", () => {
  test("because nothing listens counts as refused", async () => {
    const server = await webServer(() => undefined);
    await server[Symbol.asyncDispose]();
    expect(await failureOf(reader({ kind: "http", url: server.url }).fetch(undefined, NEVER))).toMatchObject({
      class: "refused",
      message: `127.0.0.1:${server.port} refuses connections; check that the server runs, and the port of the address.`,
    });
  });

  test("because its port is one that browsers refuse too is told", async () => {
    const url = "http://127.0.0.1:6000/plant.json";
    expect(await failureOf(reader({ kind: "http", url }).fetch(undefined, NEVER))).toMatchObject({
      class: "other",
      message: "Port 6000 is kept free for another protocol; serve it on another port.",
    });
  });

  test("because its name does not exist counts as dns", async () => {
    const url = "http://regdesk-nobody.invalid/plant.json";
    expect(await failureOf(reader({ kind: "http", url }).fetch(undefined, NEVER))).toMatchObject({ class: "dns" });
    expect(await stepsOf(reader({ kind: "http", url }).test(NEVER))).toMatchObject([["dns", false, {}]]);
  });
});
