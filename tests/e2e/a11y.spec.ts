/** Every screen in every theme, looked over by axe-core; and the main job with the keyboard alone. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "./test.ts";
import { playDemo } from "#electron/demo/site.ts";
import { SECTIONS } from "#shared/sections.ts";
import { provide, request, values } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { go, openWindow, prefer, rowOf, THEMES } from "./window.ts";

for (const theme of THEMES) {
  test(`axe finds nothing serious on any screen in the theme ${theme}`, async ({ page }) => {
    test.setTimeout(90_000);
    await using directory = await temporaryDirectory();
    await using regdesk = await servingRegdesk(directory.path);
    await prefer(regdesk, { theme });
    const demo = new AbortController();
    const played = playDemo({ url: regdesk.url, signal: demo.signal, onNotice: () => undefined });
    await openWindow(page, regdesk, "#/registers");
    await expect(page.getByText(/4\d\d registers/).first()).toBeVisible();
    await request(regdesk.url, { "heating-1.flow.setpoint": 50 });
    await provide(regdesk.url, { "gone.value": 1 }, "100ms");
    const screens = [
      ...SECTIONS.map((route) => `#/${route}`),
      "#/registers?sel=heating-1.flow.setpoint",
      "#/registers?sel=heating-1.flow.setpoint&tab=history",
      "#/devices?sel=d1",
      "#/overview?ask=alarms",
    ];
    for (const screen of screens) {
      await go(page, screen);
      await expect(page.locator("main")).toBeVisible();
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
        .analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      const found = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
      expect(found, `on ${screen}`).toEqual([]);
    }
    demo.abort();
    await played;
  });
}

test("a change is approved with the keyboard alone", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/registers");
  await provide(regdesk.url, { "boiler.setpoint": 21.5 });
  await request(regdesk.url, { "boiler.setpoint": 24 });
  await expect(rowOf(page, "boiler.setpoint")).toBeVisible();
  await page.keyboard.press("Control+4");
  await expect(page.getByRole("heading", { name: /boiler.setpoint/ })).toBeVisible();
  const polled = values(regdesk.url, "/provider?name=boiler.setpoint&wait=30s");
  await page.getByRole("grid", { name: "Pending change requests" }).focus();
  await page.keyboard.press("a");
  expect(await polled).toEqual({ "boiler.setpoint": 24 });
});

test("a register is found and opened with the keyboard alone, and focus comes back to it", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/registers");
  await provide(regdesk.url, { "boiler.setpoint": 21.5, "pump.speed": 40 });
  await expect(rowOf(page, "pump.speed")).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("pump");
  await expect(rowOf(page, "boiler.setpoint")).toBeHidden();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary")).toContainText("pump.speed");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("complementary")).toBeHidden();
  await expect(page.locator(":focus")).toBeVisible();
});

test("from the list to a change and back, with the keyboard alone", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/registers");
  await provide(regdesk.url, { "boiler.setpoint": 21.5, "pump.speed": 40 });
  await expect(rowOf(page, "pump.speed")).toBeVisible();
  const inspector = page.getByRole("complementary");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(inspector).toContainText("pump.speed");

  await page.keyboard.press("F6");
  await expect(inspector.getByRole("tab", { name: "Value" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(inspector.getByRole("group", { name: /^Plot of pump.speed/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(inspector).toBeHidden();
  await expect(page.getByRole("grid")).toBeFocused();

  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: /Ask for a change/ }).press("Enter");
  await expect(page.getByRole("dialog").getByRole("textbox").first()).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("55");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("button", { name: "Undo (Ctrl+Z)" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByText(/^Taken back/)).toBeVisible();
  await expect(page.getByRole("grid")).toBeFocused();
});

test("a sheet that covers the list takes the keyboard, and gives it back", async ({ page }) => {
  await page.setViewportSize({ width: 960, height: 600 });
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, { zoom: 200 });
  await openWindow(page, regdesk, "#/registers");
  await provide(regdesk.url, { "pump.speed": 40 });
  await expect(rowOf(page, "pump.speed")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary").getByRole("tab", { name: "Value" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("grid")).toBeFocused();
});

test("who named a view goes on from the menu of views", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/registers?q=pump");
  await provide(regdesk.url, { "pump.speed": 40 });
  const menu = page.locator("main").getByRole("button", { name: /^View:/ });
  await menu.press("Enter");
  await page.getByRole("menuitem", { name: /Save as/ }).press("Enter");
  await expect(page.getByRole("dialog").getByRole("textbox")).toBeFocused();
  await page.keyboard.type("Pumps");
  await page.keyboard.press("Enter");
  await expect(menu).toContainText("Pumps");
  await expect(menu).toBeFocused();
});
