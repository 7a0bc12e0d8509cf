import { describe, expect, test } from "vitest";
import { GateFeed } from "#electron/rpc/gate-feed.ts";
import { RegdeskError } from "#shared/errors.ts";
import { aGate, asked, type Gate } from "#tests/electron/change-requests/gate.ts";
import { aRule, only } from "#tests/electron/change-requests/rules.ts";

const HOUR = 3_600_000;
const RULES = [aRule({ registers: only("boiler.*") }), aRule({ name: "Lamps", action: "ask" })];

/** What a window that watches the gate hears, one after the other. */
async function heard(gate: Gate): Promise<() => Promise<unknown>> {
  const { policy, changeRequests, clock, store } = gate;
  const feed = new GateFeed({ policy, changeRequests, clock, hitsSince: (since) => store.hitsSince(since) });
  const subscription = await feed.subscribe(undefined);
  return async () => (await subscription.next()).value;
}

describe("A window hears", () => {
  test("the policy and the hits, and a change of the policy at once", async () => {
    const gate = aGate([], undefined, { rules: RULES });
    const next = await heard(gate);
    expect(await next()).toEqual({ policy: gate.policy.now, hits: {} });
    await gate.policy.setMode("rules", "anna");
    expect(await next()).toMatchObject({ policy: { mode: "rules" } });
  });

  test("a hit within a second, whatever the rule did with the request", async () => {
    const gate = aGate([], undefined, { rules: RULES });
    const next = await heard(gate);
    await next();
    await asked(gate, 22);
    await asked(gate, true, "lamp.on");
    await asked(gate, false, "lamp.on");
    await gate.clock.advance(1_000);
    expect(await next()).toMatchObject({ hits: { Night: 1, Lamps: 2 } });
  });

  test("that hits are fewer when they are too long ago", async () => {
    const gate = aGate([], undefined, { rules: RULES });
    const next = await heard(gate);
    await next();
    await asked(gate, 22);
    await gate.clock.advance(HOUR);
    expect(await next()).toMatchObject({ hits: { Night: 1 } });
    await asked(gate, 23);
    await gate.clock.advance(1_000);
    expect(await next()).toMatchObject({ hits: { Night: 2 } });
    await gate.clock.advance(23 * HOUR);
    expect(await next()).toMatchObject({ hits: { Night: 1 } });
    await gate.clock.advance(HOUR);
    expect(await next()).toEqual({ policy: gate.policy.now, hits: {} });
  });

  test("the hits of the last run first of all", async () => {
    const gate = aGate([], undefined, { rules: RULES });
    await asked(gate, 22);
    const next = await heard(gate);
    expect(await next()).toMatchObject({ hits: { Night: 1 } });
  });

  test("the policy all the same when the past cannot be read", async () => {
    const { policy, changeRequests, clock } = aGate([], undefined, { rules: RULES });
    const hitsSince = () => Promise.reject(new RegdeskError("STORE_UNAVAILABLE", "it is locked"));
    using feed = new GateFeed({ policy, changeRequests, clock, hitsSince });
    const subscription = await feed.subscribe(undefined);
    expect((await subscription.next()).value).toEqual({ policy: policy.now, hits: {} });
  });
});

test("When the last window is gone, nothing is counted any more", async () => {
  const { policy, changeRequests, clock, store, ...gate } = aGate([], undefined, { rules: RULES });
  let counted = 0;
  const hitsSince = (since: number) => {
    counted += 1;
    return store.hitsSince(since);
  };
  using feed = new GateFeed({ policy, changeRequests, clock, hitsSince });
  const subscription = await feed.subscribe(undefined);
  await subscription.return();
  await asked({ policy, changeRequests, clock, store, ...gate }, 22);
  await clock.advance(HOUR);
  expect(counted).toBe(1);
});
