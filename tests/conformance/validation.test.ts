/** *Base protocol*, validation: all or nothing. */
import { describe, expect, test } from "vitest";
import { aName, named } from "./lan.ts";
import { useTarget } from "./target.ts";

const target = useTarget();
const { lan } = target;

const BODIES_WITHOUT_REGISTERS = [
  "",
  " ",
  "null",
  "5",
  '"text"',
  "[]",
  "{}",
  '{"registers":null}',
  '{"registers":[]}',
  '{"registers":"text"}',
  '{"registers":5}',
  '{"Registers":{}}',
  '{"registers":{}',
  "{'registers':{}}",
  '{"registers":{},}',
];

const BAD_ENTRIES = [
  "null",
  "5",
  '"text"',
  "[]",
  "{}",
  '{"metadata":{"unit":"K"}}',
  '{"Value":1}',
  '{"__proto__":{"value":1}}',
  '{"value":}',
  '{"value":undefined}',
  '{"value":NaN}',
  '{"value":Infinity}',
  '{"value":1e400}',
  '{"value":-1e400}',
  '{"value":{"deep":[1,1e999]}}',
  '{"value":1,"metadata":{"max":1e400}}',
  '{"value":01}',
];

const TRAILING = ["x", "{}", "null", "]", ",", "\u0000", '{"registers":{}}'];

describe.each(["/provider", "/consumer"])("PUT %s refuses with 400", (path) => {
  test.each(BODIES_WITHOUT_REGISTERS)("the body %s", async (body) => {
    expect((await lan.put(path, body)).status).toBe(400);
  });

  test.each(BAD_ENTRIES)("a good entry beside the entry %s, and applies neither", async (entry) => {
    const [good, bad] = [aName("good"), aName("bad")];
    const answer = await lan.put(path, `{"registers":{"${good}":{"value":1},"${bad}":${entry}}}`);
    expect(answer.status).toBe(400);
    expect(await lan.read(named(good, bad))).toEqual(new Map());
  });

  test.each(TRAILING)("%j after the JSON, and applies nothing", async (trailing) => {
    const name = aName();
    const answer = await lan.put(path, `{"registers":{"${name}":{"value":1}}}${trailing}`);
    expect(answer.status).toBe(400);
    expect(await lan.read(named(name))).toEqual(new Map());
  });
});

describe("Fine are", () => {
  test.each([
    ["/provider", 204],
    ["/consumer", 202],
  ])('PUT %s {"registers":{}}, answered %i', async (path, status) => {
    const answer = await lan.put(path, { registers: {} });
    expect([answer.status, answer.text]).toEqual([status, ""]);
  });

  test("white space around the JSON, as a here-document leaves it", async () => {
    const name = aName();
    const answer = await lan.put("/provider", `\n {"registers" : {"${name}":{"value":1}}}\r\n\t`);
    expect(answer.status).toBe(204);
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value: 1 }]]));
  });

  test("numbers as large as a number can be", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: [Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE] } });
    expect(await lan.read(named(name))).toEqual(
      new Map([[name, { value: [Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE] }]]),
    );
  });
});

describe("A refused PUT", () => {
  test("does not restart the TTL of the good registers in it", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: 1, ttl: "500ms" } });
    const refused = await lan.put("/provider", {
      registers: { [name]: { value: 1, ttl: "1h" }, [aName("bad")]: { ttl: "1h" } },
    });
    expect(refused.status).toBe(400);
    expect(await lan.read(`${named(name)}&wait=20s`)).toEqual(new Map());
  });

  test("does not change the value of the good registers in it", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: "old", metadata: { unit: "K" } } });
    await lan.put("/provider", { registers: { [name]: { value: "new" }, [aName("bad")]: null } });
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value: "old", metadata: { unit: "K" } }]]));
  });

  test("files no change request", async (context) => {
    const gate = target.gate(context);
    const [good, bad] = [aName("good"), aName("bad")];
    await lan.put("/consumer", { registers: { [good]: { value: 1 }, [bad]: null } });
    await expect(gate.approve(good)).rejects.toThrow();
  });
});
