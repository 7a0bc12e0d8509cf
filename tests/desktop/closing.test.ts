/** What closing the window and quitting do. */
import { describe, expect, test, vi } from "vitest";
import { meaningOf } from "#electron/desktop/close-meaning.ts";
import { isTrayShown } from "#electron/desktop/tray-presence.ts";
import { Settings } from "#shared/model/settings.ts";
import { SILENT } from "../support/running-host.ts";
import { aStanding } from "./builders.ts";
import { FakeElectron } from "./fake-electron.ts";
import { FakeWindow } from "./fake-window.ts";
import { onPlatform, RunningDesktop } from "./running-desktop.ts";
import { push } from "./site.ts";
import { PATIENCE } from "../support/patience.ts";

const withTray = { hasTray: true } as const;
const isMac = process.platform === "darwin";

test.each([
  ["linux", true, "ask", "ask"],
  ["linux", true, "stay", "stay"],
  ["linux", true, "quit", "quit"],
  ["linux", false, "ask", "quit"],
  ["linux", false, "stay", "quit"],
  ["win32", true, "ask", "ask"],
  ["darwin", true, "ask", "stay"],
  ["darwin", true, "quit", "quit"],
] as const)("on %s, tray shown: %s, set to %s, a close means: %s", (platform, isTrayShown, onClose, meaning) => {
  expect(meaningOf({ onClose }, { platform, isTrayShown })).toBe(meaning);
});

test.runIf(process.platform === "linux")("where nobody shows a tray, closing the window ends it", async () => {
  await using desktop = await new RunningDesktop().start();
  await desktop.connect().settings.update({ onClose: "stay" });
  desktop.window.close();
  await vi.waitUntil(() => desktop.electron.app.exitCode === 0, PATIENCE);
  expect(desktop.electron.questions).toEqual([]);
});

test("on macOS it goes on without a window, and shows it when asked for", async () => {
  await using desktop = await new RunningDesktop().start();
  using _mac = onPlatform("darwin");
  desktop.window.close();
  await vi.waitUntil(() => desktop.window.calls.includes("hide"), PATIENCE);
  expect(desktop.electron.app.exitCode).toBeUndefined();
  desktop.electron.app.emit("activate", {}, false);
  expect(desktop.electron.windows).toHaveLength(1);
  expect(desktop.window.calls).toEqual(["hide", "show", "focus"]);
  await expect(desktop.connect().host.status()).resolves.toBeDefined();
});

test("a window in full screen leaves it before it hides, or a black screen would stay", async () => {
  await using desktop = await new RunningDesktop().start();
  using _mac = onPlatform("darwin");
  desktop.window.fullScreen = true;
  desktop.window.close();
  await vi.waitUntil(() => desktop.window.calls.length > 0, PATIENCE);
  expect(desktop.window.calls).toEqual(["full screen: false"]);
  desktop.window.emit("leave-full-screen");
  expect(desktop.window.calls).toEqual(["full screen: false", "hide"]);
});

describe.runIf(!isMac)("with a tray", () => {
  test("closing asks once what to do, and keeps the answer", async () => {
    await using desktop = await new RunningDesktop().start(0, withTray);
    const question = await asked(desktop);
    expect(question.parent).toBe(desktop.window);
    expect(question.box).toMatchObject({
      message: "Keep Regdesk running?",
      buttons: ["Keep running", "Quit", "Cancel"],
      checkboxLabel: "Always do this when the window is closed",
      checkboxChecked: true,
    });
    question.press("Keep running");
    await vi.waitUntil(() => desktop.window.calls.includes("hide"), PATIENCE);
    expect(await settingsOf(desktop)).toMatchObject({ onClose: "stay" });

    desktop.tray.menu.click("Open Regdesk");
    desktop.window.close();
    await vi.waitUntil(() => desktop.window.calls.filter((call) => call === "hide").length === 2, PATIENCE);
    expect(desktop.electron.questions).toHaveLength(1);
  });

  test("unticked, the answer counts this once", async () => {
    await using desktop = await new RunningDesktop().start(0, withTray);
    (await asked(desktop)).press("Keep running", false);
    await vi.waitUntil(() => desktop.window.calls.includes("hide"), PATIENCE);
    expect(await settingsOf(desktop)).toMatchObject({ onClose: "ask" });
  });

  test("cancelled, the window stays, and nothing is kept", async () => {
    await using desktop = await new RunningDesktop().start(0, withTray);
    (await asked(desktop)).press("Cancel");
    expect(await settingsOf(desktop)).toMatchObject({ onClose: "ask" });
    expect(desktop.window.calls).toEqual([]);
    await asked(desktop); // and the next close asks again
  });

  test("closing again while the question stands asks no second one", async () => {
    await using desktop = await new RunningDesktop().start(0, withTray);
    await asked(desktop);
    desktop.window.close();
    await isTrayShown("linux"); // as long as a second question would take
    await settingsOf(desktop);
    expect(desktop.electron.questions).toHaveLength(1);
  });

  test("who answers “Quit” was told that devices push, and is not asked again", async () => {
    await using desktop = await new RunningDesktop().start(0, withTray);
    await push(desktop);
    await vi.waitUntil(() => desktop.tray.toolTip.includes("1 device is pushing"), PATIENCE);
    const question = await asked(desktop);
    expect(question.box.detail).toContain("1 device is pushing here now.");
    question.press("Quit", false);
    await vi.waitUntil(() => desktop.electron.app.exitCode === 0, PATIENCE);
    expect(desktop.electron.questions).toHaveLength(1);
  });

  test("set to quit, closing ends it without a word", async () => {
    await using desktop = await new RunningDesktop().start(0, withTray);
    await desktop.connect().settings.update({ onClose: "quit" });
    desktop.window.close();
    await vi.waitUntil(() => desktop.electron.app.exitCode === 0, PATIENCE);
    expect(desktop.electron.questions).toEqual([]);
  });

  test("in German it asks in German", async () => {
    const electron = new FakeElectron();
    electron.app.languages = ["de-DE"];
    await using desktop = await new RunningDesktop(electron).start(0, withTray);
    expect((await asked(desktop)).box.message).toBe("Soll Regdesk weiterlaufen?");
  });
});

