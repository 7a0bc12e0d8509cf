/** Settings, backups, imports, recordings and diagnostics, as a technician does them in a browser window. */
import { withControl } from "#electron/commands/control.ts";
import { RegisterName } from "#shared/model/register.ts";
import { expect, test, type Page } from "./test.ts";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { keepEarlier } from "../support/earlier-history.ts";
import { values, put } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { openWindow, prefer } from "./window.ts";

test("a setting counts at once, is searched for, and is reset in its row", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/settings");
  await page.getByRole("searchbox", { name: "Search settings" }).fill("daily backups");
  const row = page.getByRole("group", { name: "Daily backups kept" });
  await expect(page.getByRole("main").getByRole("heading", { level: 3 })).toHaveText(["Daily backups kept"]);
  await row.getByRole("button", { name: "Fewer" }).click();
  await expect(row.getByRole("status")).toHaveText("6");
  await row.getByRole("button", { name: "Reset Daily backups kept" }).click();
  await expect(row.getByRole("status")).toHaveText("7");
  await page.getByRole("searchbox", { name: "Search settings" }).fill("nothing like this");
  await expect(page.getByText("No setting matches")).toBeVisible();
});

test("how long history is kept is set in days and MB, and what takes most of it can be kept for ever", async ({
  page,
}) => {
  await using directory = await temporaryDirectory();
  const noon = Date.now() - 3_600_000;
  keepEarlier(directory.path, [["boiler.temp", noon, 20]], noon + 60_000);
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/settings");
  const days = page.getByRole("group", { name: "Changes kept" });
  const write = async (written: string) => {
    await days.getByRole("textbox").fill(written);
    await days.getByRole("textbox").press("Enter");
  };
  await write("0");
  await expect(days.getByRole("status")).toHaveText("A whole number from 1 to 3,650 is needed.");
  await write("30");
  await days.getByRole("button", { name: "Reset Changes kept" }).click();
  await expect(days.getByRole("textbox")).toHaveValue("");
  const panel = page.getByRole("group", { name: "Stored history" });
  await expect(panel.getByText("1 register has a past.")).toBeVisible();
  await panel.getByRole("button", { name: "Keep boiler.temp for ever: pin it" }).click();
  await expect(panel.getByRole("row", { name: /^boiler\.temp/ })).toContainText("kept for ever while pinned");
  await expect(panel.getByText("It is in a backup you make by hand")).toBeVisible();

  await page.getByRole("searchbox", { name: "Search settings" }).fill("serial mac");
  await expect(page.getByRole("main").getByRole("heading", { level: 3 })).toHaveText(["How devices are told apart"]);
  await page.getByRole("searchbox", { name: "Search settings" }).fill("grace before");
  const grace = page.getByRole("group", { name: "Grace before a device is offline" });
  await grace.getByRole("button", { name: "More grace" }).click();
  await expect(grace.getByRole("status")).toHaveText("2 × TTL");
  await grace.getByRole("button", { name: "Reset Grace before a device is offline" }).click();
  await expect(grace.getByRole("status")).toHaveText("1.5 × TTL");
});

test("a port says when it counts, and that it is taken or no port at all", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/settings");
  const row = page.getByRole("group", { name: "Port" });
  await expect(row.getByText("Regdesk was started with --port")).toBeVisible();
  const field = row.getByRole("textbox", { name: "Port" });
  const write = async (port: string) => {
    await field.fill(port);
    await field.press("Enter");
  };
  await write("99999");
  await expect(row.getByRole("status")).toHaveText("A port is a number from 1 to 65535.");
  await write(new URL(regdesk.announced.window).port);
  await expect(row.getByRole("status")).toContainText("is used by another program right now");
  await write("");
  await expect(row.getByRole("status")).toHaveText("Takes effect at the next start of Regdesk.");
});

test("a backup is made, saved, looked into and staged, and the restore is thought better of", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await put(regdesk.url, "/provider", { registers: { "boiler.temp": { value: 21, ttl: "10m" } } });
  const past = { register: RegisterName.parse("boiler.temp") };
  await expect
    .poll(() => withControl(directory.path, async ({ history }) => (await history.changes(past)).changes.length))
    .toBeGreaterThan(0); // what is not written yet is in no backup
  await openWindow(page, regdesk, "#/settings");
  const panel = page.getByRole("group", { name: "Backups", exact: true });
  await panel.getByRole("checkbox", { name: /^With the history/ }).check();
  await panel.getByRole("button", { name: "Back up now" }).click();
  await expect(page.getByText("Backed up, and read the copy through")).toBeVisible();
  const saved = await downloaded(page, () => panel.getByRole("button", { name: /^Save a copy/ }).click());
  expect(saved.subarray(0, 15).toString()).toBe("SQLite format 3");
  await expect(panel.getByRole("cell", { name: "By hand, with the history" })).toBeVisible();
  await panel.getByRole("button", { name: /^Restore the backup/ }).click();
  const dialog = page.getByRole("dialog", { name: "Restore this backup?" });
  await expect(dialog.getByRole("row", { name: /^Registers/ })).toHaveText(/Registers\s*1\s*1/);
  await expect(dialog.getByRole("checkbox", { name: /^Bring the history back, too: / })).toBeChecked();
  await expect(dialog.getByText(/^The history of now, .+, is set aside as well\./)).toBeVisible();
  await dialog.getByRole("button", { name: "Restore at the next start" }).click();
  await expect(panel.getByText("is restored at the next start of Regdesk")).toBeVisible();
  await expect(panel.getByText(/history\.before-restore-.+\.db/)).toBeVisible();
  await panel.getByRole("button", { name: "Do not restore" }).click();
  await expect(panel.getByText("is restored at the next start of Regdesk")).toBeHidden();
  const path = join(directory.path, "copy.db");
  await writeFile(path, saved);
  await chosen(page, path, () => panel.getByRole("button", { name: "Add a file…" }).click());
  await expect(panel.getByRole("cell", { name: "Added, with the history" })).toBeVisible();
  await panel
    .getByRole("button", { name: /^Delete the backup/ })
    .first()
    .click();
  await expect(panel.getByRole("button", { name: "Keep" })).toBeFocused();
  await panel.getByRole("button", { name: "Delete for good?" }).click();
  await expect(panel.getByRole("cell", { name: "Added, with the history" })).toBeHidden();
});

