/** *Base protocol*, durations: Go's, in `ttl` and in `wait`. */
import { describe, expect, test } from "vitest";
import { AT_ONCE_MS, EARLY_MS } from "./bounds.ts";
import { aName, named } from "./lan.ts";
import { useTarget } from "./target.ts";

const { lan } = useTarget();

const NOT_DURATIONS = [
  "",
  "5",
  "abc",
  "10",
  "1d",
  "10 s",
  " 10s",
  "10s ",
  "s",
  ".",
  ".s",
  "-",
  "1e3s",
  "10S",
  "1s2",
  "1,5s",
  "00",
];

/** 300 ms, in every unit and form. */
const THREE_HUNDRED_MS = [
  "300ms",
  "+300ms",
  "0.3s",
  ".3s",
  "0.005m",
  "300000us",
  "300000\u00b5s",
  "300000\u03bcs",
  "300000000ns",
  "100ms200ms",
  "0h0m0.2s100.ms",
];

describe("`wait`", () => {
  test.each(THREE_HUNDRED_MS)("%s ends after 300 ms", async (wait) => {
    const started = performance.now();
    const answer = await lan.send("GET", `/consumer?${named(aName())}&wait=${encodeURIComponent(wait)}`);
    expect(answer.status).toBe(200);
    expect(answer.at - started).toBeGreaterThanOrEqual(300 - EARLY_MS);
    expect(answer.at - started).toBeLessThan(300 + AT_ONCE_MS);
  });

  test.each([".5h", "5.m", "876000h", "2562047h47m16s"])("%s parks until there is something to say", async (wait) => {
    const name = aName();
    const poll = await lan.park(`/consumer?${named(name)}&wait=${wait}`);
    await lan.provide({ [name]: { value: "changed" } });
    expect(JSON.parse((await poll.answer).text)).toEqual({ registers: { [name]: { value: "changed" } } });
  });

  test.each(["876000h", "2562047h47m16s"])("GET /provider holds a poll of %s", async (wait) => {
    const poll = await lan.park(`/provider?${named(aName())}&wait=${wait}`);
    expect(await Promise.race([poll.answer, lan.read(`${named(aName())}&wait=100ms`)])).toBeInstanceOf(Map);
    poll.die();
  });

  test.each(["", "&wait=", "&wait=0", "&wait=0s", "&wait=-0", "&wait=-5s", "&wait=-1h"])(
    "“%s” answers at once",
    async (wait) => {
      for (const path of ["/consumer", "/provider"]) {
        const started = performance.now();
        const answer = await lan.send("GET", `${path}?${named(aName())}${wait}`);
        expect(answer.status).toBe(200);
        expect(answer.at - started).toBeLessThan(AT_ONCE_MS);
      }
    },
  );

  test.each(NOT_DURATIONS.filter((text) => text !== ""))("“%s” is 400", async (wait) => {
    for (const path of ["/consumer", "/provider"]) {
      const answer = await lan.send("GET", `${path}?${named(aName())}&wait=${encodeURIComponent(wait)}`);
      expect(answer.status).toBe(400);
    }
  });
});

describe("`ttl`", () => {
  test.each([...THREE_HUNDRED_MS, "1h30m", ".5h", "5.s", "0", "-0", "+0", "-1h"])("%s is accepted", async (ttl) => {
    const name = aName();
    await lan.provide({ [name]: { value: 1, ttl } });
  });

  test.each([...NOT_DURATIONS, 5, 0, null, true, {}, [], ["10s"]])("%j is 400 and nothing is applied", async (ttl) => {
    const [good, bad] = [aName("good"), aName("bad")];
    const answer = await lan.put("/provider", { registers: { [good]: { value: 1 }, [bad]: { value: 2, ttl } } });
    expect(answer.status).toBe(400);
    expect(await lan.read(named(good, bad))).toEqual(new Map());
  });

  test("of years does not overflow", async () => {
    const [years, soon] = [aName("years"), aName("soon")];
    await lan.provide({ [years]: { value: 1, ttl: "876000h" }, [soon]: { value: 2, ttl: "300ms" } });
    expect(await lan.read(`${named(years, soon)}&wait=10s`)).toEqual(new Map([[years, { value: 1 }]]));
  });

  test.each([
    ["missing", { value: 1 }],
    ["zero", { value: 1, ttl: "0" }],
    ["zero with a unit", { value: 1, ttl: "0s" }],
    ["negative", { value: 1, ttl: "-5s" }],
  ])("%s means 10 s", { concurrent: true, timeout: 40_000 }, async (_case, provided) => {
    const name = aName();
    const started = performance.now();
    await lan.provide({ [name]: provided });
    const put = performance.now();
    const answer = await lan.send("GET", `/consumer?${named(name)}&wait=30s`);
    expect(JSON.parse(answer.text)).toEqual({ registers: {} });
    expect(answer.at - started).toBeGreaterThanOrEqual(10_000 - EARLY_MS);
    expect(answer.at - put).toBeLessThan(10_250 + AT_ONCE_MS);
  });
});
