import type { FastifyRequest } from "fastify";
import { describe, expect, test } from "vitest";
import { Arrivals } from "#electron/rest/arrivals.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";

describe("What arrives", () => {
  test("is counted by sender, the latest first", () => {
    const { arrivals, clock } = someArrivals();
    arrivals.reported(from("10.0.0.1", "sensor/1"), 3);
    clock.tick(1_000);
    arrivals.reported(from("::ffff:10.0.0.2"), 0);
    clock.tick(1_000);
    arrivals.reported(from("10.0.0.1", "sensor/2"), 2);
    expect(arrivals.report()).toMatchObject({
      requests: 3,
      lastAt: NOON + 2_000,
      senders: [
        { address: "10.0.0.1", userAgent: "sensor/2", requests: 2, registers: 5, lastAt: NOON + 2_000 },
        { address: "10.0.0.2", requests: 1, registers: 0, lastAt: NOON + 1_000 },
      ],
    });
  });

  test("tells which senders ask for change requests, and when they last did", () => {
    const { arrivals, clock } = someArrivals();
    arrivals.reported(from("10.0.0.1"), 3);
    clock.tick(1_000);
    arrivals.reported(from("10.0.0.2"), 0);
    arrivals.askedForChanges(from("10.0.0.2"));
    const { senders } = arrivals.report();
    expect(senders.map(({ address, askedForChangesAt }) => [address, askedForChangesAt])).toEqual([
      ["10.0.0.2", NOON + 1_000],
      ["10.0.0.1", undefined],
    ]);
  });

  test("is told per second, as the mean of the last five", () => {
    const { arrivals, clock } = someArrivals();
    for (let second = 0; second < 5; second++) {
      arrivals.reported(from("10.0.0.1"), 10);
      clock.tick(1_000);
    }
    const busy = arrivals.report().registersPerSecond;
    clock.tick(2_000);
    const calming = arrivals.report().registersPerSecond;
    clock.tick(60_000);
    expect([busy, calming, arrivals.report().registersPerSecond]).toEqual([10, 6, 0]);
  });

  test("from ever more senders keeps to the latest", () => {
    const { arrivals, clock } = someArrivals();
    for (let sender = 0; sender < 1_000; sender++) {
      arrivals.reported(from(`10.0.${sender >> 8}.${sender & 255}`), 1);
      clock.tick(1);
    }
    const { senders, requests } = arrivals.report();
    expect([requests, senders.length, senders[0]?.address]).toEqual([1_000, 50, "10.0.3.231"]);
  });

  test("and is refused is kept, the latest first, and short", () => {
    const { arrivals } = someArrivals();
    for (let index = 0; index < 600; index++) {
      arrivals.refused(from("10.0.0.1", undefined, `/${index}${"x".repeat(1_000)}`), 404, "m".repeat(1_000));
    }
    const { refusals } = arrivals.report();
    expect([refusals.length, refusals[0]?.path.slice(0, 4), arrivals.totals().refusals]).toEqual([50, "/599", 600]);
    expect([refusals[0]?.path.length, refusals[0]?.message.length]).toEqual([200, 500]);
  });
});

function someArrivals() {
  const clock = new FakeClock();
  return { clock, arrivals: new Arrivals(clock) };
}

function from(ip: string, userAgent?: string, url = "/provider"): FastifyRequest {
  return { ip, url, method: "PUT", headers: { "user-agent": userAgent } } as unknown as FastifyRequest;
}
