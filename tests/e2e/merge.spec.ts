/** What is missing here comes in from a backup, while Regdesk runs. */
import { withControl } from "#electron/commands/control.ts";
import { Rule } from "#shared/model/gate.ts";
import { provide } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { expect, test } from "./test.ts";
import { openWindow, prefer } from "./window.ts";

test("a backup adds what is missing after a look at it, and leaves what is here", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await provide(regdesk.url, { "boiler.temp": 21 }, "10m");
  await withControl(directory.path, async ({ gate, settings, backups }) => {
    const [kept, gone] = ["Boilers", "Pumps"].map((name) => Rule.parse({ id: name, name, action: "deny" }));
    await gate.saveRules({ rules: [kept!, gone!], version: 0 });
    await settings.update({ deviceGrace: 2 });
    await backups.make();
    await gate.saveRules({ rules: [{ ...kept!, action: "ask" }], version: 1 });
    await settings.update({ deviceGrace: 1.5 });
  });
  await openWindow(page, regdesk, "#/settings");
  await page.getByRole("button", { name: /^Restore the backup/ }).click();
  const dialog = page.getByRole("dialog", { name: "Restore this backup?" });
  await dialog.getByText("Add what is missing").click();
  await expect(dialog.getByText("Nothing that is here is altered or removed.")).toBeVisible();
  await expect(dialog.getByRole("row", { name: "Rule of the gate Pumps" })).toBeVisible();
  await dialog.getByText("1 stays as here").click();
  await expect(dialog.getByRole("row", { name: "Rule of the gate Boilers another one is here" })).toBeVisible();
  await dialog.getByRole("button", { name: "Add 2" }).click();
  await expect(page.getByText("Added 2 from the backup")).toBeVisible();
  await expect(dialog).toBeHidden();
  const { rules } = await withControl(directory.path, ({ gate }) => gate.policy());
  expect(rules.map(({ name, action, enabled }) => [name, action, enabled])).toEqual([
    ["Boilers", "ask", true],
    ["Pumps", "deny", false],
  ]);
  await page.evaluate(() => (location.hash = "#/activity"));
  await expect(page.getByText(/what was missing added from the backup by .+: 2$/)).toBeVisible();
});
