import { afterEach, expect, test, vi } from "vitest";
import { Preferences } from "#shared/model/preferences.ts";
import { DEFAULTS, readMirror, without, writeMirror } from "../../renderer/lib/preferences.ts";

afterEach(() => void vi.unstubAllGlobals());

function withStorage(): Map<string, string> {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  return kept;
}

test("the window's defaults are the model's", () => {
  expect(DEFAULTS).toEqual(Preferences.parse({}));
});

test("the browser remembers what decides how the first picture looks, and nothing else", () => {
  withStorage();
  writeMirror({ ...DEFAULTS, theme: "night", zoom: 150, singleKeys: false });
  expect(readMirror()).toMatchObject({ theme: "night", zoom: 150 });
  expect(readMirror()).not.toHaveProperty("singleKeys");
});

test.each(["", "{", "null", '{"zoom":"large"}'])("what it remembers may be damaged: %j", (damaged) => {
  const kept = withStorage();
  kept.set("regdesk.preferences", damaged);
  expect(readMirror()).toEqual({});
});

test("what was changed again while the first change was on its way is still to be sent", () => {
  expect(without({ zoom: 120, theme: "dark" }, { zoom: 110, theme: "dark" })).toEqual({ zoom: 120 });
});
