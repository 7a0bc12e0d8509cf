import { describe, expect, test } from "vitest";
import { Registry } from "#electron/registry/registry.ts";
import { RegisterFeed } from "#electron/rpc/register-feed.ts";
import type { Subscription } from "#electron/rpc/subscription.ts";
import type { RegisterFeed as Message } from "#shared/contract/registers.ts";
import { aProvision, aReport, named } from "#tests/support/builders.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";

const DEVICE = "192.168.1.20";

/** How long changes are gathered at most: ten deltas a second at the most. */
const GATHERED_FOR = 200;

describe("A window that subscribes", () => {
  test("gets all registers first, expired ones too", async () => {
    const { registry, feed, clock } = aFeed();
    registry.provide([...aReport("gone", 1, 1_000), aProvision({ name: "here", metadata: { unit: "W" } })], DEVICE);
    clock.tick(2_000);
    const [snapshot] = await unread(feed.subscribe(undefined));
    expect(snapshot).toEqual({
      kind: "snapshot",
      sequence: 0,
      now: NOON + 2_000,
      registers: [
        expect.objectContaining({ name: "here", value: "20", metadata: '{"unit":"W"}', provider: DEVICE }),
        expect.objectContaining({ name: "gone", value: "1", expiredAt: expect.any(Number) as number }),
      ],
    });
  });

  test("misses nothing that happens between subscribing and its first read", async () => {
    const { registry, feed, clock } = aFeed();
    const subscription = feed.subscribe(undefined);
    registry.provide(aReport("a", 1), DEVICE);
    clock.tick(GATHERED_FOR);
    const messages = [(await subscription.next()).value, (await subscription.next()).value];
    expect(messages.map((message) => [message?.kind, namesIn(message)])).toEqual([
      ["snapshot", []],
      ["delta", ["a"]],
    ]);
  });

  test("while changes are being gathered finds them in its snapshot, and the next delta follows without a gap", async () => {
    const { registry, feed, clock } = aFeed();
    const early = feed.subscribe(undefined);
    registry.provide(aReport("a", 1), DEVICE);
    const late = feed.subscribe(undefined);
    registry.provide(aReport("b", 1), DEVICE);
    clock.tick(GATHERED_FOR);
    expect([(await unread(early)).map(outline), (await unread(late)).map(outline)]).toEqual([
      ["snapshot 0", "delta 1 a", "delta 2 b"],
      ["snapshot 1 a", "delta 2 b"],
    ]);
  });
});

describe("A window hears", () => {
  test("of a register that changed hands or its time to live, though its value did not", async () => {
    const { registry, clock, subscription } = await aWatchedFeed();
    registry.provide(aReport("a", 1, 10_000), DEVICE);
    clock.tick(GATHERED_FOR);
    registry.provide(aReport("a", 1, 20_000), DEVICE);
    clock.tick(GATHERED_FOR);
    registry.provide(aReport("a", 1, 20_000), DEVICE);
    clock.tick(GATHERED_FOR);
    registry.mirror("catalog", { put: new Map([[named("a"), { value: 1, metadata: undefined }]]), gone: [] });
    registry.withdraw([named("a")]);
    clock.tick(GATHERED_FOR);
    const deltas = (await unread(subscription)).map((message) =>
      message.kind === "delta" ? message.changed.map(({ ttl, provider, source }) => [ttl, provider, source]) : [],
    );
    expect(deltas).toEqual([
      [[10_000, DEVICE, undefined]],
      [[20_000, DEVICE, undefined]],
      [],
      [[undefined, "catalog", "catalog"]],
    ]);
  });

  test("of a thousand changes of one register as of one", async () => {
    const { registry, clock, subscription } = await aWatchedFeed();
    for (let value = 1; value <= 1_000; value++) registry.provide(aReport("a", value), DEVICE);
    clock.tick(GATHERED_FOR);
    expect(await unread(subscription)).toEqual([
      expect.objectContaining({
        kind: "delta",
        sequence: 1,
        changed: [expect.objectContaining({ name: "a", value: "1000" })],
        refreshed: [],
        removed: [],
      }),
    ]);
  });

  test("at most ten times a second, however fast the changes come", async () => {
    const { registry, clock, subscription } = await aWatchedFeed();
    for (let value = 0; value < 1_000; value++) {
      registry.provide(aReport("a", value), DEVICE);
      clock.tick(1);
    }
    expect((await unread(subscription)).length).toBeLessThanOrEqual(10);
  });

  test("of a refresh by name and time only", async () => {
    const { registry, clock, subscription } = await aWatchedFeed();
    registry.provide([...aReport("a", 1), ...aReport("b", 1)], DEVICE);
    clock.tick(1_000);
    await unread(subscription);
    registry.provide([...aReport("a", 1), ...aReport("b", 2)], DEVICE);
    clock.tick(GATHERED_FOR);
    expect(await unread(subscription)).toEqual([
      expect.objectContaining({
        changed: [expect.objectContaining({ name: "b" })],
        refreshed: [["a", NOON + 1_000]],
        removed: [],
      }),
    ]);
  });

  test("of a register that changed and was refreshed meanwhile as changed", async () => {
    const { registry, clock, subscription } = await aWatchedFeed();
    for (const value of [1, 2, 2]) registry.provide(aReport("a", value), DEVICE);
    clock.tick(GATHERED_FOR);
    expect(await unread(subscription)).toMatchObject([{ changed: [{ name: "a", value: "2" }], refreshed: [] }]);
  });

  test("that a register expired, with its last value", async () => {
    const { registry, clock, subscription } = await aWatchedFeed();
    registry.provide(aReport("a", 7, 1_000), DEVICE);
    clock.tick(500);
    await unread(subscription);
    clock.tick(1_000);
    expect(await unread(subscription)).toMatchObject([
      { changed: [{ name: "a", value: "7", expiredAt: expect.any(Number) as number }], removed: [] },
    ]);
  });

  test("that a register is gone, though it changed just before", async () => {
    const { registry, clock, subscription } = await aWatchedFeed();
    registry.provide([...aReport("a", 1), ...aReport("b", 1)], DEVICE);
    registry.withdraw([named("a")]);
    clock.tick(GATHERED_FOR);
    expect(await unread(subscription)).toMatchObject([{ changed: [{ name: "b" }], refreshed: [], removed: ["a"] }]);
  });

  test("of a register that went and came again within one delta as of one that changed", async () => {
    const { registry, clock, subscription } = await aWatchedFeed();
    registry.provide(aReport("a", 1), DEVICE);
    registry.withdraw([named("a")]);
    registry.provide(aReport("a", 2), DEVICE);
    clock.tick(GATHERED_FOR);
    expect(await unread(subscription)).toMatchObject([{ changed: [{ name: "a", value: "2" }], removed: [] }]);
  });

  test("nothing when nothing happens", async () => {
    const { clock, subscription } = await aWatchedFeed();
    clock.tick(60_000);
    expect([await unread(subscription), clock.timers]).toEqual([[], 0]);
  });
});

