/** The keyboard in the list of registers: where its letters are keys, and where they find names. */
import { expect, test } from "vitest";
import type { Row } from "../../../renderer/lib/list/rows.ts";
import { ListKeys, type ListKeysNeeds } from "../../../renderer/views/registers/list/list-keys.ts";
import { named } from "../../support/builders.ts";

function listOf(names: readonly string[], { hasSingleKeys = true } = {}) {
  const rows = names.map((name, index): Row => ({
    ...{ kind: "register", key: name, name: named(name), said: 0 },
    ...{ level: 1, position: index + 1, siblings: names.length },
  }));
  const list = {
    rows,
    cursorIndex: 0,
    get cursorRow() {
      return rows[this.cursorIndex];
    },
  };
  const keys = new ListKeys({
    list: list as unknown as ListKeysNeeds["list"],
    actions: {} as unknown as ListKeysNeeds["actions"],
    hasSingleKeys: () => hasSingleKeys,
    go: (index) => (list.cursorIndex = Math.min(index, rows.length - 1)),
    page: () => 10,
    leaveUp: () => undefined,
    openMenu: () => undefined,
  });
  const press = (key: string, shiftKey = false) => {
    const event = { key, shiftKey, ctrlKey: false, metaKey: false, altKey: false };
    const isUsed = keys.press(event as KeyboardEvent);
    return { isUsed, at: names[list.cursorIndex] };
  };
  return { press };
}

const NAMES = ["boiler", "jacket", "kettle", "pump", "pump-jet"];

test("J and K walk down and up, and stay at the ends", () => {
  const { press } = listOf(NAMES);
  expect(press("j")).toEqual({ isUsed: true, at: "jacket" });
  expect(press("j").at).toBe("kettle");
  expect(press("k").at).toBe("jacket");
  press("k");
  expect(press("k").at).toBe("boiler");
});

test("names that begin with J or K are found with Shift", () => {
  const { press } = listOf(NAMES);
  expect(press("K", true)).toEqual({ isUsed: true, at: "kettle" });
});

test("J and K within a name that is being typed belong to the name", () => {
  const { press } = listOf(["boiler", "bj", "bk"]);
  expect(press("b").at).toBe("bj");
  expect(press("k").at).toBe("bk");
});

test("with single-letter keys turned off every letter finds names", () => {
  const { press } = listOf(NAMES, { hasSingleKeys: false });
  expect(press("j").at).toBe("jacket");
  expect(listOf(NAMES, { hasSingleKeys: false }).press("p")).toEqual({ isUsed: true, at: "pump" });
  expect(listOf(NAMES, { hasSingleKeys: false }).press("*").isUsed).toBe(false);
});
