/** The screen of devices, fed by real pushes: who showed up, how they stand and why, and finding one among them. */
import { expect, test, type Page } from "./test.ts";
import { put } from "../support/http.ts";
import { servingRegdesk, type ServingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
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

async function push(device: string, registers: number, ttl: string): Promise<void> {
  const named = Array.from({ length: registers }, (_, n) => [
    `${device}.r${n}`,
    { value: n, ttl, metadata: { device } },
  ]);
  expect((await put(regdesk.url, "/provider", { registers: Object.fromEntries(named) as unknown })).status).toBe(204);
}

const grid = (page: Page) => page.getByRole("treegrid", { name: "Devices" });
const row = (page: Page, device: string) => grid(page).getByRole("row").filter({ hasText: device });
const strip = (page: Page) => page.locator("main").getByText(/new device/);

test("what showed up is asked about, one by one or all at once, and a word can be taken back", async ({ page }) => {
  await openWindow(page, regdesk, "#/devices");
  await expect(page.getByText("Devices appear by themselves on their first push.")).toBeVisible();
  await push("boiler-2", 3, "1h");
  await push("pump-4", 2, "1h");
  await push("meter-9", 1, "1h");
  await expect(strip(page)).toHaveText("3 new devices: boiler-2, meter-9, pump-4");
  await expect(page.getByRole("link", { name: /Devices/ })).toContainText("3 new");

  await page.getByRole("button", { name: "Review…" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Nothing can be blocked as long as devices need no token");
  await expect(dialog.getByRole("button", { name: /^Keep: / }).first(), "not the link above").toBeFocused();
  await dialog.getByRole("button", { name: "Ignore: meter-9" }).press("Enter");
  await expect(dialog.getByRole("button", { name: "Keep: pump-4" }), "the next one").toBeFocused();
  await page.keyboard.press("Escape");
  await expect(row(page, "meter-9")).toBeHidden();
  await expect(page.getByRole("button", { name: "Show ignored and blocked (1)" })).toBeVisible();

  await page.keyboard.press("Control+z");
  await expect(row(page, "meter-9")).toContainText("Not looked at yet");
  await page.getByRole("button", { name: "Keep all" }).click();
  await expect(strip(page)).toBeHidden();
});

test("a device that fell silent stands first and says why, and is found, opened and left with keys alone", async ({
  page,
}) => {
  await openWindow(page, regdesk, "#/devices");
  await push("fan-1", 2, "100ms");
  await expect(row(page, "fan-1")).toContainText("Offline");
  await expect(row(page, "fan-1")).toContainText(/all 2 registers expired; last push .+ ago from 127\.0\.0\.1/);
  await expect(grid(page).getByRole("row").nth(1)).toContainText("Offline 1");

  await page.keyboard.press("/");
  await page.keyboard.type("fan state:offline");
  await expect(page.getByText(/^1 of \d$/)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/sel=d\d+/);
  await expect(grid(page)).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(grid(page), "back in the list").toBeFocused();
  await expect(grid(page)).toHaveAttribute(
    "aria-activedescendant",
    (await row(page, "fan-1").getAttribute("id")) ?? "",
  );
});

test("under maintenance a device is muted, and counts again when that is ended", async ({ page }) => {
  await openWindow(page, regdesk, "#/devices?q=pump-4");
  await push("pump-4", 2, "1h");
  await expect(row(page, "pump-4")).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("m");
  const dialog = page.getByRole("dialog", { name: "Maintenance" });
  await expect(dialog.getByRole("combobox", { name: "Which" })).toContainText("pump-4");
  await dialog.getByRole("textbox").fill("new bearing");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("listitem")).toContainText("new bearing");
  await expect(row(page, "pump-4")).toContainText(/Maintenance until/);
  await dialog.getByRole("button", { name: "End the maintenance of pump-4" }).click();
  await expect(dialog).toContainText("Nothing is under maintenance.");
});
