import { describe, expect, test } from "vitest";
import { Audit } from "#electron/audit/audit.ts";
import { ActivityFeed } from "#electron/rpc/activity-feed.ts";
import { auditPages } from "#electron/store/audit-pages.ts";
import { batchOf } from "#electron/store/batch.ts";
import { committing } from "#electron/store/committer.ts";
import { openDatabase } from "#electron/store/database.ts";
import type { ActivityFeed as Message, ActivityPage } from "#shared/contract/activity.ts";
import { RegdeskError } from "#shared/errors.ts";
import { aStart } from "#tests/support/activity.ts";

describe("A window that follows the activity", () => {
  test("gets what was stored before it came, then each line, without a gap and none twice", async () => {
    const { audit, past, feed } = aFeed();
    await audit.append([aStart()]);
    const page = past.hold();
    const subscribing = feed.subscribe(undefined);
    await audit.append([aStart()]); // before the past is read
    page.read();
    await audit.append([aStart()]); // after it was read, and before it arrived
    page.arrive();
    const subscription = await subscribing;
    await audit.append([aStart()]);
    const messages = [(await subscription.next()).value, (await subscription.next()).value];
    expect(messages.map(brief)).toEqual([
      ["snapshot", [1, 2, 3]],
      ["delta", [4]],
    ]);
  });

  test("costs nothing once it has hung up, and another one gets all", async () => {
    const { audit, feed } = aFeed();
    const first = await feed.subscribe(undefined);
    await first.return();
    await audit.append([aStart()]);
    const second = await feed.subscribe(undefined);
    expect(brief((await second.next()).value)).toEqual(["snapshot", [1]]);
  });

  test("of a host that cannot read its past sees the present", async () => {
    const { audit, past, feed } = aFeed();
    past.fails = true;
    const subscription = await feed.subscribe(undefined);
    await audit.append([aStart()]);
    const messages = [(await subscription.next()).value, (await subscription.next()).value];
    expect(messages.map(brief)).toEqual([
      ["snapshot", []],
      ["delta", [1]],
    ]);
  });
});

function brief(message: Message | undefined): unknown[] {
  return [message?.kind, message?.activity.map(({ id }) => id)];
}

/** A feed over a real database, whose past can be slow to read. */
function aFeed() {
  const database = openDatabase(":memory:");
  const commit = committing(database);
  const audit = new Audit({
    append: (write) => {
      const { firstLine, hashes } = commit([batchOf(write)]);
      return Promise.resolve(hashes.map((hash, index) => ({ id: firstLine + index, hash })));
    },
  });
  const page = auditPages(database);
  let held: Promise<ActivityPage> | undefined;
  const past = {
    fails: false,
    auditPage: async (query: Parameters<typeof page>[0]): Promise<ActivityPage> => {
      if (past.fails) throw new RegdeskError("STORE_UNAVAILABLE", "the disk is gone");
      return held ?? page(query);
    },
    hold() {
      const arrival = Promise.withResolvers<ActivityPage>();
      let found: ActivityPage = { lines: [] };
      held = arrival.promise;
      return { read: () => (found = page({ limit: 1_000 })), arrive: () => arrival.resolve(found) };
    },
  };
  return { audit, past, feed: new ActivityFeed(audit, past) };
}
