/** *Base protocol*, a register is there with a value, there without one, or gone. */
import { describe, expect, test } from "vitest";
import { aName, named } from "./lan.ts";
import { useTarget } from "./target.ts";

const { lan } = useTarget();

describe("A register that is gone", () => {
  test("is left out when it was never there", async () => {
    const [known, unknown] = [aName("known"), aName("unknown")];
    await lan.provide({ [known]: { value: 1 } });
    expect(await lan.read(named(known, unknown))).toEqual(new Map([[known, { value: 1 }]]));
  });

  test("is left out when it expired", async () => {
    const [alive, expired] = [aName("alive"), aName("expired")];
    await lan.provide({ [alive]: { value: 1 }, [expired]: { value: 2, ttl: "100ms" } });
    expect(await lan.read(`${named(alive, expired)}&wait=10s`)).toEqual(new Map([[alive, { value: 1 }]]));
    expect((await lan.read("")).has(expired)).toBe(false);
  });

  test("leaves an empty object when none of the names is there", async () => {
    const answer = await lan.send("GET", `/consumer?${named(aName())}`);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { registers: {} }]);
  });
});

describe("A register whose value is null", () => {
  test("is there, and says that its value is unavailable", async () => {
    const name = aName("sensor");
    await lan.provide({ [name]: { value: null } });
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value: null }]]));
  });

  test("keeps its metadata", async () => {
    const name = aName("sensor");
    await lan.provide({ [name]: { value: null, metadata: { unit: "bar" } } });
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value: null, metadata: { unit: "bar" } }]]));
  });

  test("expires like any other", async () => {
    const name = aName("sensor");
    await lan.provide({ [name]: { value: null, ttl: "100ms" } });
    expect(await lan.read(`${named(name)}&wait=10s`)).toEqual(new Map());
  });
});
