import { playDemo } from "#electron/demo/site.ts";
import type { Json, JsonObject } from "#shared/json.ts";
import { FakeHost } from "#tests/shared/client/fake-host.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { describe, expect, test } from "vitest";

interface Sent {
  /** Seconds into the play. */
  readonly at: number;
  readonly registers: Readonly<Record<string, { value: Json; metadata: JsonObject; ttl: string }>>;
}

/** Plays the site for a while, and what came of it. */
async function played(
  seconds: number,
  host = new FakeHost(),
): Promise<{ sent: Sent[]; requested: unknown[]; host: FakeHost; notices: string[] }> {
  const [clock, stop] = [new FakeClock(), new AbortController()];
  const [sent, requested, notices]: [Sent[], unknown[], string[]] = [[], [], []];
  const start = clock.monotonic();
  const demo = playDemo({
    url: FakeHost.url,
    signal: stop.signal,
    onNotice: (sentence) => notices.push(sentence),
    clock,
    fetch: async (url, init) => {
      const body = init.body === undefined ? undefined : (JSON.parse(init.body) as Pick<Sent, "registers">);
      if (url.endsWith("/provider") && body) sent.push({ at: (clock.monotonic() - start) / 1_000, ...body });
      if (url.endsWith("/consumer") && body) requested.push(body);
      return host.fetch(url, init);
    },
  });
  await clock.advance(seconds * 1_000);
  stop.abort();
  await demo;
  expect(clock.timers).toBe(0);
  return { sent, requested, host, notices };
}

/** When registers whose name starts like this were sent. */
function timesOf(sent: readonly Sent[], prefix: string): number[] {
  return sent
    .filter(({ registers }) => Object.keys(registers).some((name) => name.startsWith(prefix)))
    .map(({ at }) => at);
}

/** The longest time between two of them. */
function longestGap(times: readonly number[]): number {
  return Math.max(...times.slice(1).map((time, index) => time - times[index]!));
}

describe("The demo site", () => {
  test("has six devices, one of them with 400 registers, and every register says whose it is and that it is a demo", async () => {
    const { sent } = await played(1);
    const registers = sent.flatMap((put) => Object.entries(put.registers));
    const perDevice = Map.groupBy(registers, ([, { metadata }]) => metadata["device"]);
    expect([...perDevice].map(([device, { length }]) => [device, length])).toEqual([
      ["heating-1", 7],
      ["ahu-2", 6],
      ["heat-meter-3", 6],
      ["pump-4", 5],
      ["room-bridge-5", 400],
      ["chiller-6", 5],
    ]);
    for (const [name, { metadata }] of registers) {
      const device = metadata["device"] as string;
      expect(name.startsWith(`${device}.`)).toBe(true);
      expect(metadata).toMatchObject({
        demo: true,
        label: expect.any(String) as string,
        type: expect.any(String) as string,
      });
    }
  });

  test("is the same every time", async () => {
    const [one, another] = [await played(120), await played(120)];
    expect(one.sent).toEqual(another.sent);
  });

  test("keeps values within what their metadata promise, and moves them", async () => {
    const { sent } = await played(1_800);
    const seen = new Map<string, Set<Json>>();
    for (const [name, { value, metadata }] of sent.flatMap((put) => Object.entries(put.registers))) {
      if (typeof value === "number") {
        expect(value).toBeGreaterThanOrEqual((metadata["min"] as number | undefined) ?? -20);
        expect(value).toBeLessThanOrEqual((metadata["max"] as number | undefined) ?? 1_000_000);
      }
      seen.set(name, (seen.get(name) ?? new Set()).add(value));
    }
    const moving = [...seen.values()].filter(({ size }) => size > 5);
    expect(moving.length).toBeGreaterThan(200);
  });
});

describe("Of the devices", () => {
  test("the steady one refreshes everything in half of its TTL", async () => {
    const { sent } = await played(300);
    expect(longestGap(timesOf(sent, "heating-1.flow.setpoint"))).toBeLessThanOrEqual(5.1);
  });

  test("the late one refreshes past 60 % of its TTL and before its end", async () => {
    const { sent } = await played(300);
    const times = timesOf(sent, "ahu-2.supply.setpoint");
    const gaps = times.slice(1).map((time, index) => time - times[index]!);
    expect(gaps.filter((gap) => gap <= 6 || gap >= 10)).toEqual([]);
  });

  test("the flapping one vanishes for longer than its TTL and returns", async () => {
    const { sent } = await played(300);
    const times = timesOf(sent, "heat-meter-3.");
    const absences = times.slice(1).filter((time, index) => time - times[index]! > 20);
    expect(absences.length).toBeGreaterThanOrEqual(2);
  });

  test("the one that asks nobody never polls, the others do", async () => {
    const { host } = await played(60);
    const asking = host.polls
      .filter((poll) => poll.startsWith("/provider"))
      .map((poll) => /name=([^.]+)/.exec(poll)?.[1]);
    expect([...new Set(asking)].sort()).toEqual(["ahu-2", "heating-1", "pump-4", "room-bridge-5"]);
  });
});
