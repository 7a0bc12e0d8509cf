/** *Who may do what*, limits: each with its own clear error, and the largest that is allowed is allowed. */
import { describe, expect, test } from "vitest";
import { aName, named } from "./lan.ts";
import { useTarget } from "./target.ts";

const { lan } = useTarget();

const MIB = 1_048_576;

describe("A body", () => {
  test("of 1 MiB is taken", async () => {
    const name = aName();
    const body = JSON.stringify({ registers: { [name]: { value: 1 } } }).padEnd(MIB);
    expect((await lan.put("/provider", body)).status).toBe(204);
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value: 1 }]]));
  });

  test("of one byte more is 413, and nothing is applied", async () => {
    const name = aName();
    const body = JSON.stringify({ registers: { [name]: { value: 1 } } }).padEnd(MIB + 1);
    expect((await lan.put("/provider", body)).status).toBe(413);
    expect((await lan.put("/consumer", body)).status).toBe(413);
    expect(await lan.read(named(name))).toEqual(new Map());
  });
});

describe("A name", () => {
  test("of 1 KiB is taken", async () => {
    const name = aName().padEnd(1_024, "x");
    await lan.provide({ [name]: { value: 1 } });
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value: 1 }]]));
  });

  test.each([aName().padEnd(1_025, "x"), aName().padEnd(700, "ü")])(
    "of more is 400, and nothing is applied (%#)",
    async (name) => {
      const good = aName("good");
      for (const path of ["/provider", "/consumer"]) {
        const answer = await lan.put(path, { registers: { [good]: { value: 1 }, [name]: { value: 1 } } });
        expect(answer.status).toBe(400);
      }
      expect(await lan.read(named(good))).toEqual(new Map());
    },
  );
});
