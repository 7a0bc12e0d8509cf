/** The page of one device, fed by real pushes: what people say of it, what it is made of, and when it was gone. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "./test.ts";
import { DeviceId } from "#shared/model/device.ts";
import { put } from "../support/http.ts";
import { servingRegdesk, type ServingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { behind } from "./changes-site.ts";
import { openWindow, prefer } from "./window.ts";

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let regdesk: ServingRegdesk;

test.beforeAll(async () => {
  directory = await temporaryDirectory();
  regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
});

test.afterAll(async () => {
  await regdesk[Symbol.asyncDispose]();
  await directory[Symbol.asyncDispose]();
});

async function push(device: string, names: readonly string[], ttl = "1h"): Promise<void> {
  const registers = Object.fromEntries(names.map((name) => [name, { value: 21.5, ttl, metadata: { device } }]));
  expect((await put(regdesk.url, "/provider", { registers })).status).toBe(204);
}

/** The page of a device that pushes. */
async function openDevice(page: Page, wireName: string, tab = "overview"): Promise<void> {
  const devices = await behind(regdesk, (client) => client.fleet.list());
  const id = devices.find((device) => device.wireName === wireName)?.id ?? DeviceId.parse("d999999");
  await openWindow(page, regdesk, `#/devices?sel=${id}&tab=${tab}`);
}

const main = (page: Page) => page.getByRole("main");
const heading = (page: Page) => main(page).getByRole("heading", { level: 2 });
const dialog = (page: Page) => page.getByRole("dialog");

/** Takes back what a message says was done. */
async function undo(page: Page, sentence: string): Promise<void> {
  await expect(page.getByRole("listitem").filter({ hasText: sentence })).toBeVisible();
  await page.keyboard.press("Control+z");
}

async function choose(page: Page, act: string): Promise<void> {
  await page.getByRole("button", { name: /^More for / }).click();
  await page.getByRole("menuitem", { name: act }).click();
}

test("what people say of a device stays beside what the wire calls it, is undone, and is never taken for HTML", async ({
  page,
}) => {
  await push("boiler-2", ["boiler.temp", "boiler.pressure"]);
  await openDevice(page, "boiler-2");
  await expect(main(page)).toContainText("Identified by metadata.device boiler-2 · via 127.0.0.1");
  await page.getByRole("button", { name: "Rename…" }).click();
  await dialog(page).getByLabel("Name").fill("Roof boiler");
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText(/Roof boiler\s*On the wire: boiler-2/);
  await undo(page, "boiler-2 is called Roof boiler now");
  await expect(heading(page)).toHaveText("boiler-2");

  await page.getByRole("tab", { name: "Notes" }).click();
  await page.getByLabel("New note").fill("**Leaks** <b onclick=alert(1)>here</b>\n\n- [x] drained");
  await page.getByRole("button", { name: "All devices" }).click();
  await page.goBack();
  await page.getByLabel("New note").press("Control+Enter");
  const note = main(page).getByRole("article");
  await expect(note).toContainText("Leaks <b onclick=alert(1)>here</b>");
  await expect(note.locator("strong")).toHaveText("Leaks");
  await note.getByRole("button", { name: /^Edit/ }).click();
  await note.getByRole("textbox").fill("Sealed");
  await page.keyboard.press("Control+Enter");
  await expect(note).toContainText("edited");
  await note.getByRole("button", { name: /^Remove/ }).click();
  await expect(main(page)).toContainText("No notes yet.");
  await undo(page, "Note removed");
  await expect(note).toContainText("Sealed");

  await page.getByLabel("Labels", { exact: true }).fill("roof");
  await page.keyboard.press("Enter");
  await page.getByLabel("Site", { exact: true }).fill("North");
  await page.getByLabel("Grace before it counts as offline").fill("12");
  await page.keyboard.press("Enter");
  await expect(main(page)).toContainText("A number from 1 to 10 is needed");
  await page.getByLabel("Grace before it counts as offline").fill("2,5");
  await page.keyboard.press("Enter");
  const said = () => behind(regdesk, async (client) => (await client.fleet.list())[0]);
  await expect.poll(said).toMatchObject({ labels: ["roof"], site: "North", grace: 2.5, wireName: "boiler-2" });
});

