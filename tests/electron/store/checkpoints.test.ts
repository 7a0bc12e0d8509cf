import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { statSync } from "node:fs";
import { join } from "node:path";
import { batchOf } from "#electron/store/batch.ts";
import { Committer } from "#electron/store/committer.ts";
import { aStart } from "#tests/support/activity.ts";
import { aRegister } from "#tests/support/builders.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

describe("What SQLite's log holds", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
  afterEach(() => void vi.useRealTimers());

  test("is carried over into the database in a moment in which nobody waits for a commit", async () => {
    await using site = await aSite();
    const before = site.size();
    for (let count = 0; count < 150; count++) {
      site.decide();
      vi.advanceTimersByTime(100);
    }
    expect(site.size()).toBe(before);
    vi.advanceTimersByTime(250);
    expect(site.size()).toBeGreaterThan(before);
  });

  test("is carried over also where registers are written all the time, for which nobody waits", async () => {
    await using site = await aSite();
    const before = site.size();
    for (let count = 0; count < 150; count++) {
      site.report();
      vi.advanceTimersByTime(100);
    }
    expect(site.size()).toBeGreaterThan(before);
  });

  test("stays there as long as it is little", async () => {
    await using site = await aSite();
    const before = site.size();
    site.decide();
    vi.advanceTimersByTime(60_000);
    expect(site.size()).toBe(before);
  });
});

async function aSite() {
  const directory = await temporaryDirectory();
  const path = join(directory.path, "regdesk.db");
  const committer = new Committer(path);
  committer.commit([batchOf({})]);
  return {
    size: () => statSync(path).size,
    decide: () => committer.commit([batchOf({ activity: [aStart()] })]),
    report: () => committer.commit([batchOf({ registers: [aRegister()] })]),
    async [Symbol.asyncDispose]() {
      committer.close();
      await directory[Symbol.asyncDispose]();
    },
  };
}
