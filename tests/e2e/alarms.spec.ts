/** Alarms from a rule that is written in the window to the last row that is cleared. */
import { AxeBuilder } from "@axe-core/playwright";
import type { AlarmRule, AlarmRuleId } from "#shared/model/alarm.ts";
import { expect, test } from "./test.ts";
import { provide, put } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { behind } from "./changes-site.ts";
import { openWindow, prefer, rowOf } from "./window.ts";

const ANY_FAULT: AlarmRule = {
  ...{ id: "any-fault" as AlarmRuleId, name: "Any fault", isOn: true, severity: 1 },
  scope: { kind: "registers", globs: ["*.fault"] },
  condition: { kind: "above", limit: 0, hysteresis: 0, delay: 0 },
};

test("a rule made in the window rings, is acknowledged, shelved, taken back and cleared by keyboard", async ({
  page,
}) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  const metadata = { unit: "°C", device: "boiler" };
  const push = (value: number) =>
    put(regdesk.url, "/provider", { registers: { "boiler.temperature": { value, ttl: "1h", metadata } } });
  await push(60);
  await openWindow(page, regdesk, "#/registers");
  const bell = page.getByRole("banner").getByRole("button", { name: /^Alarms and notices/ });
  await expect(bell).toHaveText("");

  await rowOf(page, "boiler.temperature").click();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Add alarm…" }).click();
  const form = page.getByRole("dialog", { name: "New alarm rule" });
  await expect(form.getByLabel("Limit (°C)")).toHaveValue("60");
  await expect(form.getByRole("status")).toHaveText("matches 1 of 1 register: boiler.temperature");
  await form.getByLabel("Name", { exact: true }).fill("");
  await form.getByLabel("Limit (°C)").fill("warm");
  await page.keyboard.press("Enter");
  await expect(form.getByLabel("Name", { exact: true })).toBeFocused();
  await expect(form).toContainText("Give it a name.");
  await expect(form).toContainText("This is not a number.");
  await page.keyboard.type("Boiler too hot");
  await form.getByLabel("Limit (°C)").fill("80");
  await form.getByLabel("Hysteresis (°C)").fill("2");
  await page.keyboard.press("Enter");
  await expect(form).toBeHidden();

  await push(85.2);
  await expect(bell).toHaveText("1");
  await expect(bell).toHaveAccessibleName("Alarms and notices: 1 ringing");
  await page.keyboard.press("Control+j");
  const drawer = page.getByRole("dialog", { name: "Alarms and notices" });
  const alarm = drawer
    .getByRole("listitem")
    .filter({ hasText: "boiler.temperature is 85.2\u00a0°C, above 80\u00a0°C" })
    .first();
  await expect(alarm).toContainText("Active");
  await expect(alarm.getByRole("checkbox")).toBeFocused();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);

  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: "Note" }).fill("On my way");
  await page.keyboard.press("Escape");
  await expect(alarm.getByRole("checkbox")).toBeFocused();
  await page.keyboard.press("k");
  await expect(alarm).toContainText(/Acknowledged by .+/);
  await expect(alarm.getByRole("checkbox")).toBeFocused();

  await page.keyboard.press("s");
  const shelve = page.getByRole("dialog", { name: "Shelve the alarm" });
  await shelve.getByRole("button", { name: "Shelve" }).click();
  await expect(shelve.getByRole("alert")).toContainText("Say why");
  await shelve.getByLabel("Reason").fill("Burner is being serviced");
  await shelve.getByRole("button", { name: "Shelve" }).click();
  await expect(drawer.getByRole("heading", { name: "Shelved (1)" })).toBeVisible();
  await expect(alarm).toContainText("“Burner is being serviced”");
  await expect(alarm.getByRole("checkbox")).toBeFocused();
  await alarm.getByRole("button", { name: /^Back from shelf/ }).click();
  await expect(drawer.getByRole("heading", { name: /Shelved/ })).toBeHidden();

  await alarm.getByRole("button", { name: /^Clear:/ }).click();
  await alarm.getByRole("button", { name: /^Clear for good/ }).click();
  await expect(drawer).toContainText("No alarms");
  await expect.poll(() => drawer.evaluate((it) => it.contains(document.activeElement))).toBe(true);

  await behind(regdesk, (client) => client.alarms.saveRule({ rule: ANY_FAULT }));
  await provide(regdesk.url, Object.fromEntries(Array.from({ length: 103 }, (_, at) => [`cell-${at}.fault`, 1])));
  const all = drawer.getByRole("button", { name: "Acknowledge all 103, also 3 not shown" });
  await all.click();
  await expect(page.getByText("103 alarms acknowledged")).toBeVisible();
  await behind(regdesk, (client) => client.alarms.removeRule({ id: ANY_FAULT.id }));
  await expect(drawer).toContainText("No alarms");

  await provide(regdesk.url, { "pump.speed": 4 }, "100ms");
  await expect(drawer.getByRole("listitem").filter({ hasText: "pump is offline" }).first()).toBeVisible();
  await page.keyboard.press("k");
  await page.keyboard.press("Escape");
  await expect(bell).toHaveText("");
});
