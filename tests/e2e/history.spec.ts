/** What the host kept of a register's past, in the inspector. */
import { expect, test, type Page } from "./test.ts";
import { historyBeside, openHistory } from "#electron/store/history/history-database.ts";
import { HistoryKeeper } from "#electron/store/history/history-keeper.ts";
import { EXPIRED, NUMBER } from "#electron/history/moment.ts";
import path from "node:path";
import { provide } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { openWindow, prefer, rowOf } from "./window.ts";

const REGISTER = "boiler.temp";
const ROUTE = `#/registers?sel=${REGISTER}&tab=history`;
const MINUTE = 60_000;

/** An hour of a register that had expired from 40 to 20 minutes ago. */
function keepAnHour(database: string, now: number): void {
  const history = openHistory(historyBeside(database));
  new HistoryKeeper(history, new Map()).keep({
    names: [[0, REGISTER]],
    cells: [
      ...[0, now - 60 * MINUTE, NUMBER, 21.5],
      ...[0, now - 40 * MINUTE, EXPIRED, MINUTE],
      ...[0, now - 20 * MINUTE, NUMBER, 24],
    ],
    observed: { from: now - 60 * MINUTE, to: now },
    unobserved: [],
  });
  history.close();
}

/** How much of the line there is a share of the plot's width from the left, in pixels. */
function lineAt(page: Page, share: number): Promise<number> {
  return page.locator(".plot canvas").evaluate((canvas: HTMLCanvasElement, at) => {
    const over = canvas.parentElement?.querySelector(".u-over")?.getBoundingClientRect();
    const box = canvas.getBoundingClientRect();
    const scale = canvas.width / box.width;
    if (!over) return -1;
    const x = Math.round((over.left - box.left + over.width * at) * scale);
    const column = canvas.getContext("2d")?.getImageData(x, 0, 1, canvas.height).data ?? [];
    // The accent of the light theme, #0b5cad.
    return Array.from({ length: column.length / 4 }, (_, y) => column.slice(y * 4, y * 4 + 3).join()).filter(
      (color) => color === "11,92,173",
    ).length;
  }, share);
}

/** The most of a line's blue, however faint, in any column about a share of the plot's width from the left, in pixels. */
function blueAbout(page: Page, share: number): Promise<number> {
  return page.locator(".plot canvas").evaluate((canvas: HTMLCanvasElement, at) => {
    const over = canvas.parentElement?.querySelector(".u-over")?.getBoundingClientRect();
    const box = canvas.getBoundingClientRect();
    if (!over) return -1;
    const scale = canvas.width / box.width;
    const [top, height] = [(over.top - box.top) * scale, over.height * scale].map(Math.round) as [number, number];
    const middle = Math.round((over.left - box.left + over.width * at) * scale);
    const columns = Array.from({ length: 13 }, (_, index) => middle - 6 + index).map((x) => {
      const colors = canvas.getContext("2d")?.getImageData(x, top, 1, height).data ?? [];
      return Array.from({ length: height }, (_, y) => (colors[y * 4 + 2] ?? 0) - (colors[y * 4] ?? 0));
    });
    return Math.max(...columns.map((column) => column.filter((blue) => blue > 12).length));
  }, share);
}

test("the past is there after a reload, its gap is not bridged, and keys zoom and lead back to live", async ({
  page,
}) => {
  await using directory = await temporaryDirectory();
  keepAnHour(path.join(directory.path, "regdesk.db"), Date.now());
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, { theme: "light" });
  await provide(regdesk.url, { [REGISTER]: 26.5 });
  await openWindow(page, regdesk, ROUTE);
  const inspector = page.getByRole("complementary", { name: "Register" });
  await expect(rowOf(page, "26.5").getByRole("button")).toBeVisible();
  await page.reload();
  for (const value of ["26.5", "24", "expired", "21.5"]) {
    await expect(inspector.getByRole("row").filter({ has: page.getByText(value, { exact: true }) })).toBeVisible();
  }
  await inspector.getByRole("radio", { name: "1 h" }).check({ force: true });

  const over = page.locator(".u-over");
  const width = (await over.boundingBox())?.width ?? 0;
  const legend = inspector.getByRole("listitem").filter({ hasText: REGISTER });
  for (const [share, words] of [
    [0.2, "21.5"],
    [0.5, "expired"],
    [0.85, "24"],
  ] as const) {
    await over.hover({ position: { x: width * share, y: 20 } });
    await expect(legend).toContainText(words);
  }
  await page.mouse.move(0, 0);
  expect(await lineAt(page, 0.2)).toBeGreaterThan(0);
  expect(await lineAt(page, 0.5)).toBe(0);
  expect(await lineAt(page, 0.85)).toBeGreaterThan(0);
  expect(await blueAbout(page, 2 / 3)).toBeLessThan(20);

  const back = inspector.getByRole("button", { name: "Back to live" });
  await page.getByRole("group", { name: /^Plot of boiler\.temp/ }).focus();
  await page.keyboard.press("+");
  await expect(back).toBeVisible();
  await expect(inspector.getByRole("heading", { name: /^Changes until/ })).toBeVisible();
  // What came after the stretch that is shown is not in the table.
  await expect(inspector.getByRole("row").filter({ hasText: "26.5" })).toBeHidden();
  await page.keyboard.press("0");
  await expect(back).toBeHidden();
  await expect(inspector.getByRole("row").filter({ hasText: "26.5" })).toBeVisible();
});
