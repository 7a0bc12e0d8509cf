import { describe, expect, test } from "vitest";
import { changeRequestFeed } from "#electron/rpc/change-request-feed.ts";
import { StatusFeed } from "#electron/rpc/status-feed.ts";
import type { HostStatus } from "#shared/model/host-status.ts";
import { idOf } from "#tests/support/builders.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { aGate, ANNA, asked } from "../change-requests/gate.ts";

describe("A window that follows change requests", () => {
  test("gets all of them first and then each that changed, without a gap", async () => {
    const gate = aGate();
    await asked(gate, 22);
    using feed = changeRequestFeed(gate.changeRequests, gate.clock);
    const subscription = feed.subscribe(undefined);
    await asked(gate, 23);
    await gate.changeRequests.deny([idOf(2)], ANNA);
    const messages = [];
    for (let index = 0; index < 3; index++) messages.push((await subscription.next()).value);
    expect(messages.map((message) => [message?.kind, message?.sequence, message?.requests.map(brief)])).toEqual([
      ["snapshot", 0, ["1 pending"]],
      ["delta", 1, ["2 pending", "1 superseded"]],
      ["delta", 2, ["2 denied"]],
    ]);
  });

  test("and does not read gets one snapshot in place of an endless backlog", async () => {
    const gate = aGate();
    using feed = changeRequestFeed(gate.changeRequests, gate.clock);
    const subscription = feed.subscribe(undefined);
    for (let value = 0; value < 50; value++) await asked(gate, value);
    const { backlog } = subscription;
    const { value: first } = await subscription.next();
    expect([backlog <= 20, first?.kind, first?.requests.length === first?.sequence]).toEqual([true, "snapshot", true]);
  });

  test("that subscribes later gets the sequence that the next delta follows", async () => {
    const gate = aGate();
    using feed = changeRequestFeed(gate.changeRequests, gate.clock);
    await asked(gate, 22);
    const subscription = feed.subscribe(undefined);
    await asked(gate, 23);
    const sequences = [(await subscription.next()).value?.sequence, (await subscription.next()).value?.sequence];
    expect(sequences).toEqual([1, 2]);
  });
});

describe("A window that follows the status", () => {
  test("gets it at once and every second, the newest only when it does not read", async () => {
    const clock = new FakeClock();
    using feed = new StatusFeed(clock, () => ({ now: clock.now() }) as HostStatus);
    const start = clock.now();
    const subscription = feed.subscribe(undefined);
    const first = (await subscription.next()).value?.now;
    await clock.advance(5_500);
    expect([first, subscription.backlog, (await subscription.next()).value?.now]).toEqual([start, 1, start + 5_000]);
  });

  test("costs nothing once it has hung up", async () => {
    const clock = new FakeClock();
    using feed = new StatusFeed(clock, () => ({ now: clock.now() }) as HostStatus);
    const subscription = feed.subscribe(undefined);
    await subscription.return();
    await clock.advance(2_000);
    expect(clock.timers).toBe(0);
  });
});

function brief({ id, state }: { readonly id: string; readonly state: string }): string {
  return `${id} ${state}`;
}
