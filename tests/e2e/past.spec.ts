/** What registers were, looked at in the window: out of the stored history, not of what this page saw. */
import { expect, test, type Page } from "./test.ts";
import { readFile } from "node:fs/promises";
import { keepEarlier } from "../support/earlier-history.ts";
import { provide, put } from "../support/http.ts";
import { regdesk as command, servingRegdesk, type ServingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { go, openWindow, prefer } from "./window.ts";

const HOUR = 3_600_000;
/** Five past an hour, so that what follows is of the same hour; more than a day ago, so that every time is dated. */
const begin = new Date(Date.now() - 30 * HOUR).setMinutes(5, 0, 0);
const minutes = (n: number) => begin + n * 60_000;

/** A day with three temperatures and two recipes, left by an earlier run. */
async function servingAfter(directory: string): Promise<ServingRegdesk> {
  keepEarlier(
    directory,
    [
      ["boiler.temp", minutes(0), 19],
      ["boiler.recipe", minutes(0), { steps: [{ heat: 60 }, { hold: 10 }], name: "Eins" }],
      ["boiler.temp", minutes(20), 20.5],
      ["boiler.recipe", minutes(30), { steps: [{ heat: 65 }, { hold: 10 }], name: "Eins" }],
      ["boiler.temp", minutes(40), 23],
    ],
    minutes(60),
  );
  const regdesk = await servingRegdesk(directory);
  await provide(regdesk.url, { "boiler.recipe": { steps: [], name: "Zwei" } });
  const temp = { value: 30, ttl: "60s", metadata: { unit: "°C" } };
  expect((await put(regdesk.url, "/provider", { registers: { "boiler.temp": temp } })).status).toBe(204);
  await prefer(regdesk, {});
  return regdesk;
}

const bar = (page: Page) => page.getByRole("region", { name: "The past of this register" });
const status = (page: Page) => bar(page).getByRole("status");

/** As the window writes a moment of another day. */
const dated = (at: number) =>
  new Intl.DateTimeFormat("en-US", {
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", day: "numeric", month: "short" },
  }).format(at);

test("an earlier value is reached by keys, by the slider and by its time, and Esc leads back", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingAfter(directory.path);
  await openWindow(page, regdesk, "#/registers?sel=boiler.temp");
  const value = page.getByRole("tabpanel", { name: "Value" });
  await expect(value).toContainText("30");
  await page.keyboard.press(",");
  await expect(status(page)).toHaveText(`Viewing ${dated(minutes(40))}`);
  await expect(value).toContainText("23");
  await page.keyboard.press(",");
  await expect(value).toContainText("20.5");
  await expect(value).toContainText(dated(minutes(20)));
  await expect(page.getByText(/^A change counts from now on, not for/)).toBeVisible();

  await page.keyboard.press("t");
  await page.getByRole("dialog").getByText("All", { exact: true }).click();
  await page.keyboard.press("Escape");
  await bar(page).getByRole("slider", { name: "Moment" }).press("Home");
  await expect(status(page)).toHaveText(`Viewing ${dated(minutes(0))}`);
  await expect(value).toContainText("19");
  await page.keyboard.press(".");
  await expect(value).toContainText("20.5");

  await page.keyboard.press("t");
  const field = page.getByRole("dialog", { name: "Go to a time" });
  await field.getByRole("spinbutton", { name: "minute" }).focus();
  await page.keyboard.type("40");
  await page.keyboard.press("Enter");
  await expect(status(page)).toHaveText(`Viewing ${dated(minutes(35))}`);
  await expect(value).toContainText("20.5");

  await page.getByRole("tab", { name: "Metadata" }).click();
  await expect(page.getByText("What the metadata was at that time is not kept.")).toBeVisible();
  await page.keyboard.press("t");
  await page.getByRole("button", { name: "All registers at a time…" }).click();
  const then = page.getByRole("dialog", { name: "All registers at a time" });
  await expect(then.getByRole("row", { name: /^boiler\.temp/ })).toHaveText(/20\.5\s?°C.*30\s?°C/);
  await then.getByRole("button", { name: "boiler.recipe" }).click();
  await expect(status(page)).toHaveText(`Viewing ${dated(minutes(35))}`);
  await page.keyboard.press("Escape");
  await expect(bar(page)).toBeHidden();
  await expect(page.getByRole("complementary", { name: "Register" })).toBeVisible();
});

test("any two stored moments are compared, by meaning", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingAfter(directory.path);
  await openWindow(page, regdesk, "#/registers?sel=boiler.recipe&tab=diff");
  const diff = page.getByRole("tabpanel", { name: "Diff" });
  await expect(diff.getByText(/differences$/)).toBeVisible();
  const optionAt = (side: string, at: number) =>
    diff.getByRole("combobox", { name: side }).selectOption({ value: String(at) });
  await optionAt("To", minutes(30));
  await expect(diff.getByText("1 difference", { exact: true })).toBeVisible();
  await expect(diff).toContainText("60");
  await expect(diff).toContainText("65");
  await optionAt("To", minutes(0));
  await optionAt("From", minutes(30));
  await expect(diff.getByText("1 difference", { exact: true })).toBeVisible();
});

test("exported history is what the command line writes", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingAfter(directory.path);
  await openWindow(page, regdesk, "#/registers?sel=boiler.temp");
  await page.getByRole("complementary").getByRole("button", { name: "Export history…" }).click();
  const dialog = page.getByRole("dialog", { name: "Export history" });
  await expect(dialog.getByText("Only boiler.temp")).toBeVisible();
  await dialog.getByRole("combobox", { name: "Time" }).selectOption("All that is kept");
  await page.evaluate(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
  const exported = async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "Export", exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^history-\d{4}-\d\d-\d\d-\d{6}\.(csv|jsonl)$/);
    return readFile(await download.path(), "utf8");
  };
  const toldNow = () => command("history", "boiler.temp", "--from", "40h", "--data-dir", directory.path);
  await expect.poll(async () => (await toldNow()).stdout).toContain("boiler.temp,30,"); // its thread writes when it comes to it
  const written = await exported();
  const told = await toldNow();
  expect(written).toBe(told.stdout);
  expect(written.split("\r\n")).toHaveLength(6);
  await expect(page.getByText("Exported 4 lines of history")).toBeVisible();

  await go(page, "#/registers");
  await page.keyboard.press("Control+e");
  await page.getByRole("button", { name: "Export their history instead…" }).click();
  await expect(dialog.getByText("These 2 registers")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("grid")).toBeFocused();

  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("export history");
  await page.keyboard.press("Enter");
  await dialog.getByRole("combobox", { name: "Time" }).selectOption("All that is kept");
  await dialog.getByText("Minutes", { exact: true }).click();
  await dialog.getByText("JSON Lines", { exact: true }).click();
  const rolledUp = await exported();
  const minutesTold = await command(
    ...["history", "*", "--rollup", "--json", "--from", "40h", "--data-dir", directory.path],
  );
  expect(rolledUp).toBe(minutesTold.stdout);
});
