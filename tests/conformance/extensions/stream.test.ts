/** *Extensions*: `GET /consumer/stream`, changes as server-sent events. */
import { describe, expect, test } from "vitest";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { aName, named } from "../lan.ts";
import { ownHost, useTarget } from "../target.ts";
import { EventStream } from "./event-stream.ts";
import { specialHost } from "./special-host.ts";

const { lan } = useTarget();

describe("A stream", () => {
  test("says what it is, and that nothing in between may keep it", async () => {
    using stream = await EventStream.open(lan, named(aName()));
    const { statusCode, headers } = stream.response;
    expect([statusCode, headers["content-type"], headers["cache-control"]]).toEqual([
      200,
      "text/event-stream",
      "no-store",
    ]);
    expect(headers["registry-revision"]).toMatch(/^\d+$/);
  });

  test("begins with everything", async () => {
    const [name, nobodys] = [aName(), aName("nobody's")];
    await lan.provide({ [name]: { value: 1, metadata: { unit: "K" } } });
    using stream = await EventStream.open(lan, named(name, nobodys));
    const { event, id, data } = await stream.next();
    expect([event, id]).toEqual(["change", String(data.revision)]);
    expect(data).toMatchObject({
      registers: { [name]: { value: 1, metadata: { unit: "K" } } },
      removed: [],
      reset: true,
    });
  });

  test("brings one event for each change, with rising ids", async () => {
    const [one, two] = [aName("one"), aName("two")];
    using stream = await EventStream.open(lan, named(one, two));
    const events = [await stream.next()];
    await lan.provide({ [one]: { value: 1 } });
    await lan.provide({ [one]: { value: 1 } }); // no change
    await lan.provide({ [one]: { value: 2 }, [two]: { value: 2 } });
    await lan.provide({ [two]: { value: 2, metadata: { unit: "K" } } });
    await lan.send("DELETE", `/provider?${named(one)}`);
    for (let count = 0; count < 4; count++) events.push(await stream.next());
    expect(events.map(({ data: { registers, removed } }) => ({ registers, removed }))).toEqual([
      { registers: {}, removed: [] },
      { registers: { [one]: { value: 1 } }, removed: [] },
      { registers: { [one]: { value: 2 }, [two]: { value: 2 } }, removed: [] },
      { registers: { [two]: { value: 2, metadata: { unit: "K" } } }, removed: [] },
      { registers: {}, removed: [one] },
    ]);
    const ids = events.map(({ id }) => Number(id));
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(events.map(({ data }) => data.revision)).toEqual(ids);
  });

  test("brings the expiry of a register", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: 1, ttl: "100ms" } });
    using stream = await EventStream.open(lan, named(name));
    const first = await stream.next();
    const { data } = await stream.next();
    expect([Object.keys(first.data.registers), data.registers, data.removed]).toEqual([[name], {}, [name]]);
  });

  test("without names brings every change", async () => {
    const name = aName();
    using stream = await EventStream.open(lan, "");
    await lan.provide({ [name]: { value: 1 } });
    let event = await stream.next();
    while (!Object.hasOwn(event.data.registers, name)) event = await stream.next();
    expect(event.data.registers[name]).toEqual({ value: 1 });
  });

  test("with names brings none of the others", async () => {
    const [mine, yours] = [aName("mine"), aName("yours")];
    using stream = await EventStream.open(lan, named(mine));
    await stream.next();
    await lan.provide({ [yours]: { value: 1 } });
    await lan.provide({ [mine]: { value: 2 } });
    expect((await stream.next()).data.registers).toEqual({ [mine]: { value: 2 } });
  });

  test("carries values and names that look like the end of an event", async () => {
    const name = `${aName()}\n\ndata: {}\r\n: no`;
    using stream = await EventStream.open(lan, named(name));
    await stream.next();
    await lan.provide({ [name]: { value: "a\n\nid: 1\r\n\u2028" } });
    expect((await stream.next()).data.registers).toEqual({ [name]: { value: "a\n\nid: 1\r\n\u2028" } });
  });
});

