/** The timeline: held still without losing anything, and handed on to other programs. */
import { expect, test, type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { provide, request } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { openWindow, prefer } from "./window.ts";

const entriesOf = (page: Page) => page.getByRole("region", { name: "Timeline" }).getByRole("listitem");

test("it is held still while more happens, and nothing is lost", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/activity");
  await provide(regdesk.url, { "pump.speed": 40, "boiler.setpoint": 21 });
  await request(regdesk.url, { "pump.speed": 50 });
  await expect(page.getByText("2 entries")).toBeVisible();

  await page.locator("main").focus();
  await page.keyboard.press("f");
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  await request(regdesk.url, { "boiler.setpoint": 22 });
  const waiting = page.getByRole("button", { name: "1 new – show" });
  await expect(waiting).toBeVisible();
  await expect(entriesOf(page)).toHaveCount(2);
  await page.getByRole("searchbox").fill("pump");
  await expect(waiting).toBeHidden();
  await expect(page.getByText("1 of 2")).toBeVisible();
  await page.getByRole("searchbox").fill("");

  await waiting.click();
  await expect(entriesOf(page)).toHaveCount(3);
  await expect(page.getByRole("region", { name: "Timeline" })).toBeFocused();
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Resume" }).click();
  await request(regdesk.url, { "boiler.setpoint": 23 });
  await expect(entriesOf(page).filter({ hasText: "→ 23" })).toBeVisible();
  await expect(waiting).toBeHidden();
});

test("what the filter shows is exported by key, in every format", async ({ page }) => {
  // No test can answer the browser's own dialog, so the file is downloaded instead.
  await page.addInitScript(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/activity?q=pump");
  await provide(regdesk.url, { "pump.speed": 40, "boiler.setpoint": 21 });
  await request(regdesk.url, { "pump.speed": 50, "boiler.setpoint": 22 });
  await expect(page.getByText("1 of 3")).toBeVisible();

  const csv = await exported(page, "CSV");
  expect(csv.name).toMatch(/^activity-\d{4}-\d\d-\d\d-\d{6}\.csv$/);
  const [head, line, rest] = csv.text.split("\r\n");
  expect(head).toBe("at,what,register,value,request,by,note,version");
  expect(line).toMatch(/^\d{4}-.*,pending,pump\.speed,50,1,/);
  expect(rest).toBe("");
  expect(JSON.parse((await exported(page, "JSON Lines")).text)).toMatchObject({ what: "pending", value: 50 });
  expect(JSON.parse((await exported(page, "JSON")).text)).toMatchObject([{ register: "pump.speed", value: 50 }]);
});

async function exported(page: Page, format: string): Promise<{ name: string; text: string }> {
  await page.keyboard.press("Control+e");
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: format, exact: true }).press("Enter");
  const download = await downloading;
  await expect(page.getByRole("menu")).toBeHidden();
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}
