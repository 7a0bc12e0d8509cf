/** Budget 9: the built window in a real Chromium, with 10,000 registers and 1,000 updates a second for a minute. */
import { chromium, type CDPSession, type Page } from "playwright-core";
import { browserLaunch } from "../../support/browser.ts";
import { BusySite } from "../busy-site.ts";
import type { Figure } from "../figure.ts";
import { startServer } from "../server-process.ts";
import { percentile } from "../statistics.ts";

const SECONDS = 60;

interface Seen {
  /** Milliseconds of each task above 50 ms. */
  readonly tasks: number[];
  /** Milliseconds from each key press to the next frame. */
  readonly inputs: number[];
}

declare global {
  var seen: Seen;
}

export async function window(): Promise<Figure[]> {
  await using server = await startServer("window");
  using site = new BusySite(server.port);
  const browser = await chromium.launch(browserLaunch());
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(await server.ask<string>("url"));
  await page.evaluate(() => (location.hash = "#/registers"));
  await page
    .getByText(/10,000 registers/)
    .first()
    .waitFor();
  const session = await page.context().newCDPSession(page);
  await site.send(5);
  await page.evaluate(observe);
  const before = await heap(session);
  const [rows] = await Promise.all([mostRows(page), site.send(SECONDS)]);
  const growth = (await heap(session)) - before;
  const { tasks, inputs } = await page.evaluate(() => globalThis.seen);
  await browser.close();
  return [
    figure("longest task", Math.max(0, ...tasks), 100, "ms"),
    figure("input to next frame, p95", percentile(inputs, 0.95), 100, "ms"),
    figure("rows in the DOM", rows, 120, ""),
    figure("heap growth in a minute", growth / 2 ** 20, 40, "MB"),
  ];
}

function figure(what: string, measured: number, bound: number, unit: string): Figure {
  return {
    budget: "9",
    what: `window at 1,000 updates/s: ${what}`,
    measured: `${measured.toFixed(1)} ${unit}`.trim(),
    reference: "–",
    bound: `≤ ${bound} ${unit}`.trim(),
    kept: measured <= bound,
  };
}

/** Runs in the page. */
function observe(): void {
  globalThis.seen = { tasks: [], inputs: [] };
  const { tasks, inputs } = globalThis.seen;
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: "longtask",
  });
  addEventListener("keydown", ({ timeStamp }) => {
    requestAnimationFrame(() => setTimeout(() => inputs.push(performance.now() - timeStamp)));
  });
}

async function heap(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return usedSize;
}

/** A technician who walks through the list all the time. @returns the most rows that were there at a time */
async function mostRows(page: Page): Promise<number> {
  let most = 0;
  await page.locator("[role=row]").nth(1).click();
  for (let second = 0; second < SECONDS - 5; second++) {
    for (const key of ["ArrowDown", "ArrowDown", "PageDown", "ArrowUp"]) {
      await page.keyboard.press(key);
      await page.waitForTimeout(200);
    }
    most = Math.max(most, await page.locator("[role=row]").count());
  }
  return most;
}
