/** Starting at login, and starting without a window. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { autostartFile, desktopEntry } from "#electron/desktop/autostart-file.ts";
import { FakeElectron } from "./fake-electron.ts";
import { onPlatform, RunningDesktop } from "./running-desktop.ts";
import { PATIENCE } from "../support/patience.ts";

const onLinux = test.runIf(process.platform === "linux");

onLinux("switched on it starts this very Regdesk at login; switched off it does not", async () => {
  await using desktop = await installed();
  const file = join(desktop.configDirectory, "autostart/regdesk.desktop");
  expect(existsSync(file)).toBe(false);

  await desktop.connect().settings.update({ startAtLogin: true });
  await vi.waitUntil(() => existsSync(file), PATIENCE);
  expect(readFileSync(file, "utf8")).toMatch(
    new RegExp(`^Exec="${process.execPath}" "--at-login" "--data-dir=${desktop.dataDirectory}" `, "m"),
  );

  await desktop.connect().settings.update({ startAtLogin: false });
  await vi.waitUntil(() => !existsSync(file), PATIENCE);
});

onLinux("an AppImage is started by its own file, not by where it happens to be mounted", async () => {
  const { APPIMAGE } = process.env;
  process.env["APPIMAGE"] = "/home/anna/Regdesk.AppImage";
  await using desktop = await installed();
  await desktop.connect().settings.update({ startAtLogin: true });
  const file = join(desktop.configDirectory, "autostart/regdesk.desktop");
  await vi.waitUntil(() => existsSync(file), PATIENCE);
  expect(readFileSync(file, "utf8")).toContain('Exec="/home/anna/Regdesk.AppImage" "--at-login"');
  if (APPIMAGE === undefined) delete process.env["APPIMAGE"];
  else process.env["APPIMAGE"] = APPIMAGE;
});

onLinux("each start writes it anew, because the program may have moved", async () => {
  await using first = await installed();
  await first.connect().settings.update({ startAtLogin: true });
  const file = join(first.configDirectory, "autostart/regdesk.desktop");
  await vi.waitUntil(() => existsSync(file), PATIENCE);
  await first.quit();
  writeFileSync(file, "of an older place");
  await using _second = await installed(first.dataDirectory);
  expect(readFileSync(file, "utf8")).toContain(process.execPath);
});

onLinux("a start with the setting off leaves another Regdesk's item alone", async () => {
  await using desktop = new RunningDesktop(packaged());
  const file = join(desktop.configDirectory, "autostart/regdesk.desktop");
  mkdirSync(join(desktop.configDirectory, "autostart"), { recursive: true });
  writeFileSync(file, "another's");
  await desktop.start();
  expect(readFileSync(file, "utf8")).toBe("another's");
});

onLinux("a folder that may not be written keeps nothing from working", async () => {
  await using desktop = new RunningDesktop(packaged());
  writeFileSync(desktop.configDirectory, "a file where a folder should be");
  const client = (await desktop.start()).connect();
  await expect(client.settings.update({ startAtLogin: true })).resolves.toMatchObject({ startAtLogin: true });
  await expect(client.host.status()).resolves.toBeDefined();
});

test("Windows is told with the whole command, paths with blanks in quotes", async () => {
  await using desktop = await installed();
  using _windows = onPlatform("win32");
  await desktop.connect().settings.update({ startAtLogin: true });
  await vi.waitUntil(() => desktop.electron.app.loginItems.length > 0, PATIENCE);
  expect(desktop.electron.app.loginItems).toEqual([
    {
      openAtLogin: true,
      args: ["--at-login", `--data-dir=${desktop.dataDirectory}`, "--host=127.0.0.1", "--port=0", "--log-level=silent"],
    },
  ]);
});

test("macOS is told without arguments, because it takes none", async () => {
  await using desktop = await installed();
  using _mac = onPlatform("darwin");
  await desktop.connect().settings.update({ startAtLogin: true });
  await desktop.connect().settings.update({ startAtLogin: false });
  await vi.waitUntil(() => desktop.electron.app.loginItems.length === 2, PATIENCE);
  expect(desktop.electron.app.loginItems).toEqual([{ openAtLogin: true }, { openAtLogin: false }]);
});

test("run from its sources it starts nothing at login", async () => {
  await using desktop = await new RunningDesktop().start();
  await desktop.connect().settings.update({ startAtLogin: true });
  expect(desktop.electron.app.loginItems).toEqual([]);
  expect(existsSync(join(desktop.configDirectory, "autostart"))).toBe(false);
});

onLinux("started at login it opens no window if so set, and the tray opens one", async () => {
  await using first = await new RunningDesktop().start();
  await first.connect().settings.update({ startHidden: true });
  await first.quit();
  const electron = new FakeElectron();
  await using second = await new RunningDesktop(electron, first.dataDirectory).start(0, {
    hasTray: true,
    args: ["--at-login"],
  });
  await settled();
  expect(electron.windows).toEqual([]);
  second.tray.menu.click("Open Regdesk");
  expect(electron.windows).toHaveLength(1);
});

onLinux("without a tray it opens a window all the same: nothing else would lead to it", async () => {
  await using first = await new RunningDesktop().start();
  await first.connect().settings.update({ startHidden: true });
  await first.quit();
  const electron = new FakeElectron();
  await using _second = await new RunningDesktop(electron, first.dataDirectory).start(0, { args: ["--at-login"] });
  await vi.waitUntil(() => electron.windows.length === 1, PATIENCE);
});

onLinux("started by a person it opens a window, whatever is set for the login", async () => {
  await using first = await new RunningDesktop().start();
  await first.connect().settings.update({ startHidden: true });
  await first.quit();
  await using second = await new RunningDesktop(new FakeElectron(), first.dataDirectory).start(0, { hasTray: true });
  expect(second.electron.windows).toHaveLength(1);
});

test("a command is written as the Desktop Entry Specification wants it", () => {
  const entry = desktopEntry(["/opt/My Programs/regdesk", "--data-dir=/home/a$b/100%", 'a"b`c\\d']);
  expect(entry).toContain(
    String.raw`Exec="/opt/My Programs/regdesk" "--data-dir=/home/a\\$b/100%%" "a\\"b\\` + "`" + String.raw`c\\\\d"`,
  );
});

test.each([
  ["/home/anna/.settings", "/home/anna/.settings/autostart/regdesk.desktop"],
  ["relative", join(homedir(), ".config/autostart/regdesk.desktop")],
  [undefined, join(homedir(), ".config/autostart/regdesk.desktop")],
])("with XDG_CONFIG_HOME %s it lies at %s", (configured, file) => {
  expect(autostartFile(configured === undefined ? {} : { XDG_CONFIG_HOME: configured })).toBe(file);
});

function packaged(): FakeElectron {
  const electron = new FakeElectron();
  electron.app.isPackaged = true;
  return electron;
}

const installed = (dataDirectory?: string) => new RunningDesktop(packaged(), dataDirectory).start();

/** Long enough for the session bus to be asked, and for a window to open if one were to. */
async function settled(): Promise<void> {
  const { isTrayShown } = await import("#electron/desktop/tray-presence.ts");
  for (let times = 0; times < 3; times++) await isTrayShown("linux");
}
