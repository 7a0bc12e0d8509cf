import { describe, expect, test } from "vitest";
import { RequestLog } from "#electron/rest/request-log.ts";
import { RequestLogFeed } from "#electron/rpc/request-log-feed.ts";
import type { RequestLogFeed as Message } from "#shared/contract/network.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";

describe("A window that follows the requests", () => {
  test("gets the latest at once and then what has come, four times a second at most", async () => {
    const { clock, feed, note } = aFeed();
    note(2);
    const subscription = feed.subscribe(undefined);
    note(3);
    clock.tick(249);
    const before = subscription.backlog;
    clock.tick(1);
    clock.tick(1_000);
    note(1);
    clock.tick(250);
    const messages = [await subscription.next(), await subscription.next(), await subscription.next()];
    expect([before, subscription.backlog]).toEqual([1, 0]);
    expect(messages.map(({ value }) => brief(value))).toEqual([
      ["snapshot", 1, [2, 1]],
      ["delta", 2, [5, 4, 3]],
      ["delta", 3, [6]],
    ]);
  });

  test("gets the fifty latest of a thousand that have come at once", async () => {
    const { clock, feed, note } = aFeed();
    const subscription = feed.subscribe(undefined);
    note(1_000);
    clock.tick(250);
    await subscription.next();
    const { value } = await subscription.next();
    const numbers = value?.requests.map(({ number }) => number) ?? [];
    expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([50, 1_000, 951]);
  });

  test("and comes later gets a snapshot that the next message follows without a gap", async () => {
    const { clock, feed, note } = aFeed();
    feed.subscribe(undefined);
    note(2);
    const later = feed.subscribe(undefined);
    note(1);
    clock.tick(250);
    const messages = [await later.next(), await later.next()];
    expect(messages.map(({ value }) => brief(value))).toEqual([
      ["snapshot", 1, [2, 1]],
      ["delta", 2, [3]],
    ]);
  });

  test("costs nothing once it has hung up", () => {
    const { clock, feed } = aFeed();
    const looking = new AbortController();
    feed.subscribe(looking.signal);
    looking.abort();
    clock.tick(1_000);
    expect(clock.timers).toBe(0);
  });
});

function aFeed() {
  const clock = new FakeClock();
  const log = new RequestLog(500);
  const note = (count: number): void => {
    for (let done = 0; done < count; done++) log.note(clock.now(), "10.0.0.1", { method: "GET", url: "/health" }, 200);
  };
  return { clock, note, feed: new RequestLogFeed((most, after) => log.latest(most, after), clock) };
}

function brief(message: Message | undefined): unknown[] {
  return [message?.kind, message?.sequence, message?.requests.map(({ number }) => number)];
}
