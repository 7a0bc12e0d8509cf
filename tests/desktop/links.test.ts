/** Links from outside, as the operating systems deliver them. */
import { expect, test } from "vitest";
import { FakeElectron } from "./fake-electron.ts";
import { FakeEvent } from "./fake-window.ts";
import { RunningDesktop } from "./running-desktop.ts";

test("Windows and Linux: a link that starts Regdesk opens the window there", async () => {
  await using desktop = await new RunningDesktop().start(0, { args: ["regdesk://changes?sel=17"] });
  expect(desktop.window.webContents.mainFrame.url).toBe("regdesk://app/#/changes?sel=17");
});

test("Windows and Linux: while it runs, the second one hands its link over", async () => {
  await using desktop = await new RunningDesktop().start();
  desktop.electron.app.emit("second-instance", {}, ["regdesk", "--original-process-start-time=1", "regdesk://connect"]);
  expect(desktop.window.webContents.mainFrame.url).toBe("regdesk://app/#/connect");
  expect(desktop.window.calls).toEqual(["show", "focus"]);
});

test("macOS: a link that starts Regdesk comes before it is ready, and waits", async () => {
  const electron = new FakeElectron();
  await using desktop = new RunningDesktop(electron);
  const event = new FakeEvent();
  electron.app.whenReady = () => {
    electron.app.emit("open-url", event, "regdesk://activity");
    return Promise.resolve();
  };
  await desktop.start();
  expect(desktop.window.webContents.mainFrame.url).toBe("regdesk://app/#/activity");
  expect(event.defaultPrevented).toBe(true);
});

test("macOS: while it runs, a link leads the window", async () => {
  await using desktop = await new RunningDesktop().start();
  desktop.electron.app.emit("open-url", new FakeEvent(), "regdesk://registers?sel=boiler.temp");
  expect(desktop.window.webContents.mainFrame.url).toBe("regdesk://app/#/registers?sel=boiler.temp");
});

test("where it leads already, nothing is loaded: the page would begin anew", async () => {
  await using desktop = await new RunningDesktop().start(0, { args: ["regdesk://changes"] });
  const loaded: string[] = [];
  desktop.window.loadURL = (url) => Promise.resolve(void loaded.push(url));
  desktop.electron.app.emit("open-url", new FakeEvent(), "regdesk://changes");
  expect(loaded).toEqual([]);
  expect(desktop.window.calls).toEqual(["show", "focus"]);
});

test("a hostile link brings the window to the front, and leads nowhere", async () => {
  await using desktop = await new RunningDesktop().start();
  desktop.electron.app.emit("second-instance", {}, ["regdesk", "regdesk://app/#token=stolen"]);
  expect(desktop.window.webContents.mainFrame.url).toBe("regdesk://app/");
  expect(desktop.window.calls).toEqual(["show", "focus"]);
});

test.each([
  [true, "regdesk"],
  [false, undefined],
])("installed: %s, so the system is asked to send links here: %s", async (isPackaged, scheme) => {
  const electron = new FakeElectron();
  electron.app.isPackaged = isPackaged;
  await using _desktop = await new RunningDesktop(electron).start();
  expect(electron.app.protocolClient).toBe(scheme);
});
