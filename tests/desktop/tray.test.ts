/** The icon in the tray, over the real host. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { FakeElectron } from "./fake-electron.ts";
import { onPlatform, RunningDesktop } from "./running-desktop.ts";
import { askForChange, push } from "./site.ts";
import { PATIENCE } from "../support/patience.ts";

const images = new URL("../../resources/tray/", import.meta.url);
const WORSTS = ["ok", "late", "bad", "change"] as const;

test("it tells what waits, and leads there", async () => {
  await using desktop = await new RunningDesktop().start();
  expect(desktop.tray.toolTip).toBe("Regdesk – Everything is in order · No device is pushing");
  expect(desktop.tray.image).toMatch(/resources\/tray\/ok\.png$/);
  expect(desktop.tray.menu.item("No pending changes").enabled).toBe(false);

  await push(desktop);
  await askForChange(desktop);
  await vi.waitUntil(() => desktop.tray.image.endsWith("change.png"), PATIENCE);
  desktop.tray.menu.click("Pending changes (1)…");
  expect(desktop.window.webContents.mainFrame.url).toBe("regdesk://app/#/changes");
  expect(desktop.window.calls).toEqual(["show", "focus"]);
});

test("what every window is told and what the tray shows are the same", async () => {
  await using desktop = await new RunningDesktop().start();
  await push(desktop);
  await askForChange(desktop);
  const pending = await desktop.connect().changeRequests.list({});
  await vi.waitUntil(() => desktop.tray.toolTip.includes("1 change waits for you"), PATIENCE);
  expect(pending).toHaveLength(1);
  expect(desktop.electron.app.badge).toBe(1);
});

test("an address is copied at a click", async () => {
  await using desktop = await new RunningDesktop().start();
  const { devicesUrl } = await desktop.connect().host.status();
  desktop.tray.menu.click(`Copy ${devicesUrl}`);
  expect(desktop.electron.clipboard).toBe(devicesUrl);
});

test("a menu that may lie open is not replaced while nothing changes", async () => {
  await using desktop = await new RunningDesktop().start();
  const feed = await desktop.connect().host.watch();
  for (let told = 0; told < 3; told++) await feed.next();
  expect(desktop.tray.sets).toEqual({ image: 1, toolTip: 1, menu: 1 });
});

test("a click on it shows the window", async () => {
  await using desktop = await new RunningDesktop().start();
  desktop.tray.emit("click");
  expect(desktop.window.calls).toEqual(["show", "focus"]);
});

test("choosing another language in the window changes tray and menu at once", async () => {
  await using desktop = await new RunningDesktop().start();
  await desktop.connect().preferences.update({ language: "de" });
  await vi.waitUntil(() => desktop.tray.toolTip.includes("Alles in Ordnung"), PATIENCE);
  expect(desktop.tray.menu.labels()).toContain("Regdesk öffnen");
  expect(desktop.electron.Menu.applicationMenu?.labels()).toContain("&Bearbeiten");
});

test("it is gone when Regdesk ends", async () => {
  await using desktop = await new RunningDesktop().start();
  await desktop.quit();
  expect(desktop.tray.destroyed).toBe(true);
});

test("on Windows the taskbar's button shows that something waits, with words, and then no more", async () => {
  await using desktop = await new RunningDesktop().start();
  using _windows = onPlatform("win32");
  await push(desktop);
  await askForChange(desktop);
  await vi.waitUntil(() => desktop.window.overlay !== undefined, PATIENCE);
  expect(desktop.window.overlay).toEqual([
    { path: expect.stringMatching(/change\.png$/) as string },
    "1 change waits for you",
  ]);
  await desktop.connect().settings.update({ pendingChanges: "off" });
  await vi.waitUntil(() => desktop.window.overlay?.[0] === null, PATIENCE);
});

test.each(WORSTS)("the image for “%s” is there: coloured and as a template, in two sizes", (worst) => {
  for (const kind of ["", "Template"]) {
    expect(sizeOf(`${worst}${kind}.png`)).toEqual([16, 16]);
    expect(sizeOf(`${worst}${kind}@2x.png`)).toEqual([32, 32]);
  }
});

test("each state has a shape of its own, not only a colour", () => {
  const shapes = WORSTS.map((worst) => readFileSync(new URL(`${worst}Template@2x.png`, images)).toString("base64"));
  expect(new Set(shapes).size).toBe(WORSTS.length);
});

test.each(WORSTS)("the colour of “%s” is seen on a white taskbar and on a black one", (worst) => {
  const [, colour = ""] = /fill="#([0-9a-f]{6})"/.exec(readFileSync(new URL(`${worst}.svg`, images), "utf8")) ?? [];
  const luminance = luminanceOf(colour);
  expect((1 + 0.05) / (luminance + 0.05)).toBeGreaterThanOrEqual(3);
  expect((luminance + 0.05) / 0.05).toBeGreaterThanOrEqual(3);
});

test("it needs no window to be there", async () => {
  await using desktop = await new RunningDesktop(new FakeElectron()).start();
  desktop.window.destroy();
  desktop.tray.menu.click("Open Regdesk");
  expect(desktop.electron.windows).toHaveLength(1);
});

/** Width and height stand at a fixed place in every PNG. */
function sizeOf(name: string): [width: number, height: number] | undefined {
  const file = new URL(name, images);
  if (!existsSync(file)) return undefined;
  const bytes = readFileSync(file);
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

/** Relative luminance as WCAG defines it. */
function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/../g) ?? []).map((pair) => {
    const share = parseInt(pair, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
