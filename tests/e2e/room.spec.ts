/** How much a technician sees at once: on a small laptop every row counts. */
import { expect, test, type Page } from "./test.ts";
import { withControl } from "#electron/commands/control.ts";
import { AlarmRule } from "#shared/model/alarm.ts";
import { put } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { cutOff } from "./cut-off.ts";
import { openWindow, prefer, rowOf, visit } from "./window.ts";

const SMALL = { width: 960, height: 600 };
const USUAL = { width: 1280, height: 800 };
const OPENED = "pump-07.speed";

/** Forty registers, so that there are always more than fit. */
const SITE = Object.fromEntries(
  Array.from({ length: 40 }, (_, n) => [
    `pump-${String(n).padStart(2, "0")}.speed`,
    { value: n * 1.5, ttl: "10m", metadata: { unit: "rpm", device: `pump-${n}`, min: 0, max: 100 } },
  ]),
);

/** The opened register meets it. */
const RULE = AlarmRule.parse({
  ...{ id: "fast", name: "Too fast", scope: { kind: "registers", globs: [OPENED] } },
  condition: { kind: "above", limit: 1 },
});

for (const { theme, size, least } of [
  { theme: "light", size: SMALL, least: 12 },
  { theme: "light", size: USUAL, least: 19 },
  { theme: "outdoor", size: SMALL, least: 8 },
  { theme: "outdoor", size: USUAL, least: 13 },
] as const) {
  test(`at least ${least} rows are wholly seen in the theme ${theme} at ${size.width} × ${size.height}`, async ({
    page,
  }) => {
    await page.setViewportSize(size);
    await using directory = await temporaryDirectory();
    await using regdesk = await servingRegdesk(directory.path);
    await prefer(regdesk, { theme });
    expect((await put(regdesk.url, "/provider", { registers: SITE })).status).toBe(204);
    await openWindow(page, regdesk, "#/registers");
    await expect(rowOf(page, OPENED)).toBeVisible();
    await expect.poll(() => wholeRows(page)).toBeGreaterThanOrEqual(least);
    await visit(page, `#/registers?sel=${OPENED}`);
    await expect(page.getByRole("complementary")).toContainText("rpm");
    await expect.poll(() => wholeRows(page), "beside an opened register").toBeGreaterThanOrEqual(least);
  });
}

for (const language of ["en", "de"] as const) {
  test(`every tab of the inspector is whole in the sun on a small laptop, in the language ${language}`, async ({
    page,
  }) => {
    await page.setViewportSize(SMALL);
    await using directory = await temporaryDirectory();
    await using regdesk = await servingRegdesk(directory.path);
    await prefer(regdesk, { theme: "outdoor", language });
    expect((await put(regdesk.url, "/provider", { registers: SITE })).status).toBe(204);
    expect((await put(regdesk.url, "/consumer", { registers: { [OPENED]: { value: 1 } } })).status).toBe(202);
    await withControl(regdesk.announced.dataDir, (client) => client.alarms.saveRule({ rule: RULE }));
    await openWindow(page, regdesk, `#/registers?sel=${OPENED}`);
    const tabs = page.getByRole("complementary").getByRole("tablist");
    await expect(tabs.getByRole("tab").nth(-2)).toContainText("1");
    await expect(tabs.getByRole("tab").last()).toContainText("1");
    expect(await tabs.evaluate((bar) => bar.scrollWidth - bar.clientWidth)).toBe(0);
    expect(await page.evaluate(cutOff, "aside")).toEqual([]);
  });
}

test("in the sun a black bar, 3 pixels wide, marks the opened row", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, { theme: "outdoor" });
  expect((await put(regdesk.url, "/provider", { registers: SITE })).status).toBe(204);
  await openWindow(page, regdesk, `#/registers?sel=${OPENED}`);
  await expect
    .poll(() => rowOf(page, OPENED).evaluate((row) => getComputedStyle(row).boxShadow))
    .toBe("rgb(0, 0, 0) 3px 0px 0px 0px inset");
});

/** The rows of the list that nothing covers and no edge cuts. */
function wholeRows(page: Page): Promise<number> {
  return page.getByRole("grid").evaluate((grid) => {
    const box = grid.getBoundingClientRect();
    const head = grid.querySelector('[role="columnheader"]')?.closest('[role="rowgroup"]');
    const top = head?.getBoundingClientRect().bottom ?? box.top;
    const rows = [...grid.querySelectorAll('[role="row"]:has([role="gridcell"])')];
    return rows.filter((row) => {
      const own = row.getBoundingClientRect();
      return own.top >= top - 0.5 && own.bottom <= box.bottom + 0.5;
    }).length;
  });
}
