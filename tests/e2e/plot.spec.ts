/** Several registers in one plot, the ways to another stretch of time, and what is shown where the past cannot be read. */
import { expect, test, type Page } from "./test.ts";
import Sqlite from "better-sqlite3";
import { join } from "node:path";
import { keepEarlier } from "../support/earlier-history.ts";
import { provide, put } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { go, openWindow, prefer } from "./window.ts";

const MINUTE = 60_000;
/** In minutes. */
const DAY = 1_440;

/** As many as a plot takes, and each counts something else. */
const UNITS = {
  "boiler.temp": ["°C", 71],
  "boiler.pressure": ["bar", 1.4],
  "boiler.flow": ["m³/h", 0.031],
  "boiler.energy": ["kWh", 48_210],
  "boiler.speed": ["rpm", 1_450],
  "boiler.load": ["%", 63],
} as const;
const [FIRST, ...OTHERS] = Object.keys(UNITS);

/** From where to where in the picture each of the colours of the lines is, in its pixels; from top to bottom. */
function extents(page: Page): Promise<(readonly [top: number, bottom: number])[]> {
  return page.locator(".plot canvas").evaluate((canvas: HTMLCanvasElement) => {
    const probe = canvas.getContext("2d")!;
    const { width, height } = canvas;
    const style = getComputedStyle(canvas);
    const pixels = new Uint32Array(probe.getImageData(0, 0, width, height).data.buffer);
    return ["--accent", "--change", "--ok", "--late", "--bad", "--text"]
      .map((token) => Number.parseInt(style.getPropertyValue(token).trim().slice(1), 16))
      .map((rgb) => (0xff000000 | ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >> 16)) >>> 0)
      .map((color) => [pixels.indexOf(color), pixels.lastIndexOf(color)])
      .map(([first = -1, last = -1]) => [Math.floor(first / width), Math.floor(last / width)] as const);
  });
}

/** How often the window has asked for lines. */
function questionsOf(page: Page): () => number {
  let questions = 0;
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => (questions += payload.toString().includes("/history/series") ? 1 : 0)),
  );
  return () => questions;
}

