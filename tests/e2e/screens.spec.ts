/** Pictures of every screen in every theme and size, with the demo site playing, for a person to look at. They go into an
 *  ignored folder; `REGDESK_README_IMAGES=1` also renews those in the README. */
import { expect, test, type Page } from "@playwright/test";
import { copyFile, mkdir } from "node:fs/promises";
import { playDemo } from "#electron/demo/site.ts";
import { request } from "../support/http.ts";
import { servingRegdesk, type ServingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { go, openWindow, prefer, ROUTES, THEMES } from "./window.ts";

const FOLDER = "tests/screenshots";
const SETPOINT = "heating-1.flow.setpoint";
const SIZES = [
  { width: 1280, height: 800 },
  { width: 960, height: 600 },
];

async function takeAll(page: Page, regdesk: ServingRegdesk, screens: ReadonlyMap<string, string>): Promise<void> {
  for (const theme of THEMES) {
    await prefer(regdesk, { theme });
    await expect(page.locator(`[data-theme="${theme}"]`).first()).toBeAttached();
    for (const [name, route] of screens) {
      await go(page, route);
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await page.waitForTimeout(150); // the layout settles in a frame or two; a picture is no assertion
        await page.screenshot({ path: `${FOLDER}/${name}-${size.width}-${theme}.png` });
      }
    }
  }
}

test("every screen can be looked at in every theme and size", async ({ page }) => {
  test.setTimeout(180_000);
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openWindow(page, regdesk, "#/overview");
  await page.screenshot({ path: `${FOLDER}/first-run-1280-light.png` });
  await takeAll(page, regdesk, new Map(ROUTES.map((route) => [`${route}-empty`, `#/${route}`])));

  const demo = new AbortController();
  const played = playDemo({ url: regdesk.url, signal: demo.signal, onNotice: () => undefined });
  await go(page, "#/registers");
  await expect(page.getByText(/4\d\d registers/).first()).toBeVisible();
  await request(regdesk.url, { [SETPOINT]: 50 });
  await page.waitForTimeout(4_000); // ages, rates and plots have something to show then
  await takeAll(
    page,
    regdesk,
    new Map([
      ...ROUTES.map((route) => [route, `#/${route}`] as const),
      ["register", `#/registers?sel=${SETPOINT}`],
      ["registers-no-hit", "#/registers?q=nothing-like-this"],
    ]),
  );
  demo.abort();
  await played;
  if (process.env["REGDESK_README_IMAGES"] === undefined) return;
  await mkdir("docs/images", { recursive: true });
  for (const name of ["register", "changes", "overview"]) {
    await copyFile(`${FOLDER}/${name}-1280-light.png`, `docs/images/${name}.png`);
  }
});
