/** The window itself: how it is made, where its page comes from, and what that page may do. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { DEMANDED_POLICY } from "#tests/support/content-security.ts";
import { buildStale } from "./launchers.ts";
import { FakeElectron } from "./fake-electron.ts";
import { RunningDesktop } from "./running-desktop.ts";

beforeAll(async () => expect(await buildStale()).toBe(true), 120_000);

test("the window is sandboxed, isolated, of a usable size, and hidden until it is drawn", async () => {
  await using desktop = await new RunningDesktop().start();
  const { options, calls } = desktop.window;
  expect(options).toMatchObject({
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: "#ffffff",
    webPreferences: {
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
    },
  });
  expect(calls).toEqual([]);
  desktop.window.emit("ready-to-show");
  expect(calls).toEqual(["show"]);
});

test("in a dark desktop the window is dark before its page is", async () => {
  const electron = new FakeElectron();
  electron.nativeTheme.shouldUseDarkColors = true;
  await using desktop = await new RunningDesktop(electron).start();
  expect(desktop.window.options).toMatchObject({ backgroundColor: "#12171d" });
});

test("the page comes from the window's own scheme with a policy that lets nothing else in", async () => {
  await using desktop = await new RunningDesktop().start();
  expect(desktop.window.webContents.mainFrame.url).toBe("regdesk://app/");
  expect(desktop.electron.schemes).toEqual([
    { scheme: "regdesk", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
  const response = await requested(desktop, "regdesk://app/");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(response.headers.get("content-security-policy")?.split("; ")).toEqual(DEMANDED_POLICY);
  const page = await response.text();
  const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(page)?.[1] ?? "";
  expect((await requested(desktop, `regdesk://app/${script}`)).headers.get("content-type")).toContain(
    "text/javascript",
  );
});

describe("Of the window's scheme", () => {
  let desktop: RunningDesktop;
  beforeAll(async () => {
    desktop = await new RunningDesktop().start();
  });
  afterAll(() => desktop[Symbol.asyncDispose]());

  test.each([
    ["a path that climbs out", "regdesk://app/../../package.json"],
    ["one that hides the dots", "regdesk://app/%2e%2e/%2e%2e/package.json"],
    ["one that hides the slash", "regdesk://app/..%2f..%2fpackage.json"],
    ["one with backslashes", "regdesk://app/..%5c..%5cpackage.json"],
    ["one with a NUL", "regdesk://app/index.html%00.js"],
    ["one that is not even encoded right", "regdesk://app/%E0%A4%A.html"],
    ["an absolute path", "regdesk://app//etc/hosts.json"],
    ["another host", "regdesk://elsewhere/index.html"],
    ["a folder", "regdesk://app/assets"],
    ["a file that is not there", "regdesk://app/nothing.js"],
    ["a kind of file that no window has", "regdesk://app/index.sh"],
  ])("%s is not found", async (_what, address) => {
    expect((await requested(desktop, address)).status).toBe(404);
  });

  test("only reading is allowed", async () => {
    expect((await requested(desktop, "regdesk://app/", "POST")).status).toBe(405);
  });
});

test("the page cannot be led elsewhere, and opens no windows; a web link opens in the person's browser", async () => {
  await using desktop = await new RunningDesktop().start();
  const { webContents } = desktop.window;
  expect(webContents.navigate("regdesk://app/#/changes").defaultPrevented).toBe(false);
  for (const url of ["file:///etc/hosts", "https://example.com/a", "regdesk://elsewhere/"]) {
    expect(webContents.navigate(url).defaultPrevented).toBe(true);
  }
  for (const url of [
    "https://example.com/b",
    "http://example.com/",
    "file:///etc/hosts",
    "calculator:",
    "no address",
  ]) {
    expect(webContents.windowOpenHandler?.({ url })).toEqual({ action: "deny" });
  }
  expect(desktop.electron.openedOutside).toEqual(["https://example.com/a", "https://example.com/b"]);
});

test("the page gets no permission but to fill the clipboard", async () => {
  await using desktop = await new RunningDesktop().start();
  const { request, check, device } = desktop.electron.defaultSession;
  const granted = (permission: string, requestingUrl: string) => {
    const decide = vi.fn();
    request?.(null, permission, decide, { requestingUrl });
    return decide.mock.calls;
  };
  expect(granted("clipboard-sanitized-write", "regdesk://app/")).toEqual([[true]]);
  expect(granted("clipboard-sanitized-write", "https://example.com/")).toEqual([[false]]);
  for (const permission of ["media", "geolocation", "notifications", "clipboard-read", "openExternal", "fullscreen"]) {
    expect(granted(permission, "regdesk://app/")).toEqual([[false]]);
    expect(check?.(null, permission, "regdesk://app")).toBe(false);
  }
  expect(device?.()).toBe(false);
});

test("the window opens where it was closed", async () => {
  await using first = await new RunningDesktop().start();
  first.window.bounds = { x: 120, y: 80, width: 1400, height: 900 };
  first.window.maximized = true;
  await first.quit();
  await using second = await new RunningDesktop(new FakeElectron(), first.dataDirectory).start();
  expect(second.window.options).toMatchObject({ x: 120, y: 80, width: 1400, height: 900 });
  expect(second.window.calls).toContain("maximize");
});

test.each([
  ["its display is gone", JSON.stringify({ x: 4000, y: 80, width: 1400, height: 900, maximized: false })],
  [
    "its title bar would be above the screen",
    JSON.stringify({ x: 0, y: -50, width: 1400, height: 900, maximized: false }),
  ],
  ["what was remembered is damaged", '{"x": 1'],
  ["what was remembered makes no sense", '{"x":"left"}'],
])("the window opens in its default place when %s", async (_why, remembered) => {
  await using first = await new RunningDesktop().start();
  await first.quit();
  writeFileSync(join(first.dataDirectory, "window/bounds.json"), remembered);
  await using second = await new RunningDesktop(new FakeElectron(), first.dataDirectory).start();
  expect(second.window.options).toMatchObject({ width: 1280, height: 800 });
  expect(second.window.options).not.toHaveProperty("x");
});

test("Chromium keeps its own files out of the way, below the data directory", async () => {
  await using desktop = await new RunningDesktop().start();
  expect(desktop.electron.app.paths).toEqual({ userData: join(desktop.dataDirectory, "window") });
  await desktop.quit();
  expect(JSON.parse(readFileSync(join(desktop.dataDirectory, "window/bounds.json"), "utf8"))).toMatchObject({ x: 0 });
});

test("a page whose process died is loaded anew, but not again and again", async () => {
  await using desktop = await new RunningDesktop().start();
  const { webContents } = desktop.window;
  webContents.emit("render-process-gone", {}, { reason: "clean-exit", exitCode: 0 });
  expect(webContents.reloads).toBe(0);
  webContents.emit("render-process-gone", {}, { reason: "oom", exitCode: 1 });
  webContents.emit("render-process-gone", {}, { reason: "oom", exitCode: 1 });
  expect(webContents.reloads).toBe(1);
});

test.each([
  [true, false],
  [false, true],
])("packaged: %s, so reloading by menu: %s", async (isPackaged, reload) => {
  const electron = new FakeElectron();
  electron.app.isPackaged = isPackaged;
  await using _desktop = await new RunningDesktop(electron).start();
  const menu = electron.Menu.applicationMenu;
  const roles = menu?.roles() ?? [];
  expect(roles).toEqual(expect.arrayContaining(["editMenu", "togglefullscreen", "windowMenu"]));
  // The window's own size, which it remembers; Chromium's would come on top of it.
  expect(menu?.labels()).toEqual(expect.arrayContaining(["Normal Size", "Larger", "Smaller"]));
  expect(roles.filter((role) => /zoom/i.test(role))).toEqual([]);
  expect(roles.includes("reload")).toBe(reload);
});

const requested = async (desktop: RunningDesktop, address: string, method = "GET"): Promise<Response> => {
  const handler = desktop.electron.handlers.get("regdesk");
  if (!handler) throw new Error("nobody answers regdesk://");
  return await handler(new Request(address, { method }));
};
