/** *Base protocol*, the table: the four requests and what each is answered. */
import { describe, expect, test } from "vitest";
import { aName, named } from "./lan.ts";
import { useTarget } from "./target.ts";

const target = useTarget();
const { lan } = target;

describe("PUT /provider", () => {
  test("is answered 204 with an empty body", async () => {
    const answer = await lan.put("/provider", { registers: { [aName()]: { value: 21.5 } } });
    expect([answer.status, answer.text]).toEqual([204, ""]);
  });

  test("makes the register readable at once, with value and metadata as they came", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: 21.5, metadata: { unit: "°C", device: "boiler" }, ttl: "10s" } });
    const answer = await lan.send("GET", `/consumer?${named(name)}`);
    expect(JSON.parse(answer.text)).toEqual({
      registers: { [name]: { value: 21.5, metadata: { unit: "°C", device: "boiler" } } },
    });
  });
});

describe("GET /provider", () => {
  test("is answered 200 with no registers when nothing was approved", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: 1 } });
    const answer = await lan.send("GET", `/provider?${named(name)}`);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { registers: {} }]);
  });

  test("takes the approved change requests, values only", async (context) => {
    const gate = target.gate(context);
    const name = aName("setpoint");
    await lan.provide({ [name]: { value: 20, metadata: { unit: "°C" } } });
    await lan.request({ [name]: 22 });
    await gate.approve(name);
    const answer = await lan.send("GET", `/provider?${named(name)}`);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { registers: { [name]: { value: 22 } } }]);
  });
});

describe("GET /consumer", () => {
  test("is answered 200 with a full snapshot of the names asked for", async () => {
    const [one, two, other] = [aName("one"), aName("two"), aName("other")];
    await lan.provide({ [one]: { value: 1 }, [two]: { value: [2] }, [other]: { value: 3 } });
    expect(await lan.read(named(one, two))).toEqual(
      new Map([
        [one, { value: 1 }],
        [two, { value: [2] }],
      ]),
    );
  });

  test.each([
    [0],
    [-1.5],
    [true],
    [false],
    [""],
    ["text"],
    [[]],
    [{}],
    [[1, [2, { three: null }]]],
    [{ a: { b: [] } }],
  ])("hands out %j as it was put", async (value) => {
    const name = aName("value");
    await lan.provide({ [name]: { value } });
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value }]]));
  });
});

describe("PUT /consumer", () => {
  test("is answered 202 with an empty body and changes nothing by itself", async () => {
    const name = aName("setpoint");
    await lan.provide({ [name]: { value: 20 } });
    const answer = await lan.request({ [name]: 22 });
    expect([answer.status, answer.text]).toEqual([202, ""]);
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value: 20 }]]));
  });

  test("is answered 202 for a register that nobody provides", async () => {
    const name = aName("unknown");
    const answer = await lan.request({ [name]: 22 });
    expect([answer.status, answer.text]).toEqual([202, ""]);
    expect(await lan.read(named(name))).toEqual(new Map());
  });

  test("is answered 202 for a register that expired", async () => {
    const name = aName("expired");
    await lan.provide({ [name]: { value: 20, ttl: "50ms" } });
    expect(await lan.read(`${named(name)}&wait=10s`)).toEqual(new Map());
    const answer = await lan.request({ [name]: 22 });
    expect([answer.status, answer.text]).toEqual([202, ""]);
  });

  test("is answered 202 for a read-only register", async () => {
    const name = aName("read-only");
    await lan.provide({ [name]: { value: 20, metadata: { ro: true } } });
    const answer = await lan.request({ [name]: 22 });
    expect([answer.status, answer.text]).toEqual([202, ""]);
  });
});
