/** Bringing in outside registers, over the built window and the real host. */
import { expect, test } from "./test.ts";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { behind } from "./changes-site.ts";
import {
  addSource,
  expectRegisters,
  fileSource,
  mirrored,
  openSources,
  sourceList,
  sourceRow,
  syncSource,
  writeCatalog,
} from "./sources-site.ts";
import { go } from "./window.ts";

test("a source is added step by step, and nothing is applied before it is", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  const path = await writeCatalog(regdesk, 12);
  await openSources(page, regdesk);
  await page.getByRole("button", { name: "Add source" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /File or folder/ }).check();
  const next = dialog.getByRole("button", { name: "Next" });
  await next.click();
  await next.click();
  await expect(dialog.getByText("Write the path of a document or folder.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Path" }).fill(path);
  await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue("catalog");
  await dialog.getByRole("button", { name: "Test connection" }).click();
  await expect(dialog.getByText("The source answers and can be read.")).toBeVisible();
  await next.click();
  await expect(dialog.getByText("12 would be added")).toBeVisible();
  await expect(dialog).toContainText("pump-11.setpoint");
  expect(await mirrored(regdesk)).toEqual({});
  await next.click();
  await expect(dialog.getByText("Every 10 minutes")).toBeVisible();
  await dialog.getByRole("button", { name: "Add source" }).click();
  await expect(page.getByRole("heading", { name: "catalog" })).toBeVisible();
  await expectRegisters(regdesk, 12);
  await expect(page.getByRole("main")).toContainText("Up to date");
  await go(page, "#/registers?sel=pump-3.setpoint");
  await page.getByRole("link", { name: "Open source catalog" }).click();
  await expect(page.getByRole("heading", { name: "catalog" })).toBeVisible();
});

test("the empty screen offers the bundled sample, and it can be read", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openSources(page, regdesk);
  await page.getByRole("button", { name: "Try with the bundled sample file" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Next" }).click();
  await expect(dialog.getByText("12 would be added")).toBeVisible();
  await dialog.getByRole("button", { name: "Back" }).click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("mine");
  await page.keyboard.press("Escape");
  await expect(page.getByText("Stop adding this source?")).toBeVisible();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page.getByText("No sources yet")).toBeVisible();
});

test("a run that would remove a lot waits to be reviewed, and what is left out stays as it is", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await addSource(regdesk, fileSource("catalog", await writeCatalog(regdesk, 10)));
  await syncSource(regdesk, "catalog");
  await writeCatalog(regdesk, 6);
  await syncSource(regdesk, "catalog");
  await openSources(page, regdesk, "#/overview");
  await page.getByRole("link", { name: "Review: Source catalog would remove a lot" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: "Take pump-7.setpoint" }).uncheck();
  await expect(dialog.getByText("1 left out")).toBeVisible();
  await dialog.getByRole("button", { name: "Apply 3 changes" }).click();
  await expect(dialog).toBeHidden();
  await expectRegisters(regdesk, 7);
  expect(await mirrored(regdesk)).toHaveProperty(["pump-7.setpoint"], 7);
});

test("a schedule is said in words while it is written, and what is not valid cannot be saved", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await addSource(regdesk, fileSource("catalog", await writeCatalog(regdesk, 1)));
  await openSources(page, regdesk, "#/sources?sel=catalog&tab=schedule");
  const main = page.getByRole("main");
  await page.getByText("Simple", { exact: true }).click();
  await page.getByRole("textbox", { name: "How many" }).fill("5");
  await expect(main).toContainText("Every 5 minutes");
  await page.getByText("Cron", { exact: true }).click();
  const expression = page.getByRole("textbox", { name: "Cron expression" });
  await expect(expression).toHaveValue("*/5 * * * *");
  await expression.fill("*/7 * 1 * 1");
  await expect(main).toContainText("runs when either of them comes");
  await expect(main).toContainText("does not divide evenly");
  await expression.fill("61 * * * *");
  await main.getByRole("button", { name: "Save" }).click();
  await expect(main).toContainText("The minute “61” is not valid: it is 0 to 59.");
  await expression.fill("0 0 30 2 *");
  await expect(main).toContainText("never comes");
  await expect(main.getByRole("button", { name: "Save" })).toBeDisabled();
  await expression.fill("30 7 * * 1-5");
  await expect(main).toContainText("At 07:30, Monday through Friday");
  await expect(main.getByRole("listitem").filter({ has: page.getByRole("time") })).toHaveCount(5);
  await main.getByRole("button", { name: "Save" }).click();
  await expect(main.getByText("Unsaved changes")).toBeHidden();
  const [saved] = await behind(regdesk, (client) => client.sources.list());
  expect(saved?.source.schedule.timing).toMatchObject({ kind: "cron", expression: "30 7 * * 1-5" });
});

