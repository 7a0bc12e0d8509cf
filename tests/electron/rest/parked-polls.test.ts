import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { ParkedPolls } from "#electron/rest/parked-polls.ts";
import { Waiters } from "#electron/registry/waiters.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";

describe("A parked poll", () => {
  test("ends with the news it waits for, and with nothing after that", () => {
    const site = aSite();
    const poll = site.park("a", 1_000);
    site.waiters.wake(["b"]);
    const before = [...site.endings];
    site.waiters.wake(["a"]);
    site.waiters.wake(["a"]);
    poll.emit("close");
    site.clock.tick(5_000);
    expect([before, site.endings]).toEqual([[], ["a: news"]]);
  });

  test("ends when its time is up, not before", () => {
    const site = aSite();
    site.park("a", 1_000);
    site.clock.tick(999);
    const before = [...site.endings];
    site.clock.tick(1);
    expect([before, site.endings]).toEqual([[], ["a: over"]]);
  });

  test("ends when its client hangs up", () => {
    const site = aSite();
    site.park("a", 1_000).emit("close");
    expect(site.endings).toEqual(["a: gone"]);
  });

  test("leaves nothing behind, however it ends", () => {
    const site = aSite();
    const polls = ["a", "b", "c"].map((name) => site.park(name, 1_000));
    site.waiters.wake(["a"]);
    polls[1]?.emit("close");
    site.clock.tick(1_000);
    expect(polls.map((poll) => poll.listenerCount("close"))).toEqual([0, 0, 0]);
    expect(["a", "b", "c"].map((name) => site.waiters.isAwaited(name))).toEqual([false, false, false]);
    expect(site.clock.timers).toBe(0);
  });

  test("is none when there is nothing to wait for", () => {
    const site = aSite();
    site.park("impatient", 0);
    site.parked.park(site.poll("hung up", 1_000, aResponse().destroy()));
    site.stopping.abort();
    site.park("late", 1_000);
    expect(site.endings).toEqual(["impatient: over", "hung up: gone", "late: over"]);
  });
});

