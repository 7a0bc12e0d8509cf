/** kill -9 at marked moments of a sync: what is stored is what was before or what is after, whole, and the next sync makes up
 *  for it. */
import { describe, expect, test } from "vitest";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { numbered, shownIn, siteIn, stateOf, synced, withFile } from "../electron/sync/syncing-site.ts";
import { killedAt } from "./killed-at.ts";
import { MOMENTS_OF_SYNC, type MomentOfSync } from "./moments-of-sync.ts";

/** More than one portion, and a change of each. */
const BEFORE = numbered(3_000);
const AFTER = { ...numbered(3_000, 2_500), another: 1 };
/** From here on the new registers are stored. */
const STORED: readonly MomentOfSync[] = ["after it was stored", "while it is shown"];

describe("A sync that is killed", () => {
  test.each(MOMENTS_OF_SYNC)("leaves all of the old or all of the new: %s", async (moment) => {
    await using directory = await temporaryDirectory();
    const clock = new FakeClock();
    const before = await prepared(directory.path, clock);
    await killedAt("stuck-sync.ts", directory.path, moment);

    await using site = await siteIn(directory.path, clock);
    const isNew = "another" in shownIn(site);
    if (moment !== "while it is stored") expect(isNew).toBe(STORED.includes(moment));
    expect(shownIn(site)).toEqual(isNew ? AFTER : BEFORE);
    const { phase, hash, attempts } = stateOf(site);
    expect([phase, hash === before]).toEqual([isNew ? "complete" : "failed", !isNew]);
    expect(attempts).toBe(isNew ? 0 : 1);
    const run = await synced(site);
    expect([run.outcome, run.added, run.updated]).toEqual(isNew ? ["up-to-date", 0, 0] : ["complete", 1, 2_500]);
    expect(shownIn(site)).toEqual(AFTER);
  });
});

/** A source that was synced, and has changed since. @returns the hash of what was synced */
async function prepared(path: string, clock: FakeClock): Promise<string | undefined> {
  await using site = await siteIn(path, clock);
  const { write } = await withFile(site, BEFORE);
  const { hash } = await synced(site);
  await write(AFTER);
  return hash;
}
