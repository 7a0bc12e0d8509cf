import { expect, test } from "vitest";
import { groupsOf, standingOf, worstOf } from "../../../renderer/lib/devices/group.ts";
import { isSameOrder, linesOf, moved } from "../../../renderer/lib/devices/lines.ts";
import { sortedDevices, type DeviceSort } from "../../../renderer/lib/devices/sort.ts";
import { aDevice } from "../../support/builders.ts";
import { NOON } from "../../support/fake-clock.ts";

const DEVICES = [
  aDevice({ id: "d1", wireName: "pump-10", state: "offline", lastPushAt: NOON - 90_000, labels: ["roof", "water"] }),
  aDevice({ id: "d2", wireName: "pump-9", site: "Plant 2", labels: ["roof"], uptime: 50 }),
  aDevice({ id: "d3", wireName: "boiler", state: "late", site: "Plant 10", registers: { total: 8, late: 1 } }),
  aDevice({ id: "d4", wireName: "meter", review: "new", lastPushAt: NOON - 1_000 }),
  aDevice({ id: "d5", wireName: "valve", state: "offline", isMuted: true, uptime: 99 }),
];

const idsOf = (devices: readonly { readonly id: string }[]) => devices.map(({ id }) => id);
const sorted = (sort: DeviceSort) => idsOf(sortedDevices(DEVICES, sort, ({ id }) => (id === "d4" ? 2 : 0)));

test("problems come first, what is new after them, and what is muted last, whatever its state", () => {
  const groups = groupsOf(DEVICES, "problems") ?? [];
  expect(groups.map(({ key, devices }) => [key, idsOf(devices)])).toEqual([
    ["offline", ["d1"]],
    ["late", ["d3"]],
    ["new", ["d4"]],
    ["online", ["d2"]],
    ["muted", ["d5"]],
  ]);
});

test("a new device that is offline is a problem before it is new", () => {
  expect(standingOf(aDevice({ review: "new", state: "offline" }))).toBe("offline");
});

test("sites stand in the order people count, those without last; a device is in the group of each of its labels", () => {
  const groups = (by: "site" | "label") => groupsOf(DEVICES, by)?.map(({ label, devices }) => [label, idsOf(devices)]);
  expect(groups("site")).toEqual([
    ["Plant 2", ["d2"]],
    ["Plant 10", ["d3"]],
    ["Without a site", ["d1", "d4", "d5"]],
  ]);
  expect(groups("label")).toEqual([
    ["roof", ["d1", "d2"]],
    ["water", ["d1"]],
    ["Without a label", ["d3", "d4", "d5"]],
  ]);
});

test("a group says what is worst in it, and nothing while all are well", () => {
  expect(worstOf(DEVICES)).toEqual({ standing: "offline", count: 1 });
  expect(worstOf(DEVICES.slice(1, 3))).toEqual({ standing: "late", count: 1 });
  expect(worstOf(DEVICES.slice(3))).toBeUndefined();
});

test("names are ordered as people count, either way", () => {
  expect(sorted({ column: "name", descending: false })).toEqual(["d3", "d4", "d2", "d1", "d5"]);
  expect(sorted({ column: "name", descending: true })).toEqual(["d5", "d1", "d2", "d4", "d3"]);
});

test("columns begin with what a technician looks for, and equal ones stand by name", () => {
  expect(sorted({ column: "state", descending: false })).toEqual(["d1", "d3", "d4", "d2", "d5"]);
  expect(sorted({ column: "seen", descending: true }).at(0)).toBe("d1");
  expect(sorted({ column: "registers", descending: false }).at(0)).toBe("d3");
  expect(sorted({ column: "changes", descending: false }).at(0)).toBe("d4");
});

test("those that have nothing to compare come last either way", () => {
  expect(sorted({ column: "day", descending: false })).toEqual(["d2", "d5", "d3", "d4", "d1"]);
  expect(sorted({ column: "day", descending: true })).toEqual(["d5", "d2", "d3", "d4", "d1"]);
});

const lines = (closed: readonly string[] = [], columns = 1) =>
  linesOf(DEVICES, groupsOf(DEVICES, "site"), (group) => !closed.includes(group), columns);

test("a closed group keeps its head, which still counts its devices", () => {
  expect(lines(["-"]).map((line) => (line.kind === "group" ? [line.label, line.ids.length] : line.ids))).toEqual([
    ["Plant 2", 1],
    ["d2"],
    ["Plant 10", 1],
    ["d3"],
    ["Without a site", 3],
  ]);
});

test("cards stand side by side within their group, and the keyboard goes along them", () => {
  const cards = lines([], 2);
  expect(cards.slice(-2).map(({ ids }) => ids)).toEqual([["d1", "d4"], ["d5"]]);
  expect(moved(cards, { line: 5, at: 0 }, 0, 1)).toEqual({ line: 5, at: 1 });
  expect(moved(cards, { line: 5, at: 1 }, 0, 1), "on into the next line").toEqual({ line: 6, at: 0 });
  expect(moved(cards, { line: 6, at: 0 }, 0, -1), "and back").toEqual({ line: 5, at: 1 });
  expect(moved(cards, { line: 5, at: 1 }, 1), "a shorter line has its last card").toEqual({ line: 6, at: 0 });
  expect(moved(cards, { line: 6, at: 0 }, 0, 1), "beyond the end is the end").toEqual({ line: 6, at: 0 });
});

test("beyond the ends is the end", () => {
  const all = lines();
  expect(moved(all, { line: 3, at: 0 }, -Infinity)).toEqual({ line: 0, at: 0 });
  expect(moved(all, { line: 3, at: 0 }, Infinity)).toEqual({ line: all.length - 1, at: 0 });
  expect(moved([], { line: 0, at: 0 }, 1)).toEqual({ line: 0, at: 0 });
});

test("an order is another one when a device comes, goes or moves, and when a group is closed", () => {
  expect(isSameOrder(lines(), lines())).toBe(true);
  expect(isSameOrder(lines(), lines(["-"]))).toBe(false);
  expect(isSameOrder(lines(), lines([], 2))).toBe(false);
  const changed = DEVICES.map((device) => (device.id === "d2" ? { ...device, site: "Plant 10" } : device));
  expect(
    isSameOrder(
      lines(),
      linesOf(changed, groupsOf(changed, "site"), () => true),
    ),
  ).toBe(false);
});
