import { expect, test } from "vitest";
import { Preferences } from "#shared/model/preferences.ts";
import { Settings } from "#shared/model/settings.ts";
import { DEFAULTS } from "../../renderer/lib/preferences.ts";
import { differencesOf, readSettingsFile, settingsFileText } from "../../renderer/lib/settings-file.ts";
import { DEFAULT_SETTINGS } from "../../renderer/lib/settings.ts";

test("the window's default settings are the model's", () => {
  expect(DEFAULT_SETTINGS).toEqual(Settings.parse({}));
});

test("a file brings back what it was made of, but for what belongs to one screen", () => {
  const settings = Settings.parse({ listenPort: 8090, quietHours: { from: "22:00", to: "06:00" } });
  const preferences = Preferences.parse({ theme: "night", timeFormat: "iso", introduced: true, inspectorWidth: 500 });
  const file = readSettingsFile(settingsFileText(settings, preferences));
  expect(file?.settings).toEqual(settings);
  expect(file?.preferences).toMatchObject({ theme: "night", timeFormat: "iso" });
  expect(Object.keys(file?.preferences ?? {})).not.toEqual(expect.arrayContaining(["introduced"]));
});

test("what it would change is told with what is now, and nothing else", () => {
  const text = settingsFileText(Settings.parse({ listenPort: 8090 }), Preferences.parse({ zoom: 120 }));
  expect(differencesOf(readSettingsFile(text)!, DEFAULT_SETTINGS, DEFAULTS)).toEqual([
    { name: "listenPort", now: "null", then: "8090" },
    { name: "zoom", now: "100", then: "120" },
  ]);
});

test("settings this Regdesk does not know are left out", () => {
  const text = JSON.stringify({ kind: "regdesk settings", settings: { listenPort: 1, later: 2 }, preferences: {} });
  expect(readSettingsFile(text)?.settings).toEqual({ listenPort: 1 });
});

test.each([
  ["no JSON", "{"],
  ["another document", '{"a":1}'],
  ["nothing", "null"],
  ["a list", "[]"],
])("%s is no file of settings", (_what, text) => {
  expect(readSettingsFile(text)).toBeUndefined();
});
