/** *Extensions*: with `Accept: application/json`, a refusal says its code, its sentence and where in the request the fault
 *  is. */
import { describe, expect, test } from "vitest";
import { type Answer } from "../lan.ts";
import { useTarget } from "../target.ts";
import { specialHost } from "./special-host.ts";

const { lan } = useTarget();

const JSON_PLEASE = { accept: "application/json" };

interface Refusal {
  readonly error: { readonly code: string; readonly message: string; readonly path?: string };
}

async function put(path: string, body: string, headers: object = JSON_PLEASE): Promise<Answer> {
  return lan.send("PUT", path, { body, headers: { ...headers } });
}

async function get(path: string): Promise<Answer> {
  return lan.send("GET", path, { headers: JSON_PLEASE });
}

const REFUSED: [string, () => Promise<Answer>, number, Refusal["error"]][] = [
  [
    "a body that is not JSON",
    async () => put("/provider", ""),
    400,
    { code: "BODY_INVALID", message: 'the body is empty; send {"registers":{"name":{"value":…}}}', path: "" },
  ],
  [
    "a body without registers",
    async () => put("/consumer", "{}"),
    400,
    {
      code: "BODY_INVALID",
      message: 'registers is missing; send {"registers":{"name":{"value":…}}}',
      path: "registers",
    },
  ],
  [
    "a register without a value",
    async () => put("/provider", '{"registers":{"boiler.temp":{}}}'),
    400,
    {
      code: "BODY_INVALID",
      message: "registers.boiler.temp.value is missing; send null when the value is not available",
      path: "registers.boiler.temp.value",
    },
  ],
  [
    "a ttl without a unit",
    async () => put("/provider", '{"registers":{"boiler.temp":{"value":1,"ttl":"10"}}}'),
    400,
    {
      code: "DURATION_INVALID",
      message: 'registers.boiler.temp.ttl: "10" needs a unit, for example "10s"',
      path: "registers.boiler.temp.ttl",
    },
  ],
  [
    "a wait without a unit",
    async () => get("/consumer?wait=5"),
    400,
    { code: "DURATION_INVALID", message: 'wait: "5" needs a unit, for example "5s"', path: "wait" },
  ],
  [
    "a since that is no revision",
    async () => get("/consumer?since=x"),
    400,
    {
      code: "SINCE_INVALID",
      message: 'since: "x" is not a revision; send the one of an earlier answer',
      path: "since",
    },
  ],
  [
    "an unknown path",
    async () => get("/nothing"),
    404,
    { code: "PATH_UNKNOWN", message: "there is nothing at /nothing; registers are at /provider and /consumer" },
  ],
  [
    "a method that the path does not take",
    async () => lan.send("POST", "/consumer", { headers: JSON_PLEASE }),
    405,
    { code: "METHOD_NOT_ALLOWED", message: "/consumer takes GET and PUT, not POST" },
  ],
  [
    "a body that is too large",
    async () => put("/provider", " ".repeat(1_048_577)),
    413,
    {
      code: "BODY_TOO_LARGE",
      message: "the body is larger than the 1048576 bytes that are allowed; send fewer registers at a time",
    },
  ],
  [
    "a page of somebody else",
    async () => lan.send("GET", "/consumer", { headers: { ...JSON_PLEASE, origin: "http://evil.example" } }),
    403,
    {
      code: "ORIGIN_FOREIGN",
      message: "a page of http://evil.example may not use this listener; only devices and programs may",
    },
  ],
  [
    "a name that is not this machine's",
    async () => lan.send("GET", "/consumer", { headers: { ...JSON_PLEASE, host: "evil.example" } }),
    403,
    {
      code: "HOST_FOREIGN",
      message: "Host evil.example is not this machine; use its address, its name or a name that ends in .local",
    },
  ],
];

describe("Who asks for JSON is told in JSON about", () => {
  test.each(REFUSED)("%s", async (_what, refused, status, error) => {
    const answer = await refused();
    expect([answer.status, answer.headers["content-type"]]).toEqual([
      status,
      expect.stringMatching(/^application\/json/),
    ]);
    expect(JSON.parse(answer.text)).toEqual({ error });
  });

  test("a name that is too long, without repeating it", async () => {
    const long = "x".repeat(900_000);
    const answer = await put("/provider", `{"registers":{"${long}":{"value":1}}}`);
    expect(answer.status).toBe(400);
    const { error } = JSON.parse(answer.text) as Refusal;
    expect([error.code, error.path]).toEqual(["NAME_TOO_LONG", `registers.${"x".repeat(40)}…`]);
  });

  test("more requests than are allowed", async (context) => {
    await using host = await specialHost(context, { restLimits: { requestRate: 1 } });
    const ask = async (): Promise<Answer> => host.lan.send("GET", "/health", { headers: JSON_PLEASE });
    const answers = [await ask(), await ask(), await ask()];
    const refused = answers.find(({ status }) => status === 429)!;
    expect(JSON.parse(refused.text)).toEqual({
      error: { code: "RATE_EXCEEDED", message: expect.stringContaining("more than the 1 requests a second") as string },
    });
  });

  test("more registers than there is room for", async (context) => {
    await using host = await specialHost(context, { capacity: 1 });
    const body = JSON.stringify({ registers: { a: { value: 1 }, b: { value: 2 } } });
    const answer = await host.lan.send("PUT", "/provider", { body, headers: JSON_PLEASE });
    expect([answer.status, (JSON.parse(answer.text) as Refusal).error.code]).toEqual([507, "REGISTERS_FULL"]);
  });
});

describe("A refusal in JSON", () => {
  test("does not echo a megabyte", async () => {
    const long = "1".repeat(900_000);
    const answers = [
      await put("/provider", `{"registers":{"a":{"value":1,"ttl":"${long}"}}}`),
      await put("/provider", `{"registers":{"${long}":null}}`),
      await put("/provider", `{"registers":{"${long}":{}}}`),
      await put("/provider", `{"registers":{"a":{"value":${long}.}}}`),
      await get(`/consumer?wait=${long}`),
      await get(`/consumer?since=${long}`),
      await get(`/${long}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400, 404]);
    expect(answers.map(({ text }) => text.length).filter((length) => length > 2_000)).toEqual([]);
  });

  test.each([
    ["application/json", "application/json"],
    ["text/html, application/json;q=0.9, */*;q=0.1", "application/json"],
    ["*/*", "text/plain; charset=utf-8"],
    ["text/plain", "text/plain; charset=utf-8"],
  ])("is for those who ask for it by name: Accept: %s", async (accept, type) => {
    const { headers } = await put("/provider", "nonsense", { accept });
    expect(headers["content-type"]?.split(/; ?charset/)[0]).toBe(type.split(";")[0]);
  });
});
