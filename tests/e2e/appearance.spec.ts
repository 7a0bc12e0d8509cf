/** The window for who needs less motion, other colours, or larger letters. */
import { expect, test, type Page } from "@playwright/test";
import { provide, request } from "../support/http.ts";
import { servingRegdesk, type ServingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { go, openWindow, prefer, ROUTES, rowOf, visit } from "./window.ts";

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

for (const zoom of [80, 200]) {
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
      for (const route of [...ROUTES, "registers?sel=pump.speed", "changes?tab=done"]) {
        await visit(page, `#/${route}`);
        await expect.poll(() => page.evaluate(cutOff, "body"), `on ${route}`).toEqual([]);
      }
      await visit(page, "#/registers");
      await page.keyboard.press("f"); // the fullest the top bar can be
      for (const route of ROUTES) {
        await visit(page, `#/${route}`);
        await expect.poll(() => page.evaluate(cutOff, "header"), `above ${route}`).toEqual([]);
      }
    });
  }
}

/** Runs in the page: what can be pressed or written in, and is only partly to be seen with nothing to scroll; and whether
 *  the page itself is too wide. */
function cutOff(place: string): string[] {
  const CONTROLS = "button, a[href], input, select, textarea, [role=tab], [role=menuitem]";
  const page = document.documentElement;
  const found = page.scrollWidth > page.clientWidth ? [`the page is ${page.scrollWidth} wide`] : [];
  for (const control of document.querySelectorAll<HTMLElement>(`${place} :is(${CONTROLS})`)) {
    if (control.checkVisibility() && isCut(control)) found.push(control.outerHTML.slice(0, 160));
  }
  return found;

  /** What is for screen readers alone, waits above the page to be skipped to, or lies behind a drawer, is none of it. */
  function isHidden(control: HTMLElement): boolean {
    const { left, top, width, height } = control.getBoundingClientRect();
    const { clipPath, opacity } = getComputedStyle(control);
    const drawer = document.elementFromPoint(left + width / 2, top + height / 2)?.closest("aside");
    const isBehind = drawer ? !drawer.contains(control) : false;
    return isBehind || width === 0 || clipPath !== "none" || opacity === "0" || control.classList.contains("skip");
  }

  function isCut(control: HTMLElement): boolean {
    if (isHidden(control)) return false;
    const isTight = getComputedStyle(control).overflowX === "visible" && control.scrollWidth > control.clientWidth + 1;
    return isTight || !fits(control, "left", "right", "overflowX") || !fits(control, "top", "bottom", "overflowY");
  }

  /** Whether it is whole, or can be scrolled to. */
  function fits(
    control: HTMLElement,
    from: "left" | "top",
    to: "right" | "bottom",
    overflow: "overflowX" | "overflowY",
  ): boolean {
    const own = control.getBoundingClientRect();
    for (const box of around(control)) {
      const how = getComputedStyle(box)[overflow];
      if (how === "auto" || how === "scroll") return true;
      const edge = box === page ? new DOMRect(0, 0, innerWidth, innerHeight) : box.getBoundingClientRect();
      const cuts = box === page || how !== "visible";
      if (cuts && (own[from] < edge[from] - 1 || own[to] > edge[to] + 1)) return false;
    }
    return true;
  }

  /** The boxes that may cut it, from the inside out. */
  function* around(control: HTMLElement): Generator<HTMLElement> {
    for (let box = control.parentElement; box && box !== page; box = box.parentElement) {
      yield box;
      if (getComputedStyle(box).position === "fixed") break;
    }
    yield page;
  }
}
