/** The built window in a real Chromium, as the desktop serves it: its answers, its policy, its preload, its port to the real
 *  host. Of Electron only the two ends are missing that carry a port from one process to the other. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startBrowser } from "../support/browser.ts";
import { buildStale } from "./launchers.ts";
import { RunningDesktop } from "./running-desktop.ts";

/** Stands for `regdesk://app`, which only Electron can be taught; https, because both are secure contexts. */
const ORIGIN = "https://app.test";

const root = fileURLToPath(new URL("../../", import.meta.url));
let browser: Browser;

beforeAll(async () => {
  expect(await buildStale()).toBe(true);
  browser = await startBrowser(chromium);
}, 120_000);

afterAll(() => browser.close());

test("what a device pushes appears in the window, over the port, and the policy stands in nobody's way", async () => {
  await using desktop = await new RunningDesktop().start();
  const page = await pageOf(desktop);
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${ORIGIN}/#/registers`);

  const { devicesUrl } = await desktop.connect().host.status();
  const body = JSON.stringify({ registers: { "boiler.temp": { value: 21.5 } } });
  await fetch(`${devicesUrl}/provider`, { method: "PUT", body });
  await page.getByText("boiler.temp").first().waitFor();
  expect(await page.title()).toMatch(/Regdesk/);
  expect(complaints).toEqual([]);
  await page.close();
});

test("led to another place the page stays: it moves itself there, and has lost nothing", async () => {
  await using desktop = await new RunningDesktop().start();
  const page = await pageOf(desktop);
  await page.goto(`${ORIGIN}/#/registers`);
  await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
  // As `loadURL` with an address that differs behind `#` only.
  await page.goto(`${ORIGIN}/#/changes?tab=done`);
  await page.getByRole("heading", { name: "Changes" }).first().waitFor();
  expect(await page.evaluate(() => "isSamePage" in globalThis)).toBe(true);
  await page.close();
});

test.each([
  ["Ctrl+K", "Control+K", "dialog"],
  ["Ctrl+J", "Control+J", "dialog"],
])("%s, which the menu presses, opens something in the window", async (_key, press, role) => {
  await using desktop = await new RunningDesktop().start();
  const page = await pageOf(desktop);
  await page.goto(`${ORIGIN}/#/overview`);
  await page.getByRole("heading", { name: "Overview" }).first().waitFor();
  await page.keyboard.press(press);
  await page
    .getByRole(role as "dialog")
    .first()
    .waitFor();
  await page.close();
});

test("the page's policy lets nothing in from elsewhere", async () => {
  await using desktop = await new RunningDesktop().start();
  const page = await pageOf(desktop);
  await page.goto(`${ORIGIN}/#/registers`);
  const attempts = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "globalThis.inlineRan = true";
    document.body.append(script);
    const fetched = await fetch("https://elsewhere.test/").then(
      () => "fetched",
      () => "refused",
    );
    return { inline: "inlineRan" in globalThis, fetched };
  });
  expect(attempts).toEqual({ inline: false, fetched: "refused" });
  await page.close();
});

async function pageOf(desktop: RunningDesktop): Promise<Page> {
  const page = await browser.newPage({ userAgent: "Regdesk Electron/0" });
  await page.route("**", async (route) => {
    const url = route.request().url();
    if (!url.startsWith(ORIGIN)) return await route.fulfill({ body: "from elsewhere" });
    const answer = await desktop.electron.handlers.get("regdesk")?.(new Request(url.replace(ORIGIN, "regdesk://app")));
    if (!answer) return await route.abort();
    const { status, headers } = answer;
    await route.fulfill({
      status,
      headers: Object.fromEntries(headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
  await carryPorts(page, desktop);
  return page;
}

/** What Electron does with a port: one end in the page, the other in the main process, and what is sent goes through. */
async function carryPorts(page: Page, desktop: RunningDesktop): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  await page.exposeFunction("takePort", (channel: string) => desktop.electron.send(channel, [port2]));
  await page.exposeFunction("toMain", (message: string) => port1.postMessage(message));
  port1.addEventListener("message", ({ data }) => {
    if (page.isClosed()) return;
    page
      .evaluate((message) => globalThis.dispatchEvent(new CustomEvent("to-page", { detail: message })), data as string)
      .catch((error: unknown) => {
        if (!page.isClosed()) throw error; // what is on its way while a page closes is lost, as with a real port
      });
  });
  port1.start();
  const preload = readFileSync(join(root, "out/preload/preload.cjs"), "utf8");
  await page.addInitScript(`{
    const ipcRenderer = {
      postMessage(channel, _message, [port]) {
        port.addEventListener("message", ({ data }) => toMain(data));
        addEventListener("to-page", ({ detail }) => port.postMessage(detail));
        port.start();
        takePort(channel);
      },
    };
    (function (require) { ${preload} })(() => ({ ipcRenderer }));
  }`);
}
