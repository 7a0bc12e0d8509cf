/** Whatever arrives on the port, the host answers with the exact status and one sentence, lives on, and nothing changes. */
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { connected, exchange, provide, put, request, send, values } from "#tests/support/http.ts";
import { regdesk, servingRegdesk, type ServingRegdesk } from "#tests/support/regdesk-process.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const started = new AsyncDisposableStack();
let serving: ServingRegdesk;
let url: string;

beforeAll(async () => {
  const directory = started.use(await temporaryDirectory());
  serving = started.use(await servingRegdesk(directory.path));
  url = serving.url;
  await provide(url, { a: "unharmed" }, "1h");
  await request(url, { a: "wanted" });
});
afterAll(() => started.disposeAsync());

async function everything() {
  const { stdout: requests } = await regdesk("requests", "--all", "--json", "--data-dir", serving.announced.dataDir);
  return { registers: await values(url, "/consumer"), deliverable: await values(url, "/provider"), requests };
}
let before: Awaited<ReturnType<typeof everything>>;
beforeAll(async () => void (before = await everything()));
afterEach(async () => expect(await values(url, "/consumer")).toEqual(before.registers));
afterAll(async () => expect(await everything()).toEqual(before));

const EXAMPLE = '{"registers":{"name":{"value":…}}}';
const deep = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;
const valued = (value: string): string => `{"registers":{"a":{"value":${value}}}}`;
const lived = (ttl: unknown): string => JSON.stringify({ registers: { a: { value: 1, ttl } } });

describe("A body", () => {
  const refused: [body: string, sentence: string | RegExp][] = [
    ["", `the body is empty; send ${EXAMPLE}`],
    ["nonsense", /^the body is not JSON: /],
    ['{"registers":', /^the body is not JSON: /],
    ['{"registers":{}} x', /^the body is not JSON: /],
    ["{'registers':{}}", /^the body is not JSON: /],
    ["[]", 'the body must be an object like {"registers":{…}}, not an array'],
    ["null", 'the body must be an object like {"registers":{…}}, not null'],
    ["5", 'the body must be an object like {"registers":{…}}, not a number'],
    ["123456789012345678901", 'the body must be an object like {"registers":{…}}, not a number'],
    ["{}", `registers is missing; send ${EXAMPLE}`],
    ['{"__proto__":{"registers":{}}}', `registers is missing; send ${EXAMPLE}`],
    ['{"registers":null}', "registers: must be an object of registers by name, not null"],
    ['{"registers":[]}', "registers: must be an object of registers by name, not an array"],
    ['{"registers":"a"}', "registers: must be an object of registers by name, not a text"],
    ['{"registers":{"a":1}}', 'registers.a: must be an object like {"value":…}, not a number'],
    ['{"registers":{"a":null}}', 'registers.a: must be an object like {"value":…}, not null'],
    ['{"registers":{"a":[]}}', 'registers.a: must be an object like {"value":…}, not an array'],
    ['{"registers":{"a":{}}}', "registers.a.value is missing; send null when the value is not available"],
    [
      '{"registers":{"a":{"__proto__":{"value":1}}}}',
      "registers.a.value is missing; send null when the value is not available",
    ],
    [
      '{"registers":{"a":{"value":2},"b":{}}}',
      "registers.b.value is missing; send null when the value is not available",
    ],
    [valued("1e400"), "the body is not usable: 1e400 is too large for a number"],
    [valued(deep(501)), "registers.a.value: is nested more than 500 levels deep; send a flatter value"],
    [
      valued(`${'{"a":'.repeat(501)}1${"}".repeat(501)}`),
      "registers.a.value: is nested more than 500 levels deep; send a flatter value",
    ],
    [valued(deep(200_000)), /nested|not JSON/],
    [
      `{"registers":{"${"n".repeat(1_025)}":{"value":1}}}`,
      `registers.${"n".repeat(40)}…: the name has 1025 bytes, at most 1024 are allowed`,
    ],
  ];

  test.each(refused)("to PUT /provider: %.60s", async (body, sentence) => {
    await expectRefusal(put(url, "/provider", body), 400, sentence);
  });

  test.each(refused)("to PUT /consumer: %.60s", async (body, sentence) => {
    await expectRefusal(put(url, "/consumer", body), 400, sentence);
  });

  test.each([
    [10, 'registers.a.ttl: must be text with a unit, for example "10s", not a number'],
    [null, 'registers.a.ttl: must be text with a unit, for example "10s", not null'],
    [true, 'registers.a.ttl: must be text with a unit, for example "10s", not a boolean'],
    [[], 'registers.a.ttl: must be text with a unit, for example "10s", not an array'],
    ["", 'registers.a.ttl: "" is not a duration; write it like "10s", "1m30s" or "500ms"'],
    ["5", 'registers.a.ttl: "5" needs a unit, for example "5s"'],
    ["abc", 'registers.a.ttl: "abc" is not a duration; write it like "10s", "1m30s" or "500ms"'],
    ["10 s", 'registers.a.ttl: "10 s" is not a duration; write it like "10s", "1m30s" or "500ms"'],
    ["1d", 'registers.a.ttl: "1d" is not a duration; write it like "10s", "1m30s" or "500ms"'],
    ["3000000h", 'registers.a.ttl: "3000000h" is longer than the 292 years a duration can have'],
    ["9".repeat(100_000), /^registers\.a\.ttl: a text of 100000 characters is not a duration; /],
  ])("with the ttl %.40j", async (ttl, sentence) => {
    await expectRefusal(put(url, "/provider", lived(ttl)), 400, sentence);
  });

  test.each([
    ["text", "registers.a.metadata: must be an object or null, not a text"],
    [[1], "registers.a.metadata: must be an object or null, not an array"],
    [7, "registers.a.metadata: must be an object or null, not a number"],
  ])("with the metadata %j", async (metadata, sentence) => {
    const body = JSON.stringify({ registers: { a: { value: 1, metadata } } });
    await expectRefusal(put(url, "/provider", body), 400, sentence);
  });

  test.each(["/provider", "/consumer"] as const)("of more than a megabyte to PUT %s", async (path) => {
    const sentence = "the body is larger than the 1048576 bytes that are allowed; send fewer registers at a time";
    await expectRefusal(put(url, path, valued(`"${"x".repeat(1 << 20)}"`)), 413, sentence);
  });

  test("that is shorter than was announced", async () => {
    const answer = await exchange(
      url,
      `PUT /provider HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 999\r\n\r\n{"registers"`,
    );
    expect(answer).toMatch(/^(HTTP\/1\.1 400 [^]*)?$/);
  });

  test("that comes drop by drop does not keep others waiting", async () => {
    const socket = await connected(url);
    socket.write("PUT /provider HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60\r\n\r\n");
    for (const drop of '{"registers":{"slow":') {
      socket.write(drop);
      expect(await values(url, "/consumer?name=a")).toEqual({ a: "unharmed" });
    }
    socket.resetAndDestroy();
  });
});

