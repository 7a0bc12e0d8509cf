/** Changes with the keyboard alone, and looked over by axe-core in every state and theme. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "./test.ts";
import { request } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { FAN, openChanges, pending, pendingRow, PUMP, SETPOINT, statesIn } from "./changes-site.ts";
import { prefer, THEMES } from "./window.ts";

test("requests are walked, selected, noted, denied and approved with the keyboard alone", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk, "#/registers");
  for (const [name, value] of Object.entries({ [SETPOINT]: 24, [PUMP]: 50, [FAN]: 60 })) {
    await request(regdesk.url, { [name]: value });
  }
  await page.keyboard.press("Control+4");
  await expect(pendingRow(page, FAN)).toBeVisible();
  await pending(page).focus();
  const isCurrent = (name: string) => expect(pendingRow(page, name)).toHaveAttribute("aria-current", "true");
  await isCurrent(SETPOINT);
  await page.keyboard.press("j");
  await isCurrent(PUMP);
  await page.keyboard.press("End");
  await isCurrent(FAN);
  await page.keyboard.press("n");
  await expect(page.getByRole("textbox", { name: "Note" })).toBeFocused();
  await page.keyboard.type("a draft");
  await page.keyboard.press("Escape");
  await expect(pending(page)).toBeFocused();
  await page.keyboard.press("d");
  await expect(pendingRow(page, FAN)).toBeHidden();
  await expect(pending(page)).toBeFocused();
  await page.keyboard.press("Home");
  await isCurrent(SETPOINT);
  await page.keyboard.press("Shift+ArrowDown");
  await expect(pendingRow(page, SETPOINT)).toHaveAttribute("aria-selected", "true");
  await expect(pendingRow(page, PUMP)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Space");
  await expect(pendingRow(page, PUMP)).toHaveAttribute("aria-selected", "false");
  await page.keyboard.press("x");
  await page.keyboard.press("Control+Enter");
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByRole("button", { name: "Approve 2" })).toBeEnabled();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(pending(page)).toBeFocused();
  await page.keyboard.press("Control+Enter");
  await expect(sheet.locator(":focus")).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(sheet).toBeHidden();
  await expect.poll(() => statesIn(regdesk)).toEqual([`${SETPOINT}: approved`, `${PUMP}: approved`, `${FAN}: denied`]);
  await page.keyboard.press("Control+z");
  await expect(pendingRow(page, PUMP)).toBeVisible();
});

test("with single keys turned off no letter decides, and Enter never does", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk);
  await request(regdesk.url, { [SETPOINT]: 24 });
  await request(regdesk.url, { [PUMP]: 50 });
  await pendingRow(page, SETPOINT).click();
  await page.keyboard.press("Enter");
  await prefer(regdesk, { singleKeys: false });
  await page.keyboard.press("?"); // the list of keys does not open any more, once the window has heard of it
  await expect(async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeHidden({ timeout: 200 });
  }).toPass();
  await pending(page).focus();
  await page.keyboard.press("a");
  await page.keyboard.press("d");
  await page.keyboard.press("ArrowDown");
  await expect(pendingRow(page, PUMP)).toHaveAttribute("aria-current", "true");
  expect(await statesIn(regdesk)).toEqual([`${SETPOINT}: pending`, `${PUMP}: pending`]);
});

test("where there is no room for both, list and review take turns, and nothing is decided unseen", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await page.setViewportSize({ width: 480, height: 600 });
  await openChanges(page, regdesk);
  await request(regdesk.url, { [SETPOINT]: 24 });
  await request(regdesk.url, { [PUMP]: 50 });
  const review = page.getByRole("region", { name: "Review" });
  await expect(pendingRow(page, PUMP)).toBeVisible();
  await expect(review).toBeHidden();
  await pending(page).focus();
  await page.keyboard.press("a"); // shows it first
  await expect(review).toContainText("(+2.5)");
  await page.getByRole("button", { name: "All pending" }).press("Enter");
  await expect(pending(page)).toBeFocused();
  expect(await statesIn(regdesk)).toEqual([`${SETPOINT}: pending`, `${PUMP}: pending`]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(review).toContainText("(+10)");
  await page.keyboard.press("d");
  await expect(pending(page)).toBeFocused();
  await expect.poll(() => statesIn(regdesk)).toEqual([`${SETPOINT}: pending`, `${PUMP}: denied`]);
});

for (const theme of THEMES) {
  test(`axe finds nothing in any state of Changes in the theme ${theme}`, async ({ page }) => {
    test.setTimeout(90_000);
    await using directory = await temporaryDirectory();
    await using regdesk = await servingRegdesk(directory.path);
    await openChanges(page, regdesk);
    await prefer(regdesk, { theme });
    await expect(page.locator(`[data-theme="${theme}"]`).first()).toBeAttached();
    await look(page, "empty");
    await request(regdesk.url, { [SETPOINT]: 240, [PUMP]: 50, [FAN]: 60, "nobody.knows": { deep: [1] } });
    await expect(pendingRow(page, "nobody.knows")).toBeVisible();
    await pendingRow(page, SETPOINT).click();
    await page.keyboard.press("x");
    await look(page, "pending");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("dialog")).toBeVisible();
    await look(page, "bulk");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Always deny like this…" }).click();
    await look(page, "rule");
    await page.getByRole("button", { name: "Try on the last 200 requests" }).click();
    await expect(page.getByRole("button", { name: "Back" })).toBeVisible();
    await look(page, "trial");
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByRole("button", { name: "Add and save" }).click();
    await page.getByRole("button", { name: "Rules (1)" }).click();
    await look(page, "rules");
    await page.keyboard.press("Escape");
    await pendingRow(page, PUMP).click();
    await page.keyboard.press("a");
    await pendingRow(page, FAN).click();
    await page.keyboard.press("d");
    await page.getByRole("tab", { name: /In progress/ }).click();
    await look(page, "in progress");
    await page.getByRole("tab", { name: /Done/ }).click();
    await look(page, "done");
    await page.getByRole("button", { name: /^Mode/ }).click();
    await look(page, "mode");
  });
}

async function look(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .exclude("[data-sonner-toaster]") // comes and goes
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  expect(found, state).toEqual([]);
}
