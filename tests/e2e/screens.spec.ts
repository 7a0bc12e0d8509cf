/** Pictures of every screen in every theme and size, for a person to look at: empty, with the demo site playing, and with a
 *  site that is hard to draw. They go into an ignored folder; `REGDESK_README_IMAGES=1` also renews those in the README. */
import { expect, test, type Page } from "./test.ts";
import { copyFile, mkdir } from "node:fs/promises";
import { playDemo } from "#electron/demo/site.ts";
import { RegisterName } from "#shared/model/register.ts";
import { SECTIONS } from "#shared/sections.ts";
import { put, request } from "../support/http.ts";
import { servingRegdesk, type ServingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { addSource, fileSource, syncSource, writeCatalog } from "./sources-site.ts";
import { go, openWindow, prefer, rowOf, THEMES, visit } from "./window.ts";

const FOLDER = "tests/screenshots";
const SETPOINT = "heating-1.flow.setpoint";
const SIZES = [
  { width: 1280, height: 800 },
  { width: 960, height: 600 },
];

/** Where a picture is taken, and which keys open what lies over it. */
interface Screen {
  readonly name: string;
  readonly route: string;
  readonly keys?: readonly string[];
}

async function takeAll(page: Page, regdesk: ServingRegdesk, screens: readonly Screen[]): Promise<void> {
  for (const theme of THEMES) {
    await prefer(regdesk, { theme });
    await expect(page.locator(`[data-theme="${theme}"]`).first()).toBeAttached();
    for (const { name, route, keys = [] } of screens) {
      await go(page, route);
      await page.waitForTimeout(150); // what the screen asks the host for; a picture is no assertion
      for (const size of SIZES) {
        await page.setViewportSize(size);
        for (const key of keys) await page.keyboard.press(key);
        await visit(page, route);
        await page.screenshot({ path: `${FOLDER}/${name}-${size.width}-${theme}.png`, animations: "disabled" });
        if (keys.length > 0) await page.keyboard.press("Escape");
      }
    }
  }
}

const EVERY_ROUTE = SECTIONS.map((name): Screen => ({ name, route: `#/${name}` }));

const IN_DEPTH: readonly Screen[] = [
  { name: "register", route: `#/registers?sel=${SETPOINT}` },
  { name: "register-history", route: `#/registers?sel=${SETPOINT}&tab=history` },
  { name: "register-diff", route: `#/registers?sel=${SETPOINT}&tab=diff` },
  { name: "register-metadata", route: `#/registers?sel=${SETPOINT}&tab=metadata` },
  { name: "register-past", route: `#/registers?sel=${SETPOINT}`, keys: [","] },
  { name: "register-changes", route: `#/registers?sel=${SETPOINT}&tab=changes` },
  { name: "register-alarms", route: `#/registers?sel=${SETPOINT}&tab=alarms` },
  { name: "registers-no-hit", route: "#/registers?q=nothing-like-this" },
  { name: "registers-problems", route: "#/registers?view=problems" },
  { name: "devices-no-hit", route: "#/devices?q=nothing-like-this" },
  { name: "devices-review", route: "#/devices?ask=review" },
  { name: "device", route: "#/devices?sel=d1" },
  { name: "device-registers", route: "#/devices?sel=d1&tab=registers" },
  { name: "device-notes", route: "#/devices?sel=d1&tab=notes" },
  { name: "device-connection", route: "#/devices?sel=d1&tab=connection" },
  { name: "changes-done", route: "#/changes?tab=done" },
  { name: "palette", route: "#/registers", keys: ["Control+k"] },
  { name: "keys", route: "#/registers?view=all", keys: ["?"] },
  { name: "notices", route: "#/overview", keys: ["Control+j"] },
  { name: "export", route: "#/registers?view=all", keys: ["Control+e"] },
];

test("every screen can be looked at in every theme and size", async ({ page }) => {
  test.setTimeout(300_000);
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openWindow(page, regdesk, "#/overview");
  await page.screenshot({ path: `${FOLDER}/first-run-1280-light.png` });
  await takeAll(
    page,
    regdesk,
    EVERY_ROUTE.map(({ name, route }) => ({ name: `${name}-empty`, route })),
  );

  const demo = new AbortController();
  const played = playDemo({ url: regdesk.url, signal: demo.signal, onNotice: () => undefined });
  await prefer(regdesk, { pins: [SETPOINT, "pump-4.speed"].map((name) => RegisterName.parse(name)) });
  await go(page, "#/registers");
  await expect(page.getByText(/4\d\d registers/).first()).toBeVisible();
  await request(regdesk.url, { [SETPOINT]: 50 });
  await page.waitForTimeout(4_000); // ages, rates and plots have something to show then
  await takeAll(page, regdesk, [...EVERY_ROUTE, ...IN_DEPTH]);
  demo.abort();
  await played;
  if (process.env["REGDESK_README_IMAGES"] === undefined) return;
  await mkdir("docs/images", { recursive: true });
  for (const name of ["register", "changes", "overview"]) {
    await copyFile(`${FOLDER}/${name}-1280-light.png`, `docs/images/${name}.png`);
  }
});

/** A name of 120 characters, as a bridge makes them. */
const LONG_NAME = `${"building-west.floor-03.air-handling-unit.".repeat(2)}supply-air.temperature.setpoint.day`.padEnd(
  120,
  "x",
);
const LARGE = { zones: Array.from({ length: 400 }, (_, n) => ({ id: n, name: `zone ${n}`, set: 20 + (n % 7) / 2 })) };

test("a site that is hard to draw can be looked at in every theme and size", async ({ page }) => {
  test.setTimeout(300_000);
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  const hard = {
    [LONG_NAME]: {
      value: 21.12345678901,
      ttl: "1h",
      metadata: { unit: "kWh/m²·a", device: "a device with a long name" },
    },
    "a.large.document": { value: LARGE, ttl: "1h" },
    "a.sentence": { value: "The quick brown fox jumps over the lazy dog. ".repeat(6), ttl: "1h" },
    "a.number": { value: 123456789012345, ttl: "1h", metadata: { unit: "m³", min: 0, max: 10 } },
    "a.switch": { value: true, ttl: "1h" },
    "a.gap": { value: null, ttl: "1h" },
    "an.old.one": { value: 7, ttl: "100ms" },
  };
  expect((await put(regdesk.url, "/provider", { registers: hard })).status).toBe(204);
  for (let thousand = 0; thousand < 10; thousand += 1) {
    const many = Array.from({ length: 1_000 }, (_, n) => [
      `plant.line-${thousand}.sensor-${n}`,
      { value: n / 8, ttl: "1h" },
    ]);
    expect((await put(regdesk.url, "/provider", { registers: Object.fromEntries(many) as unknown })).status).toBe(204);
  }
  await request(regdesk.url, { [LONG_NAME]: 22, "a.switch": false, "a.large.document": { zones: [] } });
  await addSource(regdesk, fileSource("setpoints", await writeCatalog(regdesk, 10), { prefix: "setpoints." }));
  await addSource(regdesk, fileSource("gone", "/a/long/way/to/a/document/that/is/not/there/any/more.json"));
  for (const name of ["setpoints", "gone"]) await syncSource(regdesk, name);
  await openWindow(page, regdesk, "#/registers");
  await page.getByText("Table", { exact: true }).click();
  await expect(rowOf(page, "a.switch")).toBeVisible();
  const opened = (name: string) => `#/registers?sel=${encodeURIComponent(name)}`;
  await takeAll(page, regdesk, [
    { name: "hard-table", route: "#/registers" },
    { name: "hard-long-name", route: opened(LONG_NAME) },
    { name: "hard-large", route: opened("a.large.document") },
    { name: "hard-sentence", route: opened("a.sentence") },
    { name: "hard-number", route: opened("a.number") },
    { name: "hard-changes", route: "#/changes" },
    { name: "hard-overview", route: "#/overview" },
    { name: "hard-activity", route: "#/activity" },
    { name: "hard-sources", route: "#/sources" },
    { name: "hard-source", route: "#/sources?sel=gone" },
    { name: "hard-source-schedule", route: "#/sources?sel=setpoints&tab=schedule" },
  ]);
});