test("a device that falls silent shows its outage, and how long it took when it is back", async ({ page }) => {
  await push("fan-1", ["fan.speed"], "100ms");
  await openDevice(page, "fan-1");
  const outage = main(page).getByRole("row").filter({ hasText: "the device: it alone went" });
  await expect(outage).toContainText("lasts");
  await expect(main(page)).toContainText("Offline");
  await page.getByRole("slider", { name: "Uptime bar" }).focus();
  await expect(page.getByRole("slider")).toHaveAttribute("aria-valuetext", /^\d\d:\d\d to \d\d:\d\d: offline /);
  await page.keyboard.press("Home");
  await expect(page.getByRole("slider")).toHaveAttribute("aria-valuetext", /not known$/);
  await push("fan-1", ["fan.speed"]);
  await expect(outage).not.toContainText("lasts");

  const week = page.getByRole("radio", { name: "7 days" });
  await page.getByText("7 days").click();
  await expect(page).toHaveURL(/range=week/);
  await page.getByRole("button", { name: "All devices" }).click();
  await expect(page).not.toHaveURL(/range/);
  await page.goBack();
  await expect(week).toBeChecked();
  await page.reload();
  await expect(week).toBeChecked();
});

test("how regularly a device reports is drawn, and told as a table, once it has reported often enough", async ({
  page,
}) => {
  await push("meter-1", ["meter.energy"]);
  await openDevice(page, "meter-1", "connection");
  const section = main(page).getByRole("region", { name: "How regularly it reports" });
  await expect(section).toContainText("Not enough reports yet to draw: 0 of 8 times");
  for (let report = 0; report < 8; report++) await push("meter-1", ["meter.energy"]);
  await expect(section.getByRole("img", { name: /^Of the last 8 times between two reports, \d took / })).toBeVisible();
  await section.getByText("As a table").click();
  await expect(section.getByRole("row").nth(1)).toContainText(/ to .+ m?s/);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
});

test("a device is split, merged again with a look at what moves, and forgotten on a typed number, which is undone", async ({
  page,
}) => {
  await push("unit-7", ["unit.pump.speed", "unit.pump.flow", "unit.fan"]);
  await openDevice(page, "unit-7", "registers");
  const registers = main(page).getByRole("grid", { name: "Registers of the device" });
  await expect(registers.getByRole("row")).toHaveCount(4);
  await choose(page, "Split off…");
  await dialog(page).getByLabel("Name of the new device").fill("Pump");
  await dialog(page).getByLabel("Names or patterns").fill("unit.pump.*");
  await expect(dialog(page)).toContainText("2 of 3 registers chosen");
  await dialog(page).getByRole("button", { name: "Split off" }).click();
  await expect(heading(page)).toHaveText("Pump");

  await choose(page, "Merge into…");
  await dialog(page).getByLabel("Search devices").fill("unit");
  await dialog(page).getByRole("radio").check();
  await expect(dialog(page)).toContainText(/Moves along\s*2 registers/);
  await dialog(page).getByRole("button", { name: "Merge into unit-7" }).click();
  await expect(heading(page)).toHaveText("unit-7");
  await expect(main(page).locator(":focus")).toHaveCount(1);
  await expect(page.getByRole("tab", { name: "Registers" })).toHaveText(/3/);

  await choose(page, "Forget…");
  const forget = dialog(page).getByRole("button", { name: "Forget" });
  await dialog(page).getByRole("textbox").fill("2");
  await expect(forget).toBeDisabled();
  await dialog(page).getByRole("textbox").fill("3");
  await forget.click();
  const row = page.getByRole("row").filter({ hasText: "unit-7" });
  await expect(row).toHaveCount(0);
  await undo(page, "unit-7 forgotten");
  await expect(row).toHaveCount(1);
});

test("a device that is gone while it is looked at says so, and Escape leads from one that is there to the list", async ({
  page,
}) => {
  await push("valve-3", ["valve.a"]);
  await push("meter-9", ["meter.power"]);
  await openDevice(page, "valve-3");
  const [valve] = (await behind(regdesk, (client) => client.fleet.list())).filter(
    ({ wireName }) => wireName === "valve-3",
  );
  await expect(heading(page)).toHaveText("valve-3");
  await behind(regdesk, async (client) => {
    await client.fleet.forget({ id: valve?.id ?? DeviceId.parse("d999999"), registers: 1 });
  });
  await expect(main(page)).toContainText("This device is not here any more");
  await page.getByRole("button", { name: "Back to the list" }).click();
  await expect(main(page).getByRole("treegrid")).toBeVisible();
  await openDevice(page, "meter-9");
  await expect(heading(page)).toHaveText("meter-9");
  await page.keyboard.press("Escape");
  await expect(main(page).getByRole("treegrid")).toBeFocused();
});
