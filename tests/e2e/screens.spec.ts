/** Pictures of every screen in every theme and size, with the demo site playing, for a person to look at. They go into an
 *  ignored folder; `REGDESK_README_IMAGES=1` also renews those in the README. */
import { expect, test, type Page } from "@playwright/test";
import { copyFile, mkdir } from "node:fs/promises";
import { playDemo } from "#electron/demo/site.ts";
import { request } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const FOLDER = "tests/screenshots";
const SIZES = [
  { width: 1280, height: 800 },
  { width: 960, height: 600 },
];
const THEMES = ["light", "dark"] as const;

async function takeAll(page: Page, name: string, route: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), route);
  for (const size of SIZES) {
    for (const theme of THEMES) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: theme });
      await page.screenshot({ path: `${FOLDER}/${name}-${size.width}-${theme}.png` });
    }
  }
}

test("every screen can be looked at in every theme and size", async ({ page }) => {
  test.setTimeout(120_000);
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  const { window } = regdesk.announced;
  await page.goto(window);
  await expect(page.getByText("Nothing has pushed yet")).toBeVisible();
  await takeAll(page, "registers-empty", "#/registers");
  await takeAll(page, "changes-empty", "#/changes");
  await takeAll(page, "connect-empty", "#/connect");

  const demo = new AbortController();
  const played = playDemo({ url: regdesk.url, signal: demo.signal, onNotice: () => undefined });
  await expect(page.getByText(/4\d\d registers/).first()).toBeVisible();
  await takeAll(page, "registers", "#/registers");
  const [first = ""] = Object.keys(await registerNames(regdesk.url));
  await takeAll(page, "register", `#/registers?sel=${encodeURIComponent(first)}`);
  await takeAll(page, "registers-no-hit", "#/registers?q=nothing-like-this");
  await request(regdesk.url, { [first]: 24 });
  await takeAll(page, "changes", "#/changes");
  await takeAll(page, "connect", "#/connect");
  demo.abort();
  await played;
  if (process.env["REGDESK_README_IMAGES"] !== undefined) {
    await mkdir("docs/images", { recursive: true });
    for (const name of ["register", "changes"])
      await copyFile(`${FOLDER}/${name}-1280-light.png`, `docs/images/${name}.png`);
  }
});

async function registerNames(url: string): Promise<Record<string, unknown>> {
  const { registers } = (await (await fetch(`${url}/consumer`)).json()) as { registers: Record<string, unknown> };
  return registers;
}
