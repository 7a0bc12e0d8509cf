import { expect, test } from "vitest";
import { de } from "../../renderer/lib/messages/de.ts";
import { ACTIONS, actionFor, capsOf, isSingle, keysOf, placeOf } from "../../renderer/lib/key-bindings.ts";

const pressed = (key: string, modifiers: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...modifiers,
});

test("no key means two things at one place", () => {
  for (const place of new Set(ACTIONS.map(placeOf))) {
    const keys = ACTIONS.filter((action) => placeOf(action) === place || placeOf(action) === "everywhere").flatMap(
      keysOf,
    );
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  }
});

test.each([
  [pressed("k", { ctrlKey: true }), "palette"],
  [pressed("k", { metaKey: true }), "palette"],
  [pressed("2"), "registers"],
  [pressed("2", { ctrlKey: true }), "registers"],
  [pressed("?", { shiftKey: true }), "keys"],
  [pressed("O", { ctrlKey: true, shiftKey: true }), "outdoor"],
  [pressed("+", { ctrlKey: true, shiftKey: true }), "zoomIn"],
  [pressed("=", { ctrlKey: true }), "zoomIn"],
  [pressed("F6", { shiftKey: true }), "previousRegion"],
  [pressed("o", { ctrlKey: true }), undefined],
  [pressed("2", { altKey: true }), undefined],
])("%j is %s", (event, action) => {
  expect(actionFor(event, "everywhere")).toBe(action);
});

test("a key means something only at its place", () => {
  expect(actionFor(pressed("a"), "changes")).toBe("approve");
  expect(actionFor(pressed("a"), "registers")).toBeUndefined();
});

test("a letter alone is a single key, with Ctrl it is not", () => {
  expect(isSingle(pressed("a"))).toBe(true);
  expect(isSingle(pressed("a", { ctrlKey: true }))).toBe(false);
  expect(isSingle(pressed("Enter"))).toBe(false);
});

test("caps are those of the keyboard at hand", () => {
  expect(capsOf("Ctrl+Shift+O", de.keys.caps, false)).toEqual(["Strg", "Umschalt", "O"]);
  expect(capsOf("Ctrl+Plus", de.keys.caps, true)).toEqual(["⌘", "+"]);
});
