/** Erasing everything is asked for by a word, waits for the next start, and can be thought better of. */
import { provide } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { expect, test } from "./test.ts";
import { openWindow, prefer } from "./window.ts";

test("everything is erased with the next start once the word is typed, unless somebody thinks better of it", async ({
  page,
}) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await provide(regdesk.url, { "boiler.temp": 21, "boiler.on": true }, "10m");
  await openWindow(page, regdesk, "#/settings?ask=erase");
  const dialog = page.getByRole("dialog", { name: "Erase everything?" });
  await expect(dialog.getByText("2", { exact: true })).toBeVisible();
  const confirm = dialog.getByRole("button", { name: "Erase at the next start" });
  const field = dialog.getByRole("textbox", { name: "Type “erase”, so that this is no accident" });
  await expect(field).toBeFocused();
  await field.fill("eras");
  await expect(confirm).toBeDisabled();
  await field.fill("Erase ");
  await confirm.click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole("group", { name: "Erase everything" });
  await expect(row.getByText("Everything is erased at the next start of Regdesk.")).toBeVisible();
  await expect(row.getByRole("button", { name: "Erase…" })).toBeHidden();
  await page.keyboard.press("Tab"); // the keyboard is where the strip is
  await expect(row.locator(":focus")).toHaveCount(1);
  await row.getByRole("button", { name: "Do not erase" }).click();
  await expect(row.getByRole("button", { name: "Erase…" })).toBeVisible();
});