describe("A stream that is taken up again with `Last-Event-ID`", () => {
  test("goes on after that event, with what was missed in one", async () => {
    const [name, other] = [aName(), aName("other")];
    const query = named(name, other);
    const broken = await EventStream.open(lan, query);
    await broken.next();
    await lan.provide({ [name]: { value: 1 } });
    const { id } = await broken.next();
    broken[Symbol.dispose]();
    await lan.provide({ [other]: { value: 2 } });
    await lan.provide({ [other]: { value: 3 } });
    using stream = await EventStream.open(lan, query, { "last-event-id": id });
    const { data } = await stream.next();
    expect([data.registers, data.removed, data.reset]).toEqual([{ [other]: { value: 3 } }, [], undefined]);
  });

  test("waits for the next change when nothing was missed", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: 1 } });
    const broken = await EventStream.open(lan, named(name));
    const { id } = await broken.next();
    broken[Symbol.dispose]();
    using stream = await EventStream.open(lan, named(name), { "last-event-id": id });
    await lan.provide({ [name]: { value: 2 } });
    expect((await stream.next()).data.registers).toEqual({ [name]: { value: 2 } });
  });

  test.each(["1", "9007199254740991"])("begins anew when the id is unknown: %s", async (id) => {
    const name = aName();
    await lan.provide({ [name]: { value: 1 } });
    using stream = await EventStream.open(lan, named(name), { "last-event-id": id });
    expect((await stream.next()).data).toMatchObject({ registers: { [name]: { value: 1 } }, reset: true });
  });

  test.each(["abc", "-1", "99999999999999999999"])("begins anew when the id is nobody's: %s", async (id) => {
    const name = aName();
    await lan.provide({ [name]: { value: 1 } });
    using stream = await EventStream.open(lan, named(name), { "last-event-id": id });
    expect((await stream.next()).data).toMatchObject({ registers: { [name]: { value: 1 } }, reset: true });
  });
});

describe("A stream on which nothing happens", () => {
  test("says every 15 s that it is still there", async (context) => {
    const clock = new FakeClock();
    await using host = await specialHost(context, { clock });
    using stream = await EventStream.open(host.lan, named(aName()));
    await stream.next();
    const heartbeats: (string | undefined)[] = [];
    for (let count = 0; count < 3; count++) {
      await clock.advance(14_999);
      const next = stream.nextBlock();
      await host.lan.settle();
      expect(await Promise.race([next, Promise.resolve("silence")])).toBe("silence");
      await clock.advance(1);
      heartbeats.push(await next);
    }
    expect(heartbeats.every((heartbeat) => heartbeat?.startsWith(":"))).toBe(true);
  });

  test("costs no timer when its client is gone", async (context) => {
    const clock = new FakeClock();
    await using host = await specialHost(context, { clock });
    const before = clock.timers;
    const stream = await EventStream.open(host.lan, named(aName()));
    await stream.next();
    expect(clock.timers).toBe(before + 1);
    stream[Symbol.dispose]();
    await expect.poll(() => clock.timers).toBe(before);
  });
});

describe("A client that reads slowly", () => {
  test("gets several changes in one event, and the host keeps no more than that for it", async () => {
    const [name, last] = [aName("camera"), aName("last")];
    using stream = await EventStream.open(lan, named(name, last));
    await stream.next();
    stream.response.pause();
    const size = 500_000;
    const rounds = 60;
    for (let round = 1; round <= rounds; round++) {
      await lan.provide({ [name]: { value: `${round}`.padEnd(size), ttl: "1m" } });
    }
    await lan.provide({ [last]: { value: "last" } });
    const seen: string[] = [];
    for (let done = false; !done;) {
      const { registers } = (await stream.next()).data;
      const picture = registers[name] as { value: string } | undefined;
      if (picture !== undefined) seen.push(picture.value.trim());
      done = Object.hasOwn(registers, last);
    }
    expect(seen.at(-1)).toBe(`${rounds}`);
    // What the system itself keeps between two programs is some of it; the host must not add to that.
    expect(seen.length).toBeLessThan(rounds * 0.75);
    expect(stream.received).toBeLessThan(rounds * 0.75 * size);
  });
});

describe("A stream ends", () => {
  test("when the host stops", async (context) => {
    await using host = await ownHost(context);
    using stream = await EventStream.open(host.lan, named(aName()));
    await stream.next();
    const [end] = await Promise.all([stream.nextBlock(), host.stop()]);
    expect(end).toBeUndefined();
  });
});
