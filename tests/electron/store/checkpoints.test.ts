import { describe, expect, test, vi } from "vitest";
import { statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { batchOf } from "#electron/store/batch.ts";
import { Committer } from "#electron/store/committer.ts";
import { aStart } from "#tests/support/activity.ts";
import { aRegister } from "#tests/support/builders.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

describe("What SQLite's log holds", () => {
  test("is carried over into the database in a moment in which nobody waits for a commit", async () => {
    await using site = await aSite();
    for (let count = 0; count < 150; count++) site.decide();
    const before = site.size();
    await vi.waitFor(() => expect(site.size()).toBeGreaterThan(before), { timeout: 10_000 });
  });

  test("stays there while commits are waited for", async () => {
    await using site = await aSite();
    const before = site.size();
    for (let count = 0; count < 150; count++) {
      site.decide();
      await delay(5);
    }
    expect(site.size()).toBe(before);
  });

  test("is carried over also where registers are written all the time, for which nobody waits", async () => {
    await using site = await aSite();
    const before = site.size();
    const writing = setInterval(() => site.report(), 2);
    await vi.waitFor(() => expect(site.size()).toBeGreaterThan(before), { timeout: 10_000 });
    clearInterval(writing);
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
