/** *Base protocol*, consumer polls: the full snapshot when one of the names changes or the wait ends. */
import { describe, expect, test } from "vitest";
import { AT_ONCE_MS, EARLY_MS } from "./bounds.ts";
import { aName, named, registersOf } from "./lan.ts";
import { useTarget } from "./target.ts";

const { lan } = useTarget();

describe("A consumer poll", () => {
  test("is answered the full snapshot of its names when one of them changes", async () => {
    const [one, two, gone] = [aName("one"), aName("two"), aName("gone")];
    await lan.provide({ [one]: { value: 1 }, [two]: { value: 2, metadata: { unit: "K" } } });
    const poll = await lan.park(`/consumer?${named(one, two, gone)}&wait=25s`);
    const changed = performance.now();
    await lan.provide({ [one]: { value: 10 } });
    const answer = await poll.answer;
    expect(JSON.parse(answer.text)).toEqual({
      registers: { [one]: { value: 10 }, [two]: { value: 2, metadata: { unit: "K" } } },
    });
    expect(answer.at - changed).toBeLessThan(AT_ONCE_MS);
  });

  test("is answered the full snapshot when its wait ends", async () => {
    const [name, gone] = [aName(), aName("gone")];
    await lan.provide({ [name]: { value: 1 } });
    await lan.read(named(name, gone));
    const started = performance.now();
    const answer = await lan.send("GET", `/consumer?${named(name, gone)}&wait=400ms`);
    expect(JSON.parse(answer.text)).toEqual({ registers: { [name]: { value: 1 } } });
    expect(answer.at - started).toBeGreaterThanOrEqual(400 - EARLY_MS);
  });

  test("is not woken by other names", async () => {
    const [name, other] = [aName(), aName("other")];
    await lan.provide({ [name]: { value: 1 } });
    await lan.read(named(name));
    const started = performance.now();
    const poll = await lan.park(`/consumer?${named(name)}&wait=1s`);
    await lan.provide({ [other]: { value: 1, ttl: "100ms" }, [`${name}.longer`]: { value: 1 } });
    expect((await poll.answer).at - started).toBeGreaterThanOrEqual(1_000 - EARLY_MS);
  });

  test("is not woken by a change request", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: 1 } });
    await lan.read(named(name));
    const started = performance.now();
    const poll = await lan.park(`/consumer?${named(name)}&wait=1s`);
    await lan.request({ [name]: 2 });
    expect((await poll.answer).at - started).toBeGreaterThanOrEqual(1_000 - EARLY_MS);
  });

  test("for every register is woken by any change", async () => {
    const name = aName();
    const poll = await lan.park("/consumer?wait=25s");
    await lan.provide({ [name]: { value: 1 } });
    // What other tests left may expire first: a client polls again.
    let snapshot = registersOf(await poll.answer);
    while (!snapshot.has(name)) snapshot = await lan.read("wait=25s");
    expect(snapshot.get(name)).toEqual({ value: 1 });
  });

  test("does not take the change from other polls for the same name", async () => {
    const name = aName();
    const polls = await Promise.all([1, 2, 3].map(async () => lan.park(`/consumer?${named(name)}&wait=25s`)));
    await lan.provide({ [name]: { value: 1 } });
    const texts = await Promise.all(polls.map(async ({ answer }) => (await answer).text));
    expect(texts.map((text) => JSON.parse(text) as unknown)).toEqual(
      polls.map(() => ({ registers: { [name]: { value: 1 } } })),
    );
  });

  test("beside a first read, as field clients start, sees the same", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: 1 } });
    const [first, poll] = await Promise.all([lan.read(named(name)), lan.park(`/consumer?${named(name)}&wait=25s`)]);
    expect(first).toEqual(new Map([[name, { value: 1 }]]));
    await lan.provide({ [name]: { value: 2 } });
    // An early answer is legal, so the client polls until it has the news.
    let seen = JSON.parse((await poll.answer).text) as unknown;
    while (JSON.stringify(seen).includes('"value":1')) {
      seen = { registers: Object.fromEntries(await lan.read(`${named(name)}&wait=25s`)) };
    }
    expect(seen).toEqual({ registers: { [name]: { value: 2 } } });
  });
});
