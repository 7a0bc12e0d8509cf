/** *Base protocol*, provider polls: they take the approved change requests, each exactly once. */
import { describe, expect, test } from "vitest";
import { AT_ONCE_MS, EARLY_MS } from "./bounds.ts";
import { aName, named, registersOf } from "./lan.ts";
import { useTarget } from "./target.ts";

const target = useTarget();
const { lan } = target;

describe("A provider poll", () => {
  test("is answered at once when an approved request waits", async (context) => {
    const gate = target.gate(context);
    const name = aName("setpoint");
    await lan.request({ [name]: 22 });
    await gate.approve(name);
    const started = performance.now();
    const answer = await lan.send("GET", `/provider?${named(name)}&wait=25s`);
    expect(registersOf(answer)).toEqual(new Map([[name, { value: 22 }]]));
    expect(answer.at - started).toBeLessThan(AT_ONCE_MS);
  });

  test("that is parked is answered when a request is approved", async (context) => {
    const gate = target.gate(context);
    const [name, other] = [aName("setpoint"), aName("other")];
    await lan.provide({ [name]: { value: 20 }, [other]: { value: 1 } });
    await lan.request({ [name]: 22 });
    const taking = lan.takeSomething(named(other, name));
    const approved = performance.now();
    await gate.approve(name);
    expect(await taking).toEqual(new Map([[name, { value: 22 }]]));
    expect(performance.now() - approved).toBeLessThan(AT_ONCE_MS);
  });

  test("takes nothing that is pending or denied, and ends with its wait", async (context) => {
    const gate = target.gate(context);
    const [pending, denied] = [aName("pending"), aName("denied")];
    await lan.request({ [pending]: 1, [denied]: 2 });
    await gate.deny(denied);
    const started = performance.now();
    const answer = await lan.send("GET", `/provider?${named(pending, denied)}&wait=500ms`);
    expect(JSON.parse(answer.text)).toEqual({ registers: {} });
    expect(answer.at - started).toBeGreaterThanOrEqual(500 - EARLY_MS);
  });

  test("takes a request once", async (context) => {
    const gate = target.gate(context);
    const name = aName("setpoint");
    await lan.request({ [name]: 22 });
    await gate.approve(name);
    expect(await lan.take(named(name))).toEqual(new Map([[name, { value: 22 }]]));
    expect(await lan.take(named(name))).toEqual(new Map());
  });

  test("takes requests to its own names only", async (context) => {
    const gate = target.gate(context);
    const [mine, yours] = [aName("mine"), aName("yours")];
    await lan.request({ [mine]: 1, [yours]: 2 });
    await gate.approve(mine);
    await gate.approve(yours);
    expect(await lan.take(named(mine))).toEqual(new Map([[mine, { value: 1 }]]));
    expect(await lan.take(named(yours))).toEqual(new Map([[yours, { value: 2 }]]));
  });

  test("without names, or with none in `names`, takes the requests to every register", async (context) => {
    const gate = target.gate(context);
    for (const query of ["", "names=", "wait=0s"]) {
      const name = aName("setpoint");
      await lan.request({ [name]: 22 });
      await gate.approve(name);
      expect((await lan.take(query)).get(name)).toEqual({ value: 22 });
    }
  });

  test("takes the newest request to a register", async (context) => {
    const gate = target.gate(context);
    const name = aName("setpoint");
    await lan.request({ [name]: 22 });
    await lan.request({ [name]: 23 });
    await gate.approve(name);
    expect(await lan.take(named(name))).toEqual(new Map([[name, { value: 23 }]]));
    expect(await lan.take(named(name))).toEqual(new Map());
  });

  test("takes values as they were asked for, whatever they are", async (context) => {
    const gate = target.gate(context);
    for (const value of [null, false, 0, "", [1, { a: null }], { from: "06:00", to: "22:00" }]) {
      const name = aName("value");
      await lan.request({ [name]: value });
      await gate.approve(name);
      expect(await lan.take(named(name))).toEqual(new Map([[name, { value }]]));
    }
  });

  test("takes an integer beyond 2^53 with every digit", async (context) => {
    const gate = target.gate(context);
    const name = aName("serial");
    await lan.put("/consumer", `{"registers":{"${name}":{"value":12345678901234567890}}}`);
    await gate.approve(name);
    const answer = await lan.send("GET", `/provider?${named(name)}`);
    expect(answer.text).toContain('"value":12345678901234567890');
  });
});

describe("A provider poll whose connection died", () => {
  test("takes nothing", async (context) => {
    const gate = target.gate(context);
    const name = aName("setpoint");
    await lan.request({ [name]: 22 });
    const dead = await lan.park(`/provider?${named(name)}&wait=25s`);
    dead.die();
    await lan.settle();
    await gate.approve(name);
    expect(await lan.takeSomething(named(name))).toEqual(new Map([[name, { value: 22 }]]));
  });
});

describe("Provider polls that race", () => {
  test("get one request exactly once between them", async (context) => {
    const gate = target.gate(context);
    const name = aName("setpoint");
    for (let round = 0; round < 10; round++) {
      await lan.request({ [name]: round });
      const racers = await Promise.all([1, 2, 3].map(async () => lan.park(`/provider?${named(name)}&wait=300ms`)));
      await gate.approve(name);
      const answers = await Promise.all(racers.map(async ({ answer }) => registersOf(await answer)));
      answers.push(await lan.take(named(name))); // in case approving took longer than the polls waited
      const taken = answers.map((answer) => answer.get(name)).filter((value) => value !== undefined);
      expect(taken).toEqual([{ value: round }]);
    }
  });
});