test("six units have heights of their own, and time is zoomed by buttons, keys and the mouse, or written", async ({
  page,
}) => {
  await using directory = await temporaryDirectory();
  const now = Date.now();
  const earlier = Object.entries(UNITS).flatMap(([name, [, value]], index) =>
    [30, 20, 10].map((ago) => [name, now - ago * MINUTE - index, value * (1 + ago / 100)] as const),
  );
  keepEarlier(
    directory.path,
    earlier.toSorted(([, one], [, other]) => one - other),
    now,
  );
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, { theme: "light" });
  const registers = Object.entries(UNITS).map(([name, [unit, value]]) => {
    return [name, { value, ttl: "1h", metadata: { unit } }];
  });
  await put(regdesk.url, "/provider", { registers: Object.fromEntries(registers) as unknown });
  const questions = questionsOf(page);
  await openWindow(page, regdesk, `#/registers?sel=${FIRST}&tab=history`);
  const inspector = page.getByRole("complementary", { name: "Register" });
  await inspector.getByRole("radio", { name: "1 h" }).check({ force: true });
  const field = inspector.getByRole("combobox", { name: "Add a register…" });
  for (const name of OTHERS) {
    await field.focus();
    await page.keyboard.type(name);
    await expect(page.getByRole("option", { name })).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(inspector.getByRole("listitem").filter({ hasText: name })).toBeVisible();
  }
  await expect(inspector.getByText("6 lines are as many as can be told apart.")).toBeVisible();
  await expect(async () => {
    let end = 0;
    for (const [top, bottom] of await extents(page)) {
      expect(top).toBeGreaterThan(end);
      expect(bottom - top).toBeGreaterThan(40);
      end = bottom;
    }
  }).toPass();

  const shown = inspector.getByRole("status").filter({ hasText: "–" });
  const length = async () => {
    const [from = "", until = ""] = ((await shown.textContent()) ?? "").split(" – ");
    const at = (words: string) => Date.parse(`2000-01-01T${words.slice(-8).trim().padEnd(8, ":00")}`);
    return (Math.round((at(until) - at(from)) / MINUTE) + DAY) % DAY;
  };
  await inspector.getByRole("button", { name: "Show less time" }).click();
  await expect.poll(length).toBe(30);
  await inspector.getByRole("button", { name: "Show more time" }).click();
  await expect.poll(length).toBe(60);
  const before = await shown.textContent();
  await page.getByRole("group", { name: /^Plot of/ }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(shown).not.toHaveText(before ?? "");
  await page.keyboard.press("ArrowRight");
  await expect(shown).toHaveText(before ?? "");
  const asked = questions();
  expect(asked).toBeGreaterThan(0);
  await page.evaluate(async () => {
    for (let times = 0; times < 12; times += 1) {
      const key = times % 2 === 0 ? "+" : "-";
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      await new Promise(requestAnimationFrame);
    }
  });
  await expect(inspector.locator('[aria-busy="true"]')).toHaveCount(0);
  expect(questions() - asked).toBeLessThan(4);

  const box = (await page.locator(".u-over").boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.5, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.75, box.y + 120, { steps: 5 });
  await page.mouse.up();
  await expect.poll(length).toBeLessThan(18); // a quarter of an hour, told in whole minutes
  await inspector.getByRole("button", { name: "From … to …" }).click();
  await inspector.getByRole("spinbutton", { name: "year" }).first().focus();
  await page.keyboard.press("ArrowDown");
  const quarter = (await shown.textContent()) ?? "";
  await inspector.getByRole("button", { name: "Show", exact: true }).click();
  await expect(shown).not.toHaveText(quarter);
  await inspector.getByRole("radio", { name: "24 h" }).check({ force: true });
  await expect(inspector.getByRole("button", { name: "Back to live" })).toBeHidden();

  await page.getByRole("group", { name: /^Plot of/ }).focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(inspector.getByRole("status").filter({ hasText: "boiler.load" })).toContainText("63");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(inspector.getByRole("status").filter({ hasText: "boiler.load" })).toBeHidden();
  await go(page, `#/registers?sel=${FIRST}`);
  await expect(page.getByRole("region", { name: "The past of this register" }).getByRole("status")).toHaveText(
    /^Viewing/,
  );
});

test("a past that cannot be read says why wherever it is looked at, and is there when it can be", async ({ page }) => {
  await using directory = await temporaryDirectory();
  keepEarlier(directory.path, [["boiler.temp", Date.now() - 4 * MINUTE, 21.5]], Date.now());
  const versionBy = (difference: number) => {
    const history = new Sqlite(join(directory.path, "history.db"));
    const version = history.pragma("user_version", { simple: true }) as number;
    history.pragma(`user_version = ${version + difference}`);
    history.close();
  };
  versionBy(100);
  await using regdesk = await servingRegdesk(directory.path, "--log-level", "silent");
  await provide(regdesk.url, { "boiler.temp": 26.5 });
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/registers?sel=boiler.temp&tab=diff");
  const inspector = page.getByRole("complementary", { name: "Register" });
  const reason = inspector.getByRole("alert").filter({ hasText: /written by a newer Regdesk.*install that version/ });
  await expect(reason).toHaveCount(1);
  await go(page, "#/registers?sel=boiler.temp");
  await page.keyboard.press(",");
  await expect(reason).toHaveCount(1);
  await expect(page.getByRole("tabpanel", { name: "Value" })).toContainText("26.5");
  await go(page, "#/registers?sel=boiler.temp&tab=history");
  await expect(reason).toHaveCount(1);
  await expect(page.locator(".plot canvas")).toBeVisible();

  versionBy(-100);
  await reason.getByRole("button", { name: "Try again" }).click();
  await expect(inspector.getByRole("row").filter({ hasText: "21.5" })).toBeVisible();
  await expect(reason).toBeHidden();
  await go(page, "#/registers?sel=boiler.temp");
  await reason.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("tabpanel", { name: "Value" })).toContainText("21.5");
  await expect(reason).toBeHidden();
});
