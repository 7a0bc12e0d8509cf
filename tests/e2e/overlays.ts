/** Everything that lies over a screen when it is asked for: menus, dialogs, drawers. */
import { expect, type Locator, type Page } from "@playwright/test";

/** What is open at the moment, as a selector. */
export const OPENED = ':is([role="dialog"], [role="menu"])';

/** Opens one after the other whatever the screen has a button for, and what only keys open, and closes it again. */
export async function openEach(page: Page, look: (what: string) => Promise<void>): Promise<void> {
  const buttons = page.locator(":is(main, aside, header, .foot) button[aria-haspopup]:visible");
  for (let at = 0; at < (await buttons.count()); at += 1) {
    const button = buttons.nth(at);
    await openAndClose(page, () => button.press("Enter"), look, await nameOf(button));
  }
  for (const key of ["Control+k", "?", "Control+j"]) {
    await openAndClose(page, () => page.keyboard.press(key), look, key);
  }
}

/** Opens what belongs to the list of registers alone; one of them is opened beside it. */
export async function openEachOfList(page: Page, look: (what: string) => Promise<void>): Promise<void> {
  const main = page.locator("main");
  const grid = main.getByRole("grid");
  await openAndClose(page, () => page.keyboard.press("Control+e"), look, "export");
  await openAndClose(page, () => grid.press("Shift+F10"), look, "row menu");
  const title = grid.getByRole("columnheader").nth(2).getByRole("button").first();
  await openAndClose(page, () => title.press("Shift+F10"), look, "column menu");
  const ask = page.getByRole("complementary").locator(".foot button").first();
  await openAndClose(page, () => ask.press("Enter"), look, "ask for a change");
  await main.locator(".view-menu").press("Enter");
  const save = page.getByRole("menuitem").last();
  await openAndClose(page, () => save.press("Enter"), look, "name of a view");
}

async function openAndClose(
  page: Page,
  open: () => Promise<void>,
  look: (what: string) => Promise<void>,
  what: string,
): Promise<void> {
  const opened = page.locator(OPENED);
  await open();
  await expect(opened, what).toHaveCount(1);
  await expect(opened, what).toBeVisible();
  await look(what);
  await page.keyboard.press("Escape");
  await expect(opened, what).toHaveCount(0);
}

const nameOf = async (button: Locator): Promise<string> =>
  (await button.getAttribute("aria-label")) ?? (await button.textContent()) ?? "";