describe("Parked polls", () => {
  test("end each at its own time, those that wait equally long with one timer between them", () => {
    const site = aSite();
    site.park("first", 1_000);
    site.clock.tick(300);
    site.park("second", 1_000);
    site.park("short", 100);
    const timers = site.clock.timers;
    const seen = [100, 600, 299, 1].map((time) => {
      site.clock.tick(time);
      return site.endings.splice(0);
    });
    expect([timers, seen]).toEqual([2, [["short: over"], ["first: over"], [], ["second: over"]]]);
  });

  test("keep their time when the one that was due first has ended early", () => {
    const site = aSite();
    site.park("first", 1_000);
    site.clock.tick(300);
    site.park("second", 1_000);
    site.waiters.wake(["first"]);
    site.clock.tick(999);
    const before = [...site.endings];
    site.clock.tick(1);
    expect([before, site.endings]).toEqual([["first: news"], ["first: news", "second: over"]]);
  });

  test("of more names than there is room for end at once, until others have ended", () => {
    const site = aSite();
    const park = (name: string, names: number): void => {
      site.parked.park(site.poll(name, 1_000, aResponse(), names));
    };
    for (const name of ["a", "b", "c", "d"]) park(name, 250_000);
    park("too many", 1);
    const before = site.endings.splice(0);
    site.waiters.wake(["b"]);
    park("fits", 250_000);
    park("too many again", 1);
    expect([before, site.endings]).toEqual([["too many: over"], ["b: news", "too many again: over"]]);
  });

  test("of whoever holds the most end early when there is no room, the first ones first, and nobody else's", () => {
    const site = aSite();
    const park = (name: string, names: number, address: string): void => {
      site.parked.park(site.poll(name, 1_000, aResponse(address), names));
    };
    park("modest", 90_000, "10.0.0.1");
    for (const name of ["greedy 1", "greedy 2", "greedy 3", "greedy 4", "greedy 5"]) park(name, 180_000, "10.0.0.2");
    park("newcomer", 90_000, "10.0.0.3");
    const forOthers = site.endings.splice(0);
    park("greedy 6", 180_000, "10.0.0.2");
    const forItself = site.endings.splice(0);
    site.clock.tick(1_000);
    expect([forOthers, forItself]).toEqual([["greedy 1: over"], ["greedy 6: over"]]);
    expect(site.endings.toSorted()).toEqual([
      ...["greedy 2: over", "greedy 3: over", "greedy 4: over", "greedy 5: over"],
      ...["modest: over", "newcomer: over"],
    ]);
  });

  test("of an address are its own, whether it comes as IPv4 or as IPv6", () => {
    const site = aSite();
    const park = (name: string, names: number, address: string): void => {
      site.parked.park(site.poll(name, 1_000, aResponse(address), names));
    };
    park("one half", 300_000, "10.0.0.2");
    park("other half", 300_000, "::ffff:10.0.0.2");
    park("modest", 400_000, "10.0.0.1");
    park("newcomer", 100_000, "10.0.0.3");
    expect(site.endings).toEqual(["one half: over"]);
  });

  test("of ten thousand end no more than there has to be room for: each is answered in the same breath", () => {
    const site = aSite();
    const park = (name: string, address: string): void => {
      site.parked.park(site.poll(name, 1_000, aResponse(address), 100));
    };
    for (let count = 0; count < 10_000; count++) park(`${count}`, count % 10 === 9 ? "10.0.0.1" : "10.0.0.2");
    for (let count = 0; count < 5; count++) park(`newcomer ${count}`, `10.0.1.${count}`);
    expect(site.endings).toEqual([0, 1, 2, 3, 4].map((count) => `${count}: over`));
  });

  test("share their room with streams, which wait without end and cost no timer", () => {
    const site = aSite();
    site.parked.park(site.poll("stream", Infinity, aResponse("10.0.0.2"), 999_900));
    const timers = site.clock.timers;
    site.clock.tick(1_000_000_000);
    const before = [...site.endings];
    site.parked.park(site.poll("poll", 1_000, aResponse("10.0.0.1"), 200));
    expect([timers, before, site.endings]).toEqual([0, [], ["stream: over"]]);
  });

  test("are told how long they have waited, however they end", () => {
    const { parked, poll, clock, waiters } = aSite();
    const waits: number[] = [];
    for (const name of ["a", "b", "c"]) {
      const response = aResponse();
      parked.park({ ...poll(name, 1_000, response), ended: (_how, waited) => void waits.push(waited) });
      clock.tick(100);
      if (name === "a") waiters.wake(["a"]);
      if (name === "b") response.emit("close");
    }
    clock.tick(1_000);
    expect(waits).toEqual([100, 100, 1_000]);
  });

  test("count for more, the more their requests hold", () => {
    const site = aSite();
    const long = (): ServerResponse => {
      const response = aResponse();
      response.req.url = "x".repeat(500_000);
      response.req.rawHeaders = ["x-much", "x".repeat(500_000)];
      return response;
    };
    for (let count = 0; count < 400; count++) site.parked.park(site.poll(`${count}`, 1_000, long()));
    expect(site.endings[0]).toBe("299: over");
  });

  test("all end when the listener stops", () => {
    const site = aSite();
    for (const [name, wait] of [["a", 1_000] as const, ["b", 1_000] as const, ["c", 5] as const]) site.park(name, wait);
    site.stopping.abort();
    expect([site.endings, site.clock.timers]).toEqual([["a: over", "b: over", "c: over"], 0]);
  });

  test("may be awaited where there are few of them", async () => {
    const { parked, poll, waiters } = aSite();
    const ended = parked.nextNews(poll("a", 1_000, aResponse()));
    waiters.wake(["a"]);
    expect(await ended).toBe("news");
  });
});

/** Polls are named by what they wait for. */
function aSite() {
  const clock = new FakeClock();
  const stopping = new AbortController();
  const parked = new ParkedPolls(clock, stopping.signal);
  const waiters = new Waiters();
  const endings: string[] = [];
  const poll = (name: string, wait: number, response: ServerResponse, names = 1) => ({
    response,
    wait,
    names,
    subscribe: (wake: () => void) => waiters.add([name], wake),
    ended: (how: string) => void endings.push(`${name}: ${how}`),
  });
  const park = (name: string, wait: number): ServerResponse => {
    const response = aResponse();
    parked.park(poll(name, wait, response));
    return response;
  };
  return { clock, stopping, parked, waiters, endings, poll, park };
}

function aResponse(address?: string): ServerResponse {
  const socket = new Socket();
  if (address !== undefined) Object.defineProperty(socket, "remoteAddress", { value: address });
  return new ServerResponse(new IncomingMessage(socket));
}
