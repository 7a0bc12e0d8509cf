/** The built window in a real browser. */
import { expect, type Locator, type Page } from "@playwright/test";
import { withControl } from "#electron/commands/control.ts";
import type { PreferencesChange } from "#shared/model/preferences.ts";
import type { ServingRegdesk } from "../support/regdesk-process.ts";

/** Opens the window of a running Regdesk on one of its routes, for example `#/registers`. */
export async function openWindow(page: Page, { announced }: ServingRegdesk, route: string): Promise<void> {
  await page.goto(announced.window);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await go(page, route);
}

export async function go(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), route);
}

/** Goes to a screen and waits until it is drawn, rows that measure themselves first included. */
export async function visit(page: Page, route: string): Promise<void> {
  await page.evaluate(async (hash) => {
    if (new URL(hash, location.href).hash !== location.hash) {
      const gone = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
      location.hash = hash;
      await gone;
    }
    for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
  }, route);
}

/** The row of a register or a change request. */
export function rowOf(page: Page, register: string): Locator {
  return page.getByRole("row").filter({ hasText: register });
}

export const THEMES = ["light", "dark", "outdoor", "night"] as const;

/** A technician who has seen the first run and chose a theme. */
export async function prefer({ announced }: ServingRegdesk, preferences: PreferencesChange): Promise<void> {
  await withControl(announced.dataDir, (client) => client.preferences.update({ introduced: true, ...preferences }));
}
