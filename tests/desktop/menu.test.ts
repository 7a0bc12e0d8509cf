/** The menu of the application. */
import { expect, test, vi } from "vitest";
import { MENU_KEYS, menuTemplate, SECTION_KEYS } from "#electron/desktop/menu.ts";
import { de } from "#electron/desktop/messages/de.ts";
import { en } from "#electron/desktop/messages/en.ts";
import { SECTIONS } from "#shared/sections.ts";
import { actionFor } from "../../renderer/lib/key-bindings.ts";
import { FakeMenu, type FakeMenuItem } from "./fake-menu.ts";
import { onPlatform, RunningDesktop } from "./running-desktop.ts";

const PLATFORMS = ["linux", "win32", "darwin"] as const;

test.each(PLATFORMS)("on %s it has what every program there has", (platform) => {
  const { menu } = built(platform);
  const standard = ["editMenu", "windowMenu", "help", "undo", "redo", "cut", "copy", "paste", "selectAll", "minimize"];
  expect(menu.roles()).toEqual(expect.arrayContaining([...standard, "close", "quit", "about", "togglefullscreen"]));
  const ofMac = ["appMenu", "services", "hide", "hideOthers", "unhide", "front"];
  expect(ofMac.every((role) => menu.roles().includes(role))).toBe(platform === "darwin");
});

test.each([
  [true, true],
  [false, false],
])("for who builds Regdesk: %s, so it reloads and has developer tools: %s", (development, has) => {
  const { menu } = built("linux", development);
  expect(["reload", "toggleDevTools"].some((role) => menu.roles().includes(role))).toBe(has);
});

test.each(PLATFORMS)("on %s every item speaks the language", (platform) => {
  const english = built(platform, true).menu.labels();
  const german = built(platform, true, de).menu.labels();
  expect(german).toHaveLength(english.length);
  const same = english.filter((label, index) => label === german[index]);
  expect(same.filter((label) => !["Regdesk", "Register"].includes(label))).toEqual([]);
  const unnamed = built(platform)
    .menu.all()
    .filter(({ role, label }: FakeMenuItem) => role && !label);
  expect(unnamed).toEqual([]);
});

test("its keys are the window's own, shown and not taken away from it", () => {
  const { menu } = built("linux");
  const keys = { ...MENU_KEYS, ...SECTION_KEYS };
  for (const accelerator of Object.values(keys)) {
    expect([accelerator, actionFor(pressed(accelerator), "everywhere")]).not.toContain(undefined);
  }
  const withKeys = menu.all().filter(({ accelerator }) => accelerator !== undefined);
  expect(withKeys.length).toBeGreaterThan(10);
  expect(withKeys.filter(({ registerAccelerator }) => registerAccelerator !== false)).toEqual([]);
});

test("each section's key leads to that section in the window, too", () => {
  for (const [section, accelerator] of Object.entries(SECTION_KEYS)) {
    expect(actionFor(pressed(accelerator), "everywhere")).toBe(section);
  }
});

test("every section can be gone to", () => {
  const { menu, commands } = built("linux");
  for (const section of SECTIONS) menu.click(en.sections[section] ?? `no label for ${section}`);
  expect(commands.open.mock.calls.map(([place]) => place)).toEqual(
    expect.arrayContaining(SECTIONS.map((section) => `#/${section}`)),
  );
});

test.each([
  ["linux", "control"],
  ["darwin", "meta"],
] as const)("on %s a command presses its key in the window, with %s", async (platform, modifier) => {
  await using desktop = await new RunningDesktop().start();
  using _elsewhere = onPlatform(platform);
  desktop.electron.Menu.applicationMenu?.click("Outdoor Theme");
  const key = { keyCode: "O", modifiers: [modifier, "shift"] };
  expect(desktop.window.webContents.inputs).toEqual([
    { type: "keyDown", ...key },
    { type: "keyUp", ...key },
  ]);
  expect(desktop.window.calls).toEqual(["show", "focus"]);
});

test("going to a section leads the window there", async () => {
  await using desktop = await new RunningDesktop().start();
  desktop.electron.Menu.applicationMenu?.click("Changes");
  expect(desktop.window.webContents.mainFrame.url).toBe("regdesk://app/#/changes");
});

test("updates lie in the settings, and asking for them goes nowhere", async () => {
  await using desktop = await new RunningDesktop().start();
  desktop.electron.Menu.applicationMenu?.click("Updates…");
  expect(desktop.window.webContents.mainFrame.url).toBe("regdesk://app/#/settings?group=updates");
  expect(desktop.electron.openedOutside).toEqual([]);
});

function built(platform: NodeJS.Platform, development = false, text = en) {
  const commands = { open: vi.fn<(place: string) => void>(), press: vi.fn() };
  const menu = new FakeMenu(menuTemplate({ platform, development, text, commands }) as unknown as FakeMenuItem[]);
  return { menu, commands };
}

/** What the window hears of a key. */
function pressed(accelerator: string) {
  const parts = accelerator.split("+");
  return {
    key: parts.at(-1) ?? "",
    ctrlKey: parts.includes("CmdOrCtrl"),
    metaKey: false,
    shiftKey: parts.includes("Shift"),
    altKey: false,
  };
}