describe("A question", () => {
  test.each([
    ["5", 'wait: "5" needs a unit, for example "5s"'],
    ["soon", 'wait: "soon" is not a duration; write it like "10s", "1m30s" or "500ms"'],
    ["%00", 'wait: "\\u0000" is not a duration; write it like "10s", "1m30s" or "500ms"'],
    ["1s%0a2s", 'wait: "1s\\n2s" is not a duration; write it like "10s", "1m30s" or "500ms"'],
  ])("with wait=%s", async (wait, sentence) => {
    await expectRefusal(send(url, `/consumer?wait=${wait}`), 400, sentence);
    await expectRefusal(send(url, `/provider?wait=${wait}`), 400, sentence);
  });

  test.each([
    ["/", "there is nothing at /; registers are at /provider and /consumer"],
    ["/favicon.ico", "there is nothing at /favicon.ico; registers are at /provider and /consumer"],
    ["/provider/", "there is nothing at /provider/; registers are at /provider and /consumer"],
    ["/Provider?name=a", "there is nothing at /Provider; registers are at /provider and /consumer"],
    ["/%", /./],
    ["/%00", /./],
    ["/%E0%A4%A", /./],
  ])("at %s", async (path, sentence) => {
    await expectRefusal(send(url, path), [400, 404], sentence);
  });

  test.each([
    ["POST", "/provider", "/provider takes GET and PUT and DELETE, not POST", "GET, PUT, DELETE"],
    ["PATCH", "/consumer", "/consumer takes GET and PUT, not PATCH", "GET, PUT"],
    ["DELETE", "/consumer", "/consumer takes GET and PUT, not DELETE", "GET, PUT"],
    ["OPTIONS", "/consumer", "/consumer takes GET and PUT, not OPTIONS", "GET, PUT"],
    ["TRACE", "/consumer", "/consumer takes GET and PUT, not TRACE", "GET, PUT"],
    ["PROPFIND", "/consumer", "/consumer takes GET and PUT, not PROPFIND", "GET, PUT"],
  ])("with the method %s at %s", async (method, path, sentence, allow) => {
    const answer = send(url, path, { method });
    await expectRefusal(answer, 405, sentence);
    expect((await answer).headers.allow).toBe(allow);
  });

  test.each([
    ["no HTTP", "what?\r\n\r\n"],
    ["HTTP of the wrong kind", "GET /consumer HTTP/9.9\r\n\r\n"],
    ["a header without end", `GET /consumer HTTP/1.1\r\nX: ${"x".repeat(2 << 20)}`],
    ["two lengths", "PUT /consumer HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}"],
    [
      "a length and chunks",
      "PUT /consumer HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["chunks that are none", "PUT /consumer HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"],
    ["a tunnel", "CONNECT other:80 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"],
    ["an upgrade", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"],
  ])("that is %s", async (_what, bytes) => {
    const answer = await exchange(url, bytes).catch((error: unknown) => (error as NodeJS.ErrnoException).code ?? "");
    expect(answer).toMatch(/^(HTTP\/1\.1 4\d\d [^]*|ECONNRESET|EPIPE|)$/);
  });

  test("that nobody waits for the answer to", async () => {
    for (let attempt = 0; attempt < 20; attempt++) {
      const socket = await connected(url);
      socket.write("GET /consumer?name=a&wait=10s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      socket.write("GET /consumer HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      if (attempt % 2 === 0) socket.resetAndDestroy();
      else socket.destroy();
      await once(socket, "close");
    }
    expect((await send(url, "/consumer")).status).toBe(200);
  });

  test("from a page of somebody else", async () => {
    const foreign = await send(url, "/consumer", { headers: { origin: "http://evil.example" } });
    const rebound = await send(url, "/consumer", { headers: { host: "evil.example" } });
    expect([foreign.status, rebound.status]).toEqual([403, 403]);
  });
});

async function expectRefusal(
  answering: ReturnType<typeof send>,
  status: number | readonly number[],
  sentence: string | RegExp,
): Promise<void> {
  const answer = await answering;
  expect([status].flat()).toContain(answer.status);
  expect(answer.headers["content-type"]).toBe("text/plain; charset=utf-8");
  expect(answer.text).toMatch(/^[^\r\n]{10,600}\n$/);
  if (typeof sentence === "string") expect(answer.text).toBe(`${sentence}\n`);
  else expect(answer.text).toMatch(sentence);
}
