/** Playwright's `test`, over a browser that is started as long as it takes. */
import { test as base, type Browser } from "@playwright/test";
import { startBrowser } from "../support/browser.ts";

export { expect, type BrowserContext, type Locator, type Page } from "@playwright/test";

export const test = base.extend<object, { browser: Browser }>({
  browser: [
    async ({ playwright }, use) => {
      const browser = await startBrowser(playwright.chromium);
      await use(browser);
      await browser.close();
    },
    { scope: "worker" },
  ],
});
