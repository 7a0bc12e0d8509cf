import { rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { Conditions } from "#electron/conditions.ts";
import { startStorage } from "#electron/storage.ts";
import { backupsIn } from "#electron/store/backups.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { SILENT } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test("a daily backup that fails is a condition, tried again every hour, and well once it is made", async () => {
  await using site = await aSite();
  await writeFile(join(site.path, "backups"), "no folder");
  await site.clock.advance(MINUTE);
  await vi.waitFor(() =>
    expect(site.condition()).toMatchObject({
      ...{ status: false, reason: "backup-failed" },
      message: expect.stringMatching(/^No daily backup could be made \(E[A-Z]+\)\. Check that there is room/) as string,
    }),
  );
  await rm(join(site.path, "backups"));
  await site.clock.advance(HOUR);
  await vi.waitFor(() => expect(site.condition()).toMatchObject({ status: true, reason: "backed-up" }));
  expect(backupsIn(site.path)).toHaveLength(1);
});

test("a laptop that starts a little earlier than the day before has its backup that day all the same", async () => {
  await using site = await aSite();
  await site.clock.advance(MINUTE);
  await vi.waitFor(() => expect(backupsIn(site.path)).toHaveLength(1));
  const [first] = backupsIn(site.path);
  const almostADayAgo = (site.clock.now() - 23 * HOUR - 30 * MINUTE) / 1_000;
  await utimes(first!.path, almostADayAgo, almostADayAgo);
  await site.clock.advance(HOUR);
  await vi.waitFor(() => expect(backupsIn(site.path)).toHaveLength(2));
});

async function aSite() {
  const started = new AsyncDisposableStack();
  const { path } = started.use(await temporaryDirectory());
  const clock = new FakeClock();
  const conditions = new Conditions(clock);
  const storage = { path: join(path, "regdesk.db"), isHeld: true, clock, conditions, log: SILENT };
  started.use(startStorage(storage));
  return {
    ...{ path, clock },
    condition: () => conditions.all().find(({ type }) => type === "BackedUp"),
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
