/** Every state of Sources looked over by axe-core, and nothing of it cut off in a small or large window. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "./test.ts";
import { servingRegdesk, type ServingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { cutOff } from "./cut-off.ts";
import { OPENED } from "./overlays.ts";
import { addSource, fileSource, sourceRow, syncSource, writeCatalog } from "./sources-site.ts";
import { openWindow, prefer, THEMES, visit } from "./window.ts";

const TABS = ["status", "runs", "schedule", "filter", "connection", "raw"] as const;

/** One that is well, one that waits for a word, one that failed, and one that is off. */
async function settle(regdesk: ServingRegdesk): Promise<void> {
  const path = await writeCatalog(regdesk, 10);
  await addSource(regdesk, fileSource("well", path, { prefix: "well." }));
  await addSource(regdesk, fileSource("waits", path, { prefix: "waits." }));
  await addSource(regdesk, fileSource("failed", "/nowhere/at-all.json"));
  await addSource(regdesk, fileSource("off", path, { enabled: false }));
  for (const name of ["well", "waits", "failed"]) await syncSource(regdesk, name);
  await writeCatalog(regdesk, 5);
  await syncSource(regdesk, "waits");
}

/** What belongs to Sources, one after the other. */
async function eachState(page: Page, look: (what: string) => Promise<void>): Promise<void> {
  await visit(page, "#/sources");
  await expect(sourceRow(page, "off")).toBeVisible();
  await look("list");
  for (const tab of TABS) {
    await visit(page, `#/sources?sel=failed&tab=${tab}`);
    await look(tab);
  }
  for (const ask of ["add", "held-back"]) {
    await visit(page, `#/sources?sel=waits&ask=${ask}`);
    await expect(page.locator(OPENED)).toBeVisible();
    await look(ask);
    await page.keyboard.press("Escape");
    await expect(page.locator(OPENED)).toHaveCount(0);
  }
}

for (const theme of THEMES) {
  test(`axe finds nothing in any state of Sources in the theme ${theme}`, async ({ page }) => {
    test.setTimeout(90_000);
    await using directory = await temporaryDirectory();
    await using regdesk = await servingRegdesk(directory.path);
    await prefer(regdesk, { theme });
    await settle(regdesk);
    await openWindow(page, regdesk, "#/sources");
    await eachState(page, async (what) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
        .exclude("[data-sonner-toaster]") // comes and goes
        .analyze();
      const found = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
      );
      expect(found, what).toEqual([]);
    });
  });
}

for (const zoom of [100, 200]) {
  test(`at ${zoom} % on a small laptop nothing of Sources is cut off, in German and in the sun`, async ({ page }) => {
    test.setTimeout(60_000);
    await page.setViewportSize({ width: 960, height: 600 });
    await using directory = await temporaryDirectory();
    await using regdesk = await servingRegdesk(directory.path);
    await prefer(regdesk, { theme: "outdoor", language: "de", zoom });
    await settle(regdesk);
    await openWindow(page, regdesk, "#/sources");
    await eachState(page, async (what) => {
      await expect.poll(() => page.evaluate(cutOff, "body"), what).toEqual([]);
    });
  });
}
