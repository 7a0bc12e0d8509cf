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
