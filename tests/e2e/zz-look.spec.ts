import { test, expect } from "@playwright/test";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { playDemo } from "#electron/demo/site.ts";
import { request } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { openWindow, prefer, visit } from "./window.ts";
test("look", async ({ page }) => {
  test.setTimeout(120_000);
  await using directory = await temporaryDirectory();
  await writeFile(join(directory.path, "regdesk.db"), "no database ".repeat(1_000));
  await mkdir(join(directory.path, "backups"));
  await writeFile(join(directory.path, "backups", "regdesk-2026-11-19T00-00-00-000Z.db"), "");
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/registers");
  const demo = new AbortController();
  const played = playDemo({ url: regdesk.url, signal: demo.signal, onNotice: () => undefined });
  await expect(page.getByText(/4\d\d registers/).first()).toBeVisible();
  await request(regdesk.url, { "heating-1.flow.setpoint": 50 });
  await page.keyboard.press("f");
  await visit(page, "#/activity");
  await page.locator("main").focus();
  await page.keyboard.press("f");
  for (let i = 0; i < 3; i += 1) await request(regdesk.url, { "heating-1.flow.setpoint": 51 + i });
  await expect(page.getByRole("button", { name: /new – show/ })).toBeVisible();
  for (const theme of ["light", "dark", "outdoor"] as const) {
    await prefer(regdesk, { theme });
    await expect(page.locator(`[data-theme="${theme}"]`).first()).toBeAttached();
    for (const [width, height] of [[1280, 800], [960, 600]] as const) {
      await page.setViewportSize({ width, height });
      const shot = (n: string) => page.screenshot({ path: `/tmp/look/${n}-${width}-${theme}.png` });
      await visit(page, "#/registers"); await shot("registers-frozen");
      await visit(page, "#/activity"); await shot("activity");
      await page.keyboard.press("Control+e"); await page.waitForTimeout(150); await shot("activity-export"); await page.keyboard.press("Escape");
      await page.keyboard.press("Control+j"); await page.waitForTimeout(150); await shot("notices"); await page.keyboard.press("Escape");
    }
  }
  await prefer(regdesk, { theme: "light", zoom: 200, language: "de" });
  await visit(page, "#/activity"); await page.waitForTimeout(300); await page.screenshot({ path: "/tmp/look/activity-200-de.png" });
  await page.keyboard.press("Control+j"); await page.waitForTimeout(150); await page.screenshot({ path: "/tmp/look/notices-200-de.png" });
  demo.abort(); await played;
});
