/** A history that is damaged, and read by the window meanwhile. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Reader } from "#electron/store/reader.ts";
import { setAside } from "#electron/store/set-aside.ts";
import { ChangesQuery } from "#shared/contract/history.ts";
import { keepEarlier, type Earlier } from "#tests/support/earlier-history.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { SILENT } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const FIRST_PAGES = 2 * 4_096;
const texts: Earlier[] = Array.from({ length: 500 }, (_, n) => ["boiler.mode", NOON + n, `${n}`.repeat(40)] as const);
const newest = ChangesQuery.parse({ register: "boiler.mode", limit: 1 });

test("what was set aside is not read any more: the window sees the history that was begun in its place", async () => {
  await using directory = await temporaryDirectory();
  await using reader = new Reader(join(directory.path, "regdesk.db"), SILENT);
  keepEarlier(directory.path, texts, NOON + 1_000);
  expect(await reader.ask("historyChanges", newest)).toMatchObject({ changes: [{ at: NOON + 499 }] });
  setAside(join(directory.path, "history.db"), NOON);
  expect(await reader.ask("historyChanges", newest)).toEqual({ changes: [] });
  keepEarlier(directory.path, [["boiler.mode", NOON + 7_000, "anew"]], NOON + 8_000);
  expect(await reader.ask("historyChanges", newest)).toEqual({ changes: [{ at: NOON + 7_000, value: '"anew"' }] });
});

test("a history with a damaged part says so, and what to do, and is read again once it is whole", async () => {
  await using directory = await temporaryDirectory();
  await using reader = new Reader(join(directory.path, "regdesk.db"), SILENT);
  keepEarlier(directory.path, texts, NOON + 1_000);
  const path = join(directory.path, "history.db");
  const whole = await readFile(path);
  await writeFile(path, Buffer.from(whole).fill(0xa5, FIRST_PAGES));
  await expect(reader.ask("historyChanges", newest)).rejects.toMatchObject({
    code: "STORE_UNAVAILABLE",
    message: expect.stringMatching(/history\.db cannot be read: .*malformed.* stop Regdesk and rename it/) as string,
  });
  await writeFile(path, whole);
  expect(await reader.ask("historyChanges", newest)).toMatchObject({ changes: [{ at: NOON + 499 }] });
});
