import { describe, expect, test } from "vitest";
import { Arrivals } from "#electron/rest/arrivals.ts";
import { RequestLog } from "#electron/rest/request-log.ts";
import type { Incoming } from "#electron/rest/request.ts";
import type { NotedRequest } from "#shared/model/request-log.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";

const SECRET = `rdt_${"s".repeat(43)}`;

describe("The request log", () => {
  test("is empty at first", () => {
    expect(new RequestLog(3).latest(10)).toEqual([]);
  });

  test("keeps as many as it has places, the latest first, each counted", () => {
    const log = new RequestLog(3);
    const seen = [1, 2, 3, 4, 5, 6, 7].map((at) => {
      log.note(at, "10.0.0.1", { method: "GET", url: "/consumer" }, 200);
      return log.latest(10).map(({ number }) => number);
    });
    expect(seen).toEqual([[1], [2, 1], [3, 2, 1], [4, 3, 2], [5, 4, 3], [6, 5, 4], [7, 6, 5]]);
  });

  test("tells only the latest of them, or only those after one that is known", () => {
    const log = new RequestLog(5);
    for (let at = 1; at <= 8; at++) log.note(at, "10.0.0.1", { method: "GET", url: "/consumer" }, 200);
    const numbers = (most: number, after?: number) => log.latest(most, after).map(({ number }) => number);
    expect([numbers(2), numbers(10, 6), numbers(1, 6), numbers(10, 8)]).toEqual([[8, 7], [8, 7], [8], []]);
  });

  test("leaves nothing of a request in the place that another takes", () => {
    const log = new RequestLog(1);
    log.note(1, "10.0.0.1", { method: "PUT", url: "/provider" }, 400).refusedWith("no");
    log.note(2, "10.0.0.1", { method: "GET", url: "/consumer" }, 200).answeredWith("read", 15, 29_999.6);
    log.note(3, "10.0.0.2", { method: "GET", url: "/health" }, 200);
    expect(log.latest(1)).toEqual([
      {
        ...{ number: 3, at: 3, address: "10.0.0.2", method: "GET", path: "/health", status: 200 },
        ...{ yield: "none", count: 0, waited: 0, message: "" },
      },
    ]);
  });

  test.each([10, 195, 380])("has no token in it, also not one that is cut off at %i characters", (place) => {
    const log = new RequestLog(1);
    const url = `/consumer?${"x".repeat(place)}${SECRET}&${"y".repeat(1_000)}`;
    log.note(1, "10.0.0.1", { method: "GET", url }, 400).refusedWith(`wait: ${"z".repeat(place)} ${SECRET} is none`);
    const [{ path, message }] = log.latest(1) as [NotedRequest];
    expect([path.includes("sss"), message.includes("sss")]).toEqual([false, false]);
    expect([path.length, message.length <= 500]).toEqual([Math.min(200, path.length), true]);
  });
});

describe("What arrives is in the request log", () => {
  test("with what became of it, refusals also in a log of their own", () => {
    const { clock, arrivals } = someArrivals();
    arrivals.reported(from("10.0.0.1", "PUT", "/provider"), 3);
    clock.tick(1_000);
    arrivals.answered(from("::ffff:10.0.0.2", "GET", "/consumer?wait=30s"), 200, "read", 812, 30_000);
    arrivals.hungUp(from("10.0.0.2", "GET", "/provider?wait=30s"), 12_000);
    arrivals.refused(from("10.0.0.3", "PUT", "/provider"), 400, "registers: is missing");
    arrivals.turnedAway("::ffff:10.0.0.4", { status: 503, message: "too many" });
    const none = { yield: "none", count: 0, waited: 0, message: "" };
    const later = NOON + 1_000;
    const closed = { ...none, at: later, address: "10.0.0.4", method: "", path: "", status: 503, message: "too many" };
    const refused = { ...none, at: later, address: "10.0.0.3", method: "PUT", path: "/provider", status: 400 };
    expect(arrivals.latest("all", 10)).toEqual([
      { ...closed, number: 5 },
      { ...refused, number: 4, message: "registers: is missing" },
      {
        ...refused,
        number: 3,
        address: "10.0.0.2",
        method: "GET",
        path: "/provider?wait=30s",
        status: 0,
        waited: 12_000,
      },
      {
        ...{ number: 2, at: later, address: "10.0.0.2", method: "GET", path: "/consumer?wait=30s", status: 200 },
        ...{ yield: "read", count: 812, waited: 30_000, message: "" },
      },
      {
        ...{ number: 1, at: NOON, address: "10.0.0.1", method: "PUT", path: "/provider", status: 204 },
        ...{ yield: "provided", count: 3, waited: 0, message: "" },
      },
    ]);
    expect(arrivals.latest("refused", 10)).toEqual([
      { ...closed, number: 2 },
      { ...refused, number: 1, message: "registers: is missing" },
    ]);
  });

  test("and what was refused stays, however many others come after it", () => {
    const { arrivals } = someArrivals();
    arrivals.refused(from("10.0.0.3", "PUT", "/provider"), 400, "registers: is missing");
    for (let count = 0; count < 1_000; count++) arrivals.reported(from("10.0.0.1", "PUT", "/provider"), 1);
    const all = arrivals.latest("all", 1_000);
    expect([all.length, all.filter(({ status }) => status === 400).length]).toEqual([500, 0]);
    expect(arrivals.latest("refused", 1_000).map(({ message }) => message)).toEqual(["registers: is missing"]);
  });
});

function someArrivals() {
  const clock = new FakeClock();
  return { clock, arrivals: new Arrivals(clock) };
}

function from(ip: string, method: string, url: string): Incoming {
  return { ip, method, url, headers: {} } as unknown as Incoming;
}