test("registers are imported from a file after a look at what it brings", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  const path = join(directory.path, "registers.csv");
  await writeFile(path, "name,value,type\nboiler.temp,21.5,number\nboiler.on,perhaps,boolean\n");
  await openWindow(page, regdesk, "#/settings");
  const row = page.getByRole("group", { name: "Import registers" });
  await chosen(page, path, () => row.getByRole("button", { name: "Import…" }).click());
  const dialog = page.getByRole("dialog", { name: "Import registers" });
  await expect(dialog.getByText("1 register from CSV")).toBeVisible();
  await expect(dialog.getByText("Line 3 boiler.on has a value that is not of the type it says")).toBeVisible();
  await dialog.getByRole("button", { name: "Import 1 register" }).click();
  await expect(page.getByText("Imported 1 register")).toBeVisible();
  expect(await values(regdesk.url, "/consumer")).toEqual({ "boiler.temp": 21.5 });
});

test("settings leave as a file and come back from one", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/settings");
  const row = page.getByRole("group", { name: "Settings as a file" });
  const file = await downloaded(page, () => row.getByRole("button", { name: "Export…" }).click());
  const path = join(directory.path, "settings.json");
  await writeFile(path, file.toString().replace('"density": "standard"', '"density": "compact"'));
  await chosen(page, path, () => row.getByRole("button", { name: "Import…" }).click());
  const dialog = page.getByRole("dialog", { name: "Import settings" });
  await expect(dialog.getByText("One setting would change:")).toBeVisible();
  await dialog.getByRole("button", { name: "Import" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-density", "compact");
  await writeFile(path, file.toString().replace('"density": "standard"', '"density": "huge"'));
  await chosen(page, path, () => row.getByRole("button", { name: "Import…" }).click());
  await dialog.getByRole("button", { name: "Import" }).click();
  await expect(dialog.getByRole("alert")).toHaveText(
    "The file says something this Regdesk does not understand. Nothing was changed.",
  );
});

test("a recording runs, takes a marker, ends, and is saved and deleted", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await put(regdesk.url, "/provider", { registers: { "boiler.temp": { value: 21, ttl: "10m" } } });
  await openWindow(page, regdesk, "#/registers");
  await page.getByRole("button", { name: "Record", exact: true }).click();
  await expect(page.getByRole("contentinfo")).toContainText("Recording 0:0");
  await put(regdesk.url, "/provider", { registers: { "boiler.temp": { value: 22, ttl: "10m" } } });
  await page.keyboard.press("m");
  await page.getByRole("textbox", { name: "Note" }).fill("valve opened");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Marker set")).toBeVisible();
  await page.getByRole("button", { name: "Record", exact: true, pressed: true }).click();
  await expect(page.getByRole("contentinfo")).not.toContainText("Recording");
  await page.evaluate(() => (location.hash = "#/settings"));
  const panel = page.getByRole("group", { name: "Recordings" });
  const lines = (await downloaded(page, () => panel.getByRole("button", { name: /^Save a copy/ }).click())).toString();
  const kinds = lines
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { kind?: string }).kind);
  expect(kinds).toEqual([undefined, "present", "changed", "marker", "end"]);
  expect(lines).toContain("valve opened");
  await panel.getByRole("button", { name: /^Delete the recording/ }).click();
  await panel.getByRole("button", { name: "Delete for good?" }).click();
  await expect(panel.getByText("Nothing has been recorded yet.")).toBeVisible();
});

test("the log is read and filtered under Help, and a bundle shows what is in it", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path, "--log-level", "debug");
  await prefer(regdesk, {});
  await put(regdesk.url, "/provider", { registers: { "boiler.temp": { value: "s3cret", ttl: "10m" } } });
  await openWindow(page, regdesk, "#/help");
  await expect(page.getByText("listening for devices")).toBeVisible();
  await page.getByRole("searchbox", { name: "Filter the log" }).fill("nothing like this");
  await expect(page.getByText("No line matches.")).toBeVisible();
  await page.getByRole("button", { name: "Create bundle…" }).click();
  const dialog = page.getByRole("dialog", { name: "Create a bundle" });
  await dialog.getByRole("button", { name: "registers.json" }).click();
  const shown = dialog.getByLabel("registers.json", { exact: true });
  await expect(shown).toContainText("boiler.temp");
  await expect(shown).not.toContainText("s3cret");
  await dialog.getByRole("checkbox", { name: /^With the values/ }).check();
  await expect(shown).toContainText("s3cret");
  const zip = await downloaded(page, () => dialog.getByRole("button", { name: "Save bundle…" }).click());
  expect(zip.subarray(0, 2).toString()).toBe("PK");
});

/** What the page saves; the system's own dialog cannot be driven, so the page is made to download. */
async function downloaded(page: Page, act: () => Promise<void>): Promise<Buffer> {
  await page.evaluate(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return readFile(await download.path());
}

async function chosen(page: Page, path: string, act: () => Promise<void>): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), act()]);
  await chooser.setFiles(path);
}