describe("Deltas", () => {
  test("are numbered without a gap", async () => {
    const { registry, clock, subscription } = await aWatchedFeed();
    for (let value = 0; value < 15; value++) {
      registry.provide(aReport("a", value), DEVICE);
      clock.tick(GATHERED_FOR);
    }
    expect((await unread(subscription)).map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 15 }, (_, i) => i + 1),
    );
  });

  test("give way to one snapshot in a window that does not read, and go on from there", async () => {
    const { registry, clock, subscription } = await aWatchedFeed();
    let most = 0;
    for (let value = 0; value < 100; value++) {
      registry.provide(aReport("a", value), DEVICE);
      clock.tick(GATHERED_FOR);
      most = Math.max(most, subscription.backlog);
    }
    const [first, ...rest] = await unread(subscription);
    expect([most <= 20, first?.kind, rest.map(({ kind }) => kind).includes("snapshot")]).toEqual([
      true,
      "snapshot",
      false,
    ]);
    const sequences = [first!, ...rest].map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, index) => sequences[0]! + index));
    expect(sequences.at(-1)).toBe(100);
  });

  test("to one window do not depend on what another one reads", async () => {
    const { registry, clock, feed, subscription: lazy } = await aWatchedFeed();
    const eager = feed.subscribe(undefined);
    await unread(eager);
    for (let value = 0; value < 50; value++) {
      registry.provide(aReport("a", value), DEVICE);
      clock.tick(GATHERED_FOR);
      expect((await unread(eager)).map(outline)).toEqual([`delta ${value + 1} a`]);
    }
    expect(lazy.backlog).toBeLessThanOrEqual(20);
  });
});

describe("A feed", () => {
  test("forgets a window that hung up", () => {
    const { registry, clock, feed } = aFeed();
    const abort = new AbortController();
    feed.subscribe(abort.signal);
    abort.abort();
    registry.provide(aReport("a", 1), DEVICE);
    registry[Symbol.dispose]();
    expect(clock.timers).toBe(0);
  });

  test("that stops ends its windows' streams", async () => {
    const { feed } = aFeed();
    const subscription = feed.subscribe(undefined);
    feed[Symbol.dispose]();
    expect(await subscription.next()).toEqual({ done: true, value: undefined });
  });
});

function aFeed() {
  const clock = new FakeClock();
  const registry = new Registry({ clock });
  return { clock, registry, feed: new RegisterFeed(registry, clock) };
}

/** With a window that has read its snapshot. */
async function aWatchedFeed() {
  const parts = aFeed();
  const subscription = parts.feed.subscribe(undefined);
  await unread(subscription);
  return { ...parts, subscription };
}

/** Takes all there is. */
async function unread(subscription: Subscription<Message>): Promise<Message[]> {
  const messages: Message[] = [];
  for (let left = subscription.backlog; left > 0; left--) {
    const { value } = await subscription.next();
    if (value !== undefined) messages.push(value);
  }
  return messages;
}

function namesIn(message: Message | undefined): string[] {
  if (message === undefined) return [];
  return (message.kind === "snapshot" ? message.registers : message.changed).map(({ name }) => name);
}

function outline(message: Message): string {
  return [message.kind, message.sequence, ...namesIn(message)].join(" ");
}
