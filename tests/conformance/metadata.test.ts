/** *Base protocol*, metadata: absent or a non-empty object in output; clients reject the whole poll otherwise. */
import { describe, expect, test } from "vitest";
import { aName, named } from "./lan.ts";
import { useTarget } from "./target.ts";

const { lan } = useTarget();

describe("Metadata in an answer", () => {
  test.each([
    ["missing", { value: 1 }],
    ["null", { value: 1, metadata: null }],
    ["an empty object", { value: 1, metadata: {} }],
  ])("is absent when it was %s in the PUT", async (_case, provided) => {
    const name = aName();
    await lan.provide({ [name]: provided });
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value: 1 }]]));
  });

  test.each([["text"], [5], [true], [["unit"]]])("is never what is not an object, such as %j", async (metadata) => {
    const name = aName();
    const answer = await lan.put("/provider", { registers: { [name]: { value: 1, metadata } } });
    expect([204, 400]).toContain(answer.status);
    const expected = answer.status === 204 ? new Map([[name, { value: 1 }]]) : new Map();
    expect(await lan.read(named(name))).toEqual(expected);
  });

  test("holds whatever the provider put there", async () => {
    const metadata = { device: "ahu-2", enum: ["off", "on"], min: -1.5, ro: false, label: null, own: { nested: [1] } };
    const name = aName();
    await lan.provide({ [name]: { value: 1, metadata } });
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value: 1, metadata }]]));
  });
});

describe("A PUT", () => {
  test("with metadata replaces the old, key by key nothing remains", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: 1, metadata: { unit: "°C", min: 0 } } });
    await lan.provide({ [name]: { value: 1, metadata: { max: 100 } } });
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value: 1, metadata: { max: 100 } }]]));
  });

  test.each([
    ["without metadata", { value: 1 }],
    ["with null", { value: 1, metadata: null }],
  ])("%s clears it", async (_case, provided) => {
    const name = aName();
    await lan.provide({ [name]: { value: 1, metadata: { unit: "°C" } } });
    await lan.provide({ [name]: provided });
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value: 1 }]]));
  });
});
