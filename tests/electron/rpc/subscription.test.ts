import { describe, expect, test } from "vitest";
import { Registry } from "#electron/registry/registry.ts";
import { changeRequestFeed } from "#electron/rpc/change-request-feed.ts";
import { RegisterFeed } from "#electron/rpc/register-feed.ts";
import { StatusFeed } from "#electron/rpc/status-feed.ts";
import type { HostStatus } from "#shared/model/host-status.ts";
import { aReport } from "#tests/support/builders.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { aGate } from "../change-requests/gate.ts";
import { Subscription } from "#electron/rpc/subscription.ts";

describe("A subscription", () => {
  test("hands over what came before it was first read, in order", async () => {
    const subscription = aSubscription();
    for (const message of ["a", "b", "c"]) subscription.push(message);
    expect([await read(subscription), await read(subscription), await read(subscription)]).toEqual(["a", "b", "c"]);
  });

  test("hands over what comes while it is being read", async () => {
    const subscription = aSubscription();
    const first = read(subscription);
    subscription.push("a");
    expect(await first).toBe("a");
  });

  test("counts what was not taken and can put one message in place of it all", async () => {
    const subscription = aSubscription();
    for (const message of ["a", "b", "c"]) subscription.push(message);
    const before = subscription.backlog;
    subscription.replace("snapshot");
    expect([before, subscription.backlog, await read(subscription)]).toEqual([3, 1, "snapshot"]);
  });

  test.each(["by its reader", "by its signal"])("that is ended %s ends its reader and says so once", async (how) => {
    const abort = new AbortController();
    let ended = 0;
    const subscription = new Subscription<string>(abort.signal, () => ended++);
    const waiting = subscription.next();
    if (how === "by its signal") abort.abort();
    else await subscription.return();
    await subscription.return();
    subscription.push("late");
    expect([await waiting, await subscription.next(), subscription.backlog, ended]).toEqual([OVER, OVER, 0, 1]);
  });
});

describe("A subscription of who has hung up already", () => {
  test("is over, and no feed keeps it", async () => {
    const clock = new FakeClock();
    const registry = new Registry({ clock });
    using registers = new RegisterFeed(registry, clock);
    using changeRequests = changeRequestFeed(aGate().changeRequests, clock);
    using status = new StatusFeed(clock, () => ({}) as HostStatus);
    const ends = [registers, changeRequests, status].map((feed) => feed.subscribe(AbortSignal.abort()).next());
    registry.provide(aReport("a", 1, 1e9), "here");
    registry[Symbol.dispose]();
    clock.tick(2_000);
    expect([await Promise.all(ends), clock.timers]).toEqual([[OVER, OVER, OVER], 0]);
  });
});

const OVER = { done: true, value: undefined };

function aSubscription(): Subscription<string> {
  return new Subscription<string>(undefined, () => undefined);
}

async function read(subscription: Subscription<string>): Promise<string | undefined> {
  return (await subscription.next()).value;
}
