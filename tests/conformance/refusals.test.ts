/** *Base protocol*, methods, paths and errors. */
import { describe, expect, test } from "vitest";
import { aName, named } from "./lan.ts";
import { useTarget } from "./target.ts";

const { lan } = useTarget();

describe("405 is the answer to", () => {
  test.each([
    ["POST", "/provider"],
    ["PATCH", "/provider"],
    ["OPTIONS", "/provider"],
    ["HEAD", "/provider"],
    ["POST", "/consumer"],
    ["PATCH", "/consumer"],
    ["DELETE", "/consumer"],
    ["OPTIONS", "/consumer"],
    ["HEAD", "/consumer"],
    ["TRACE", "/consumer"],
    ["PROPFIND", "/consumer"],
  ])("%s %s", async (method, path) => {
    expect((await lan.send(method, path)).status).toBe(405);
  });

  test("CONNECT, which names no path", async () => {
    const answer = await lan.exchange("CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
  });

  test("POST with a good body, which is not applied", async () => {
    const name = aName();
    const answer = await lan.send("POST", "/provider", {
      body: JSON.stringify({ registers: { [name]: { value: 1 } } }),
      headers: { "content-type": "application/json" },
    });
    expect(answer.status).toBe(405);
    expect(await lan.read(named(name))).toEqual(new Map());
  });
});

describe("404 is the answer to", () => {
  test.each([
    "/",
    "/providers",
    "/provide",
    "/provider/",
    "/provider/x",
    "/PROVIDER",
    "/consumer/x",
    "//provider",
    "/favicon.ico",
  ])("GET %s", async (path) => {
    expect((await lan.send("GET", path)).status).toBe(404);
  });

  test.each(["/%63onsumer", "/%43onsumer", "/consumer%20", "/consumer%3Fname=a", "/provider;a=b"])(
    "GET %s, for a path is taken as it is written",
    async (path) => {
      expect((await lan.send("GET", path)).status).toBe(404);
    },
  );

  test("a path with what only browsers write, and do not send", async () => {
    const answer = await lan.exchange(`GET /consumer#there HTTP/1.1\r\nHost: ${lan.hostHeader}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
  });

  test("PUT /registers", async () => {
    expect((await lan.put("/registers", { registers: {} })).status).toBe(404);
  });
});

describe("An error", () => {
  const REFUSED: [string, () => ReturnType<typeof lan.send>][] = [
    ["400 for a body", async () => lan.put("/provider", "nonsense")],
    ["400 for a body of several lines", async () => lan.put("/provider", '{\n"registers":\n\n{"a": b}\n}\n')],
    ["400 for a wait", async () => lan.send("GET", "/consumer?wait=5")],
    ["400 for a wait of several lines", async () => lan.send("GET", "/consumer?wait=5%0A%0D%0A5")],
    ["400 for a ttl", async () => lan.put("/provider", { registers: { a: { value: 1, ttl: "1\n2" } } })],
    [
      "400 under a name of several lines",
      async () => lan.put("/provider", { registers: { "a\nb": { value: 1, ttl: 5 } } }),
    ],
    ["404", async () => lan.send("GET", "/nothing")],
    ["405", async () => lan.send("POST", "/provider")],
    ["413", async () => lan.put("/provider", " ".repeat(1_100_000))],
  ];

  test.each(REFUSED)("is one sentence of plain text and a newline: %s", async (_error, refused) => {
    const { headers, text } = await refused();
    expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(text).toMatch(/^[^\r\n]{10,600}\n$/u);
  });

  test("does not echo a megabyte", async () => {
    const long = "1".repeat(900_000);
    const answers = [
      await lan.put("/provider", { registers: { a: { value: 1, ttl: long } } }),
      await lan.put("/provider", { registers: { [long]: null } }),
      await lan.put("/provider", `{"registers":{"a":{"value":${long}.}}}`),
      await lan.put("/provider", `{"registers":{"a":{"value":${long}e1000}}}`),
      await lan.send("GET", `/consumer?wait=${long}`),
      await lan.send("GET", `/${long}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 404]);
    expect(Math.max(...answers.map(({ text }) => text.length))).toBeLessThan(1_000);
  });

  test("is quick, however long the nonsense", async () => {
    const started = performance.now();
    await lan.put("/provider", { registers: { a: { value: 1, ttl: `${"1".repeat(1_000_000)}x` } } });
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe("The sentence names the path and the cure:", () => {
  test.each<[unknown, string]>([
    ["", 'the body is empty; send {"registers":{"name":{"value":…}}}'],
    [[], 'the body must be an object like {"registers":{…}}, not an array'],
    [{}, 'registers is missing; send {"registers":{"name":{"value":…}}}'],
    [{ registers: null }, "registers: must be an object of registers by name, not null"],
    [{ registers: { boiler: 5 } }, 'registers.boiler: must be an object like {"value":…}, not a number'],
    [{ registers: { boiler: {} } }, "registers.boiler.value is missing; send null when the value is not available"],
    [boilerWithTtl("10"), 'registers.boiler.temp.ttl: "10" needs a unit, for example "10s"'],
    [boilerWithTtl(10), 'registers.boiler.temp.ttl: must be text with a unit, for example "10s", not a number'],
    [boilerWithTtl(null), 'registers.boiler.temp.ttl: must be text with a unit, for example "10s", not null'],
    [
      boilerWithTtl("abc"),
      'registers.boiler.temp.ttl: "abc" is not a duration; write it like "10s", "1m30s" or "500ms"',
    ],
  ])("PUT /provider %j", async (body, sentence) => {
    expect((await lan.put("/provider", body)).text).toBe(`${sentence}\n`);
  });

  test.each([
    ["/consumer?wait=5", 'wait: "5" needs a unit, for example "5s"'],
    ["/provider?wait=abc", 'wait: "abc" is not a duration; write it like "10s", "1m30s" or "500ms"'],
    ["/nothing?name=a", "there is nothing at /nothing; registers are at /provider and /consumer"],
  ])("GET %s", async (path, sentence) => {
    expect((await lan.send("GET", path)).text).toBe(`${sentence}\n`);
  });
});

function boilerWithTtl(ttl: unknown): unknown {
  return { registers: { "boiler.temp": { value: 1, ttl } } };
}

describe("Whatever is refused,", () => {
  test("the host lives on and nothing has changed", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: "unharmed" } });
    const depth = 150_000;
    const hostile = [
      // Text that looks like a large number makes an exact parser look twice.
      `{"registers":{"${name}":{"label":"1e999","value":${"[".repeat(depth)}${"]".repeat(depth)}}}}`,
      `{"registers":{"${name}":{"value":${"[".repeat(depth)}${"]".repeat(depth)}}}}`,
      `{"registers":{"${name}":{"value":${'{"a":'.repeat(depth)}1${"}".repeat(depth)}}}}`,
      `{"registers":{"${name}":${"[".repeat(depth)}`,
      "\u0000".repeat(1_000),
      `{"registers":{"${name}":{"value":"\\ud800\\`,
    ];
    for (const body of hostile) expect((await lan.put("/provider", body)).status).toBe(400);
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value: "unharmed" }]]));
  });
});
