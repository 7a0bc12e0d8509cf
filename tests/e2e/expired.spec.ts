/** A site that has fallen silent. */
import { expect, test } from "./test.ts";
import { provide } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { openWindow, prefer, rowOf } from "./window.ts";

test("when all registers are expired the list says so, since when, and where to look; a report ends it", async ({
  page,
}) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/registers");
  await provide(regdesk.url, { "boiler.setpoint": 21.5, "pump.speed": 40 }, "100ms");
  const bar = page.getByRole("status").filter({ hasText: "All 2 registers are expired." });
  await expect(bar).toContainText(/Last report at \d\d:\d\d:\d\d from 127\.0\.0\.1\./);
  await expect(rowOf(page, "pump.speed")).toContainText("last known");
  await expect(rowOf(page, "pump.speed")).toContainText("40");

  await page.getByRole("button", { name: "Hide expired (2)" }).click();
  await expect(bar).toBeHidden();
  await page.getByRole("button", { name: "Show expired (2)" }).first().click();
  await bar.getByRole("link", { name: "Check the connection" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Connect");

  await page.goBack();
  await expect(bar).toBeVisible();
  await provide(regdesk.url, { "pump.speed": 41 });
  await expect(bar).toBeHidden();
  await expect(rowOf(page, "boiler.setpoint")).toContainText("Expired");

  // Who knows that it will not come back need not look at it for a week.
  await rowOf(page, "boiler.setpoint").click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Take off the list" }).press("Enter");
  await expect(rowOf(page, "boiler.setpoint")).toBeHidden();
  await expect(page.getByRole("grid")).toBeFocused();
  await provide(regdesk.url, { "boiler.setpoint": 22 });
  await expect(rowOf(page, "boiler.setpoint")).toContainText("22");
});
