import { expect, test } from "vitest";
import { SourcesFeed } from "#electron/rpc/sources-feed.ts";
import { ANNA, aSite, aSource, CATALOG } from "#tests/electron/sync/syncing-site.ts";

test("A window hears all sources first, then what changed, gathered over a tenth of a second, and what is gone", async () => {
  await using site = await aSite();
  const { manager, clock } = site;
  await manager.add(aSource(), undefined, ANNA);
  using feed = new SourcesFeed(manager, clock);
  const subscription = feed.subscribe(undefined);
  const next = async () => (await subscription.next()).value!;
  expect(await next()).toEqual({ kind: "snapshot", sequence: 0, sources: manager.all(), removed: [] });

  await manager.pause(CATALOG, null, ANNA);
  await manager.resume(CATALOG, ANNA);
  await manager.pause(CATALOG, clock.now() + 1_000, ANNA);
  expect(subscription.backlog).toBe(0);
  await clock.advance(100);
  expect(await next()).toEqual({ kind: "delta", sequence: 1, sources: manager.all(), removed: [] });

  await manager.remove(CATALOG, ANNA);
  await clock.advance(100);
  expect(await next()).toEqual({ kind: "delta", sequence: 2, sources: [], removed: [CATALOG] });
});
