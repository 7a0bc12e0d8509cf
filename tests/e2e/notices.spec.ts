/** What is not as it should be with Regdesk itself is told behind the bell, apart from what devices do. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./test.ts";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { provide } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { go, openWindow, prefer, rowOf } from "./window.ts";

/** A data directory whose database is no database any more, with a backup to go back to. */
async function damage(dataDirectory: string): Promise<void> {
  await writeFile(join(dataDirectory, "regdesk.db"), "no database ".repeat(1_000));
  await mkdir(join(dataDirectory, "backups"));
  await writeFile(join(dataDirectory, "backups", "regdesk-2026-11-19T00-00-00-000Z.db"), "");
}

test("a damaged database is told, with the command that mends it, until it is ignored", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await using directory = await temporaryDirectory();
  await damage(directory.path);
  await using regdesk = await servingRegdesk(directory.path);
  await openWindow(page, regdesk, "#/help");
  const bell = page.getByRole("banner").getByRole("button", { name: /^Alarms and notices/ });
  await expect(bell).toHaveAccessibleName("Alarms and notices: 1 notice open");
  await expect(bell).toHaveText("!"); // a mark of its own: the number beside the bell counts alarms

  await page.getByRole("alert").getByRole("button", { name: "What to do" }).click();
  const drawer = page.getByRole("dialog", { name: "Alarms and notices" });
  await expect(drawer).toContainText("Damaged");
  await page.keyboard.press("Escape");
  await bell.click();
  await expect(drawer).toContainText("The database was damaged. It was set aside");
  await expect(drawer.getByRole("time")).toHaveText(/^since \d\d:\d\d:\d\d$/);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
  await drawer.getByRole("button", { name: "Copy command" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(`regdesk restore --data-dir "${regdesk.announced.dataDir}"`);

  await drawer.getByRole("button", { name: "Ignore: Damaged" }).click();
  await expect(drawer.getByRole("heading", { name: "Ignored" })).toBeVisible();
  await expect(drawer).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(bell).toBeFocused();
  await expect(bell).toHaveAccessibleName("Alarms and notices");
  await expect(bell).toHaveText("");

  await page.reload();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(bell).toHaveAccessibleName("Alarms and notices");
  await bell.click();
  await drawer.getByRole("button", { name: "Notice again: Damaged" }).click();
  await page.keyboard.press("Escape");
  await expect(bell).toHaveAccessibleName("Alarms and notices: 1 notice open");
});

test("the drawer opens and closes by key, gives the focus back, and its notices never tell of devices", async ({
  page,
}) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/registers");
  await provide(regdesk.url, { "pump.speed": 40 }, "100ms");
  await expect(rowOf(page, "pump.speed")).toContainText("Expired");
  const search = page.getByRole("button", { name: /Search or jump/ });
  await search.focus();
  await page.keyboard.press("Control+j");
  const drawer = page.getByRole("dialog", { name: "Alarms and notices" });
  await expect(drawer.getByRole("tabpanel")).toContainText("pump is offline");
  await drawer.getByRole("tab", { name: "Notices" }).click();
  await expect(drawer.getByRole("tabpanel")).toContainText("All is as it should be");
  await expect(drawer.getByRole("tabpanel")).not.toContainText("pump");
  await page.keyboard.press("Control+j");
  await expect(drawer).toBeHidden();
  await expect(search).toBeFocused();
  await page.keyboard.press("Control+j");
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(search).toBeFocused();
});

test("a list that is held still says so on every screen, and goes on from there", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/registers");
  await provide(regdesk.url, { "pump.speed": 40 });
  await expect(rowOf(page, "pump.speed")).toContainText("40");
  await page.keyboard.press("f");
  const chip = page.getByRole("banner").getByRole("button", { name: /^Frozen \d:\d\d$/ });
  const live = page.getByRole("banner").getByText("Live", { exact: true });
  await expect(chip).toBeVisible();
  await expect(live).toBeHidden();
  await provide(regdesk.url, { "pump.speed": 41 });
  await expect(chip).toHaveAttribute("title", /1 update waiting/);
  await go(page, "#/connect");
  await expect(chip).toBeVisible();
  await expect(live).toBeVisible();
  await chip.click();
  await expect(chip).toBeHidden();
  await go(page, "#/registers");
  await expect(rowOf(page, "pump.speed")).toContainText("41");
});
