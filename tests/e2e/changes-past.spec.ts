/** What has long been over: more than the window is told of by itself, over the built window and the real host. */
import { expect, test, type Page } from "./test.ts";
import { readFile } from "node:fs/promises";
import { request } from "../support/http.ts";
import { servingRegdesk, type ServingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { behind } from "./changes-site.ts";
import { openWindow, prefer, rowOf } from "./window.ts";

/** The host keeps the newest 1,000 at hand. */
const BATCHES = ["old", "middle", "new"] as const;
const IN_A_BATCH = 1_000;

/** 3,000 requests that were denied, but for the very first, which is recalled. */
async function deniedThousands(regdesk: ServingRegdesk): Promise<void> {
  for (const batch of BATCHES) {
    const names = Array.from({ length: IN_A_BATCH }, (_, n) => `${batch}.r${String(n).padStart(4, "0")}`);
    await request(regdesk.url, Object.fromEntries(names.map((name, n) => [name, n])));
    const pending = await behind(regdesk, (client) => client.changeRequests.list({ all: false }));
    const note = `denied with the ${batch} ones`;
    const [first, ...others] = pending.map(({ id }) => id).toReversed();
    await behind(regdesk, async (client) => {
      if (batch === "old") {
        await client.changeRequests.approve({ ids: [first!] });
        await client.changeRequests.recall({ ids: [first!] });
      } else others.push(first!);
      await client.changeRequests.deny({ ids: others, note });
    });
  }
}

const rowsDrawn = (page: Page) => page.locator(".request-table tbody tr:not(.gap)").count();

const scrollTo = (page: Page, where: "end" | "start") =>
  page.getByRole("region", { name: "Done" }).evaluate((box, to) => {
    box.scrollTop = to === "end" ? box.scrollHeight : 0;
  }, where);

test("all that is done can be scrolled through, found and exported, however long ago it was", async ({ page }) => {
  test.setTimeout(120_000);
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await deniedThousands(regdesk);
  await openWindow(page, regdesk, "#/changes?tab=done");
  const status = page.getByRole("search", { name: "Filter" }).getByRole("status");
  await expect(status).toHaveText("3,000 requests");
  await expect(page.getByRole("button", { name: "Denied 2,999" })).toBeVisible();
  await expect(rowOf(page, "new.r0999")).toBeVisible();
  expect(await rowsDrawn(page)).toBeLessThan(150);

  // Whoever goes on scrolling gets to the very first.
  const very = rowOf(page, "old.r0000");
  await expect(async () => {
    await scrollTo(page, "end");
    await expect(very).toBeInViewport({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await expect(very).toContainText("Recalled");
  await expect(very).toHaveAttribute("aria-rowindex", "3001");
  expect(await rowsDrawn(page)).toBeLessThan(150);
  await scrollTo(page, "start");
  await expect(rowOf(page, "new.r0999")).toBeInViewport();

  // What is looked for is found wherever it is.
  await page.getByRole("button", { name: "Withdrawn 1" }).click();
  await expect(very).toBeInViewport();
  await expect(status).toHaveText("1 of 3,000 requests");
  await page.getByRole("button", { name: "Withdrawn 1" }).click();
  await page.keyboard.press("/");
  await page.keyboard.type("old ones");
  await expect(status).toHaveText("999 of 3,000 requests");
  await expect(rowOf(page, "old.r0999")).toBeInViewport();

  // A browser without a file picker downloads.
  await page.evaluate(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "JSON Lines" }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\n");
  expect(new Set(lines.map((line) => (JSON.parse(line) as { id: string }).id)).size).toBe(999);
  await expect(page.getByText("Exported 999 requests")).toBeVisible();
  await page.getByRole("searchbox", { name: "Filter" }).fill("nothing like this");
  await expect(page.getByText("Nothing that is done matches.")).toBeVisible();
});