test("what is written and not saved is not lost without a word, nor by a look at another screen", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await addSource(regdesk, fileSource("catalog", await writeCatalog(regdesk, 1)));
  await openSources(page, regdesk, "#/sources?sel=catalog&tab=connection");
  await page.getByRole("textbox", { name: "Prefix" }).fill("plant.");
  await go(page, "#/overview");
  await go(page, "#/sources");
  await expect(sourceRow(page, "catalog")).toContainText("Unsaved changes");
  await go(page, "#/sources?sel=catalog&tab=connection");
  await expect(page.getByRole("textbox", { name: "Prefix" })).toHaveValue("plant.");
  await page.getByRole("button", { name: "All sources" }).click();
  await page.getByRole("button", { name: "Keep editing" }).click();
  await page.getByRole("button", { name: "All sources" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
  await expect(sourceRow(page, "catalog")).not.toContainText("Unsaved changes");
});

test("a run is planned once beside the schedule, not in the past, and planned no more", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await addSource(regdesk, fileSource("catalog", await writeCatalog(regdesk, 1)));
  await openSources(page, regdesk, "#/sources?sel=catalog");
  await page.getByRole("button", { name: "Run catalog at another time" }).click();
  await page.getByRole("menuitem", { name: "Pick a time…" }).click();
  const dialog = page.getByRole("dialog");
  const moment = dialog.getByRole("group", { name: "Date and time" });
  await moment.getByRole("spinbutton", { name: "year" }).pressSequentially("2020");
  await expect(dialog.getByText("This time is past.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Plan run" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Run catalog at another time" }).click();
  await page.getByRole("menuitem", { name: "In 1 hour" }).click();
  const remove = page.getByRole("main").getByRole("button", { name: /^Do not run once/ });
  await remove.click();
  await expect(remove).toBeHidden();
  const [shown] = await behind(regdesk, (client) => client.sources.list());
  expect(shown?.state.runOnceAt).toBeUndefined();
});

test("a source that a file owns says which, and cannot be written here", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  const path = await writeCatalog(regdesk, 1);
  await mkdir(join(directory.path, "sources"), { recursive: true });
  const yaml = `name: line-2\nconnection: { kind: file, path: ${JSON.stringify(path)} }\n`;
  await writeFile(join(directory.path, "sources", "line-2.yaml"), yaml);
  await openSources(page, regdesk);
  await sourceRow(page, "line-2").click();
  await page.getByRole("tab", { name: "Connection" }).click();
  await expect(page.getByText("This source comes from the file line-2.yaml.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Path" })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Test connection" })).toBeEnabled();
});

test("sources are walked, opened, run, moved and paused with the keyboard alone", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  const path = await writeCatalog(regdesk, 3);
  for (const name of ["first", "second"]) await addSource(regdesk, fileSource(name, path, { prefix: `${name}.` }));
  await openSources(page, regdesk, "#/overview");
  await page.keyboard.press("Control+5");
  await expect(sourceRow(page, "second")).toContainText("Never run");
  await page.keyboard.press("ArrowDown");
  await expect(sourceList(page)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(sourceRow(page, "second")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("r");
  await expect(sourceRow(page, "second")).toContainText("Up to date");
  await expectRegisters(regdesk, 3);
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page.getByRole("row").nth(1)).toContainText("second");
  await page.keyboard.press("p");
  await page.getByRole("radio", { name: "Until I resume it" }).check();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(sourceRow(page, "second")).toContainText("Paused");
  await sourceList(page).focus();
  await page.keyboard.press("p");
  await expect(sourceRow(page, "second")).not.toContainText("Paused");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "second" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sourceList(page)).toBeFocused();
  await expect(sourceRow(page, "second")).toHaveAttribute("aria-selected", "true");
});
