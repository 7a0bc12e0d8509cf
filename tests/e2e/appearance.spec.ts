/** The window for who needs less motion, other colours, or larger letters. */
import { expect, test, type Page } from "./test.ts";
import { SECTIONS } from "#shared/sections.ts";
import { provide, put, request } from "../support/http.ts";
import { servingRegdesk, type ServingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { cutOff } from "./cut-off.ts";
import { go, openWindow, prefer, rowOf, visit } from "./window.ts";

type AnimateArguments = Parameters<Element["animate"]>;

/** Takes down how long everything that moves takes, in milliseconds. */
async function watchMotion(page: Page): Promise<() => Promise<number[]>> {
  await page.addInitScript(() => {
    const seen: number[] = [];
    Object.assign(window, { seenMotion: seen });
    for (const kind of ["animationstart", "transitionrun"]) {
      addEventListener(kind, () => {
        for (const motion of document.getAnimations()) seen.push(Number(motion.effect?.getTiming().duration));
      });
    }
    const { animate } = Element.prototype as { animate: (this: Element, ...how: AnimateArguments) => Animation };
    Element.prototype.animate = function (frames, options) {
      seen.push(Number(typeof options === "object" ? options.duration : options));
      return animate.call(this, frames, options);
    };
  });
  return () => page.evaluate(() => [...(window as unknown as { seenMotion: number[] }).seenMotion]);
}

/** A new value, a message, a dialog and a drawer: all that moves elsewhere. */
async function makeMove(page: Page, regdesk: ServingRegdesk): Promise<void> {
  await provide(regdesk.url, { "pump.speed": 40 });
  await expect(rowOf(page, "pump.speed")).toContainText("40");
  await provide(regdesk.url, { "pump.speed": 41 });
  await expect(rowOf(page, "pump.speed")).toContainText("41");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("copy address");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-sonner-toast]")).toBeVisible();
  await page.keyboard.press("Control+j");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
}

test("a new value lights up for a moment, and for who wants less motion nothing moves", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  const seen = await watchMotion(page);
  await openWindow(page, regdesk, "#/registers");
  await makeMove(page, regdesk);
  expect(Math.max(...(await seen()))).toBeGreaterThan(300);

  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.reload();
  await go(page, "#/registers");
  await makeMove(page, regdesk);
  expect((await seen()).filter((duration) => duration > 1)).toEqual([]);
});

test("with forced colours a line marks what backgrounds mark elsewhere", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await page.emulateMedia({ forcedColors: "active" });
  await provide(regdesk.url, { "pump.speed": 40, "valve.open": true });
  await openWindow(page, regdesk, "#/registers?sel=pump.speed");
  const outlineOf = (name: string) => rowOf(page, name).evaluate((row) => getComputedStyle(row).outlineStyle);
  await expect.poll(() => outlineOf("pump.speed")).toBe("solid");
  expect(await outlineOf("valve.open")).toBe("none");
  const links = page.getByRole("navigation").getByRole("link");
  const lined = await links.evaluateAll((all) => all.filter((link) => getComputedStyle(link).outlineStyle !== "none"));
  expect(lined).toHaveLength(2); // the screen, and the view on it
});

test("with forced colours all that is drawn is drawn in the system's own, whatever theme was chosen", async ({
  page,
}) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, { theme: "light" });
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  const metadata = { unit: "rpm", min: 0, max: 100 };
  const report = (value: number) =>
    put(regdesk.url, "/provider", { registers: { "pump.speed": { value, metadata, ttl: "60s" } } });
  await openWindow(page, regdesk, "#/registers?sel=pump.speed");
  await report(40);
  await expect(rowOf(page, "pump.speed")).toContainText("40");
  await report(60);
  await expect(rowOf(page, "pump.speed")).toContainText("60");

  const ink = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = "CanvasText";
    return getComputedStyle(probe).color;
  });
  const paintOf = (selector: string, property: "stroke" | "color" | "backgroundColor") =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element)[name], property);
  expect(await paintOf(".row .trend path", "stroke")).toBe(ink);
  expect(await paintOf(".row .state svg", "color")).toBe(ink);
  expect(await paintOf("aside .range .track", "backgroundColor")).toBe(ink);
  expect(await paintOf("aside .range .now", "backgroundColor")).toBe(ink);
  expect(await paintOf("aside .sentence .left", "backgroundColor")).toBe(ink);

  // The browser paints a box behind letters on a ground of the system's, so what is reversed looks after itself.
  await request(regdesk.url, { "pump.speed": 50 });
  const badge = page.getByRole("navigation").locator(".badge.change");
  await expect(badge).toBeVisible();
  expect(await badge.evaluate((element) => getComputedStyle(element).forcedColorAdjust)).toBe("none");

  const lineBelow = (tab: string) =>
    page.getByRole("tab", { name: tab }).evaluate((element) => {
      const { content, borderBottomWidth } = getComputedStyle(element, "::after");
      return content === "none" ? "none" : borderBottomWidth;
    });
  expect([await lineBelow("Value"), await lineBelow("History")]).toEqual(["2px", "none"]);

  await page.getByRole("separator").hover();
  const handle = await page
    .getByRole("separator")
    .evaluate((line) => getComputedStyle(line, "::after").backgroundColor);
  expect(handle).not.toBe("rgb(0, 0, 0)");

  await page.getByRole("tab", { name: "History" }).click();
  await expect.poll(() => page.locator("aside canvas").evaluate(brightest)).toBe(255);
});

/** Runs in the page: the strongest light of what is drawn, 0 to 255. */
function brightest(canvas: Element): number {
  const { width, height } = canvas as HTMLCanvasElement;
  const drawn = (canvas as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
  let most = 0;
  for (let at = 0; at < drawn.length; at += 4) if ((drawn[at + 3] ?? 0) > 250) most = Math.max(most, drawn[at] ?? 0);
  return most;
}

for (const zoom of [80, 130, 200]) {
  for (const size of [
    { width: 1280, height: 800 },
    { width: 960, height: 600 },
  ]) {
    test(`at ${zoom} % on ${size.width} × ${size.height} no control is cut off, on any screen`, async ({ page }) => {
      await page.setViewportSize(size);
      await using directory = await temporaryDirectory();
      await using regdesk = await servingRegdesk(directory.path);
      await prefer(regdesk, { zoom, language: "de" });
      await provide(regdesk.url, { "pump.speed": 40, "boiler.setpoint": 21, "valve.open": true });
      await request(regdesk.url, { "pump.speed": 50 });
      await openWindow(page, regdesk, "#/overview");
      for (const route of [...SECTIONS, "registers?sel=pump.speed", "devices?sel=d1", "changes?tab=done"]) {
        await visit(page, `#/${route}`);
        await expect.poll(() => page.evaluate(cutOff, "body"), `on ${route}`).toEqual([]);
      }
      await provide(regdesk.url, { "an.old.one": 1 }, "100ms");
      await visit(page, "#/registers");
      await expect(page.getByRole("contentinfo")).toContainText("1 abgelaufen");
      await page.getByRole("grid").press("Control+a");
      await page.keyboard.press("f"); // the fullest the top bar and the line above the list can be
      await provide(regdesk.url, { "pump.speed": 41 });
      for (const route of [...SECTIONS, "registers?sel=pump.speed", "devices?sel=d1&tab=notes"]) {
        await visit(page, `#/${route}`);
        await expect.poll(() => page.evaluate(cutOff, "body"), `on ${route}, held still`).toEqual([]);
      }
    });
  }
}
