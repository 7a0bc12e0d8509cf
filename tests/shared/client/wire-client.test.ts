import type { Fetch, FetchAnswer } from "#shared/client/fetch.ts";
import { WireClient } from "#shared/client/wire-client.ts";
import { parseJson } from "#shared/json.ts";
import { describe, expect, test } from "vitest";
import { answer } from "./fake-host.ts";

const signal = new AbortController().signal;

/** A client whose requests all get the same answer, and what it asked last. */
function clientFor(
  given: FetchAnswer | Error,
  url = "http://laptop:8080",
): { client: WireClient; asked: () => string[] } {
  const asked: string[] = [];
  const fetch: Fetch = async (target, { method, body }) => {
    asked.push(`${method} ${target}${body === undefined ? "" : ` ${body}`}`);
    if (given instanceof Error) throw given;
    return Promise.resolve(given);
  };
  return { client: new WireClient(url, fetch), asked: () => asked };
}

describe("The wire client", () => {
  test("provides registers with what is known of them", async () => {
    const { client, asked } = clientFor(answer(204, ""));
    const registers = new Map([
      ["a", { value: parseJson("12345678901234567890"), metadata: { unit: "K" }, ttl: 90_000 }],
      ["__proto__", { value: null }],
    ]);
    await client.putProvider(registers, signal);
    expect(asked()).toEqual([
      'PUT http://laptop:8080/provider {"registers":{"a":{"value":12345678901234567890,"metadata":{"unit":"K"},"ttl":"1m30s"},"__proto__":{"value":null}}}',
    ]);
  });

  test("asks for values", async () => {
    const { client, asked } = clientFor(answer(202, ""));
    await client.putConsumer(new Map([["setpoint", 22]]), signal);
    expect(asked()).toEqual(['PUT http://laptop:8080/consumer {"registers":{"setpoint":{"value":22}}}']);
  });

  test("reads names as they are, and waits", async () => {
    const { client, asked } = clientFor(answer(200, '{"registers":{"__proto__":{"value":1,"metadata":{"unit":"K"}}}}'));
    const found = await client.getConsumer(["__proto__", "a b,c&d=", "\ud800"], 30_000, signal);
    expect(found).toEqual(new Map([["__proto__", { value: 1, metadata: { unit: "K" } }]]));
    expect(asked()).toEqual([
      "GET http://laptop:8080/consumer?name=__proto__&name=a%20b%2Cc%26d%3D&name=%EF%BF%BD&wait=30s",
    ]);
  });

  test("reads everything when it names nothing", async () => {
    const { client, asked } = clientFor(answer(200, '{"registers":{}}'));
    await client.getConsumer([], 0, signal);
    expect(asked()).toEqual(["GET http://laptop:8080/consumer"]);
  });

  test("takes change requests as values by name", async () => {
    const { client } = clientFor(answer(200, '{"registers":{"setpoint":{"value":null}}}'));
    expect(await client.getProvider(["setpoint"], 0, signal)).toEqual(new Map([["setpoint", null]]));
  });

  test("keeps a path in the address, where a token may be", async () => {
    const { client, asked } = clientFor(answer(200, '{"registers":{}}'), "http://laptop:8080/t/TOKEN/");
    await client.getConsumer([], 0, signal);
    expect(asked()).toEqual(["GET http://laptop:8080/t/TOKEN/consumer"]);
  });

  test("passes on the host's own sentence", async () => {
    const { client } = clientFor(answer(413, "the body is larger than 1 MiB\n"));
    await expect(client.putProvider(new Map(), signal)).rejects.toMatchObject({
      code: "BODY_TOO_LARGE",
      message: "the body is larger than 1 MiB",
    });
  });

  test("says that the host does not answer, and why", async () => {
    const cause = new TypeError("fetch failed");
    const { client } = clientFor(cause);
    await expect(client.getConsumer([], 0, signal)).rejects.toMatchObject({
      code: "HOST_UNREACHABLE",
      message: "http://laptop:8080 does not answer",
      cause,
    });
  });

  test.each(["<html>", "null", "{}", '{"registers":[]}', '{"registers":{"a":1}}', '{"registers":{"a":{}}}', "1e400"])(
    "does not take %s for an answer",
    async (text) => {
      const { client } = clientFor(answer(200, text));
      await expect(client.getConsumer([], 0, signal)).rejects.toMatchObject({
        code: "HOST_UNREACHABLE",
        message: "http://laptop:8080 does not speak the protocol of registers",
      });
    },
  );

  test("leaves an aborted request what it is", async () => {
    const { client } = clientFor(new DOMException("aborted", "AbortError"));
    await expect(client.getConsumer([], 0, AbortSignal.abort())).rejects.toThrow(DOMException);
  });

  test("takes the platform's fetch as it is", () => {
    const platform: Fetch = fetch;
    expect(new WireClient("http://laptop:8080", platform)).toBeInstanceOf(WireClient);
  });
});