describe("quitting while devices push", () => {
  test("says what is lost and waits for an answer; “Cancel” changes nothing", async () => {
    await using desktop = await pushedTo();
    desktop.electron.app.quit();
    desktop.electron.app.quit(); // asks no second time
    const [question] = desktop.electron.questions;
    expect(question?.box).toMatchObject({
      message: "Quit Regdesk?",
      detail: "1 device is pushing here; while Regdesk is closed nothing is received.",
      buttons: ["Quit", "Cancel"],
    });
    question?.press("Cancel");
    await settingsOf(desktop);
    expect(desktop.electron).toMatchObject({ windows: [desktop.window], questions: [question] });
    expect(desktop.electron.app.exitCode).toBeUndefined();
  });

  test("“Quit” ends it", async () => {
    await using desktop = await pushedTo();
    desktop.tray.menu.click("Quit Regdesk");
    desktop.electron.questions[0]?.press("Quit");
    await vi.waitUntil(() => desktop.electron.app.exitCode === 0, PATIENCE);
  });

  test.each([
    ["the system shuts down", (desktop: RunningDesktop) => desktop.electron.powerMonitor.emit("shutdown")],
    ["Windows ends the session", (desktop: RunningDesktop) => desktop.window.emit("session-end", {})],
    ["a service manager stops it", () => process.emit("SIGTERM")],
  ])("nobody is asked when %s", async (_why, end) => {
    await using desktop = await pushedTo();
    end(desktop);
    await vi.waitUntil(() => desktop.electron.app.exitCode === 0, PATIENCE);
    expect(desktop.electron.questions).toEqual([]);
  });
});

test("quitting while nobody pushes asks nothing", async () => {
  await using desktop = await new RunningDesktop().start();
  desktop.electron.app.quit();
  await vi.waitUntil(() => desktop.electron.app.exitCode === 0, PATIENCE);
  expect(desktop.electron.questions).toEqual([]);
});

test("an answer that cannot be kept is followed all the same", async () => {
  const electron = new FakeElectron();
  vi.resetModules();
  vi.doMock("electron", () => electron.module());
  const { Closing } = await import("#electron/desktop/closing.ts");
  const window = new FakeWindow({}, electron);
  const standing = () => aStanding({ settings: Settings.parse({ onClose: "ask" }) });
  const remember = () => Promise.reject(new Error("the disk is full"));
  const quitUnasked = vi.fn();
  const closing = new Closing({ standing, remember, quit: vi.fn(), quitUnasked, logger: SILENT });
  using _windows = onPlatform("win32");
  const closed = closing.close(window as never);
  const question = await vi.waitUntil(() => electron.questions[0], PATIENCE);
  question.press("Quit");
  await closed;
  expect(quitUnasked).toHaveBeenCalledOnce();
});

async function pushedTo(): Promise<RunningDesktop> {
  const desktop = await new RunningDesktop().start();
  await push(desktop);
  await vi.waitUntil(() => desktop.tray.toolTip.includes("1 device is pushing"), PATIENCE);
  return desktop;
}

/** Closes the window. @returns the question that this raises */
async function asked(desktop: RunningDesktop) {
  const before = desktop.electron.questions.length;
  desktop.window.close();
  return await vi.waitUntil(() => desktop.electron.questions[before], PATIENCE);
}

/** What the host has by now; the call takes its turn behind whatever the desktop asked of it. */
async function settingsOf(desktop: RunningDesktop) {
  const feed = await desktop.connect().settings.watch();
  const { value } = await feed.next();
  await feed.return(undefined);
  return value;
}
