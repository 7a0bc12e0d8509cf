/** *Base protocol*, a change: what is one and what is not, as a consumer's long poll sees it. */
import { describe, expect, test } from "vitest";
import { AT_ONCE_MS, EARLY_MS } from "./bounds.ts";
import { aName, named, type Provided } from "./lan.ts";
import { useTarget } from "./target.ts";

const { lan } = useTarget();

/** Parks a poll, does something, and returns what the poll was answered and how long it took from then. */
async function pollWhile(query: string, act: () => Promise<void>): Promise<{ text: string; took: number }> {
  const poll = await lan.park(`/consumer?${query}`);
  const acted = performance.now();
  await act();
  const { text, at } = await poll.answer;
  return { text, took: at - acted };
}

const CHANGES: [string, Provided | undefined, Provided][] = [
  ["created", undefined, { value: 1 }],
  ["created with null", undefined, { value: null }],
  ["another number", { value: 1 }, { value: 2 }],
  ["another type", { value: 1 }, { value: "1" }],
  ["false instead of 0", { value: 0 }, { value: false }],
  ["an empty object instead of an empty array", { value: [] }, { value: {} }],
  ["null instead of a value", { value: 1 }, { value: null }],
  ["a value instead of null", { value: null }, { value: 0 }],
  ["another value deep inside", { value: { a: [1, { b: 2 }] } }, { value: { a: [1, { b: 3 }] } }],
  ["another order in an array", { value: [1, 2] }, { value: [2, 1] }],
  ["one key more", { value: { a: 1 } }, { value: { a: 1, b: null } }],
  ["metadata where there was none", { value: 1 }, { value: 1, metadata: { unit: "K" } }],
  ["other metadata", { value: 1, metadata: { unit: "K" } }, { value: 1, metadata: { unit: "°C" } }],
  ["no metadata where there was some", { value: 1, metadata: { unit: "K" } }, { value: 1 }],
];

const NO_CHANGES: [string, Provided, Provided][] = [
  ["the same value", { value: 21.5 }, { value: 21.5 }],
  ["the same null", { value: null }, { value: null }],
  ["the same metadata", { value: 1, metadata: { a: [1] } }, { value: 1, metadata: { a: [1] } }],
  ["another TTL", { value: 1, ttl: "10s" }, { value: 1, ttl: "1m" }],
  ["another key order in the value", { value: { a: 1, b: { c: 2, d: 3 } } }, { value: { b: { d: 3, c: 2 }, a: 1 } }],
  ["another key order in the metadata", { value: 1, metadata: { a: 1, b: 2 } }, { value: 1, metadata: { b: 2, a: 1 } }],
  ["empty metadata instead of none", { value: 1 }, { value: 1, metadata: {} }],
];

describe("A poll is answered at once by", () => {
  test.each(CHANGES)("%s", async (_change, before, after) => {
    const name = aName();
    if (before) await lan.provide({ [name]: before });
    const { text, took } = await pollWhile(`${named(name)}&wait=25s`, async () => lan.provide({ [name]: after }));
    expect(JSON.parse(text)).toEqual({ registers: { [name]: { ...after, ttl: undefined } } });
    expect(took).toBeLessThan(AT_ONCE_MS);
  });

  test("a register that comes back after it expired, with the very same value", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: 1, ttl: "50ms" } });
    expect(await lan.read(`${named(name)}&wait=10s`)).toEqual(new Map());
    const { text } = await pollWhile(`${named(name)}&wait=25s`, async () => lan.provide({ [name]: { value: 1 } }));
    expect(JSON.parse(text)).toEqual({ registers: { [name]: { value: 1 } } });
  });
});

describe.concurrent("A poll waits on through", () => {
  test.each(NO_CHANGES)("%s", async (_change, before, after) => {
    const name = aName();
    await lan.provide({ [name]: before });
    await lan.read(named(name));
    const started = performance.now();
    const poll = await lan.park(`/consumer?${named(name)}&wait=1s`);
    await lan.provide({ [name]: after });
    expect((await poll.answer).at - started).toBeGreaterThanOrEqual(1_000 - EARLY_MS);
  });
});

describe("The TTL", () => {
  test("is restarted by an identical refresh", async () => {
    const name = aName();
    const started = performance.now();
    await lan.provide({ [name]: { value: 1, ttl: "1500ms" } });
    await lan.read(`${named(name)}&wait=750ms`);
    await lan.provide({ [name]: { value: 1, ttl: "1500ms" } });
    const refreshed = performance.now();
    expect(await lan.read(`${named(name)}&wait=20s`)).toEqual(new Map());
    expect(refreshed - started).toBeGreaterThanOrEqual(750 - EARLY_MS);
    expect(performance.now() - started).toBeGreaterThanOrEqual(2_250 - EARLY_MS);
  });

  test("of a PUT counts from then on, when it is shorter than what was left", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: 1, ttl: "1h" } });
    await lan.provide({ [name]: { value: 1, ttl: "200ms" } });
    expect(await lan.read(`${named(name)}&wait=20s`)).toEqual(new Map());
  });

  test("of a PUT counts from then on, when it is longer than what was left", async () => {
    const [name, witness] = [aName(), aName("witness")];
    await lan.provide({ [name]: { value: 1, ttl: "200ms" } });
    await lan.provide({ [name]: { value: 1, ttl: "1h" }, [witness]: { value: 2, ttl: "600ms" } });
    expect(await lan.read(`${named(name, witness)}&wait=20s`)).toEqual(new Map([[name, { value: 1 }]]));
  });
});

describe("One PUT is applied atomically:", () => {
  const ROUNDS = 150;
  const names = Array.from({ length: 60 }, (_, index) => aName(`atomic.${index}`));

  const putAll = async (value: number): Promise<void> =>
    lan.provide(Object.fromEntries(names.map((name) => [name, { value }])));

  const valuesSeen = async (query: string): Promise<Set<unknown>> => {
    const snapshot = await lan.read(query);
    return new Set(names.map((name) => (snapshot.get(name) as { value: unknown } | undefined)?.value));
  };

  test.each([
    ["reader", named(...names)],
    ["poll", `${named(...names)}&wait=5s`],
  ])("no %s sees half of it", async (_who, query) => {
    await putAll(0);
    let writing = true;
    const readers = [1, 2, 3].map(async () => {
      while (writing) expect(await valuesSeen(query)).toHaveProperty("size", 1);
    });
    for (let round = 1; round <= ROUNDS; round++) await putAll(round);
    writing = false;
    await putAll(-1); // wakes the polls that are still parked
    await Promise.all(readers);
  });
});
