/** The desktop in a real Electron, where there is one. */
import { _electron, expect, test, type ElectronApplication } from "@playwright/test";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildStale, electronBinary, hasDisplay } from "./launchers.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = electronBinary();
const reason = whyNot();
// In the names too, because the list of results shows nothing else of a skipped test.
const skipped = reason ? ` (skipped: ${reason})` : "";

let dataDirectory: string;
let desktop: ElectronApplication;

test.beforeAll(async () => {
  test.skip(reason !== undefined, reason);
  expect(await buildStale()).toBe(true);
});

test.beforeEach(async () => {
  test.skip(reason !== undefined, reason);
  dataDirectory = mkdtempSync(join(tmpdir(), "regdesk-electron-"));
  desktop = await _electron.launch({
    executablePath: program ?? "",
    args: [...sandbox(), root, "--data-dir", dataDirectory, "--host", "127.0.0.1", "--port", "0"],
  });
});

test.afterEach(async () => {
  if (reason) return;
  await desktop.close();
  rmSync(dataDirectory, { recursive: true, force: true });
});

test(`the window opens on the overview, over a port to the host${skipped}`, async () => {
  const window = await desktop.firstWindow();
  await expect(window).toHaveTitle(/Regdesk/);
  await expect(window.getByRole("heading", { name: "Overview" }).first()).toBeVisible();
  // What only the host can know: the page has its answer.
  await expect(window.getByText(/127\.0\.0\.1:\d+/).first()).toBeVisible();
});

test(`the page is isolated: no Node, no Electron, a policy that holds${skipped}`, async () => {
  const window = await desktop.firstWindow();
  expect(
    await window.evaluate(() => ["require", "process", "ipcRenderer"].filter((name) => name in globalThis)),
  ).toEqual([]);
  expect(window.url()).toMatch(/^regdesk:\/\/app\//);
  const foreign = window.evaluate(() => fetch("https://example.com/").then(() => "loaded"));
  await expect(foreign).rejects.toThrow();
});

test(`asked to quit it ends with 0${skipped}`, async () => {
  await desktop.firstWindow();
  const ended = once(desktop.process(), "exit");
  await desktop.evaluate(({ app }) => app.quit());
  expect(await ended).toEqual([0, null]);
});

test(`a link that a second start hands over leads the window there, without loading it anew${skipped}`, async () => {
  const window = await desktop.firstWindow();
  await expect(window.getByRole("heading", { name: "Overview" }).first()).toBeVisible();
  await window.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  await desktop.evaluate(({ app }) => app.emit("second-instance", {}, ["regdesk", "regdesk://changes?tab=done"], "/"));
  await expect(window).toHaveURL("regdesk://app/#/changes?tab=done");
  await expect(window.getByRole("heading", { name: "Changes" }).first()).toBeVisible();
  expect(await window.evaluate(() => "isSamePage" in globalThis)).toBe(true);
});

test(`the menu presses the window's own keys${skipped}`, async () => {
  const window = await desktop.firstWindow();
  await expect(window.getByRole("heading", { name: "Overview" }).first()).toBeVisible();
  await desktop.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    items.find(({ label }) => label.startsWith("Search"))?.click();
  });
  await expect(window.getByRole("dialog")).toBeVisible();
});

test(`the tray's images can be read, and macOS takes them for templates${skipped}`, async () => {
  await desktop.firstWindow();
  const images = await desktop.evaluate(({ app, nativeImage }) =>
    ["ok", "late", "bad", "change"].map((worst) => {
      const image = nativeImage.createFromPath(`${app.getAppPath()}/resources/tray/${worst}Template.png`);
      return { ...image.getSize(), scales: image.getScaleFactors(), isTemplate: image.isTemplateImage() };
    }),
  );
  const isTemplate = process.platform === "darwin";
  expect(images).toEqual(Array(4).fill({ width: 16, height: 16, scales: [1, 2], isTemplate }));
});

test(`quitting while a device pushes asks first, and “Cancel” keeps it running${skipped}`, async () => {
  const window = await desktop.firstWindow();
  const address = await window
    .getByText(/127\.0\.0\.1:\d+/)
    .first()
    .textContent();
  const [, port] = /127\.0\.0\.1:(\d+)/.exec(address ?? "") ?? [];
  const body = JSON.stringify({ registers: { "boiler.temp": { value: 21, ttl: "60s" } } });
  const put = await fetch(`http://127.0.0.1:${port}/provider`, { method: "PUT", body });
  expect(put.status).toBe(204);
  await desktop.evaluate(({ dialog }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    // Nobody is there to press a button of the system's own dialog.
    dialog.showMessageBox = (...given: unknown[]) => {
      asked.push((given.at(-1) as { message: string }).message);
      return Promise.resolve({ response: 1, checkboxChecked: false });
    };
  });
  // The window and the desktop hear of it at once.
  await expect(window.getByText(/1 device/).first()).toBeVisible();
  await desktop.evaluate(({ app }) => app.quit());
  expect(await desktop.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)).toEqual(["Quit Regdesk?"]);
  await expect(window.getByRole("heading", { name: "Overview" }).first()).toBeVisible();
  await desktop.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 0, checkboxChecked: false });
  });
});

function whyNot(): string | undefined {
  if (!program) return "Electron's program is not installed; npx install-electron downloads it";
  return hasDisplay({ platform: process.platform, env: process.env, uid: undefined })
    ? undefined
    : "there is no display";
}

/** A test may run as root; the product does not. */
function sandbox(): string[] {
  return process.platform === "linux" && process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}
