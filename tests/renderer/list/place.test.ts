import { expect, test } from "vitest";
import { grouper } from "../../../renderer/lib/list/groups.ts";
import { isSamePlacement, place, type Placing } from "../../../renderer/lib/list/place.ts";
import { summarize } from "../../../renderer/lib/list/summary.ts";
import { deviceNamedIn, type DeviceOf, type NamedDevice } from "../../../renderer/lib/register-devices.ts";
import { NameOrder, parseSort } from "../../../renderer/lib/sort.ts";
import { DeviceId } from "#shared/model/device.ts";
import { aRegister, named } from "../../support/builders.ts";

const words = {
  states: { fresh: "Fresh", late: "Late", expired: "Expired", "no-value": "No value" },
  noDevice: "Without a device",
  noUnit: "Without a unit",
};
const around = {
  now: 0,
  isPinned: () => false,
  isSelected: () => false,
  hasChange: () => false,
  deviceOf: deviceNamedIn,
};
const placed = (more: Partial<Placing>) =>
  place({
    registers: [],
    matches: undefined,
    around,
    hidesExpired: false,
    sort: parseSort(undefined),
    order: new NameOrder(),
    groupOf: undefined,
    ...more,
  });

const a = aRegister({ name: "a", value: "2", metadata: '{"device":"pump 10"}' });
const b = aRegister({ name: "b", value: "1", metadata: '{"device":"pump 2"}', expiredAt: 1 });
const c = aRegister({ name: "c", value: "3" });

test("what is expired can be hidden", () => {
  expect(placed({ registers: [a, b, c], hidesExpired: true }).names).toEqual(["a", "c"]);
});

test("the order is the one asked for", () => {
  expect(placed({ registers: [a, b, c], sort: parseSort("-value") }).names).toEqual(["c", "a", "b"]);
});

test("groups count as people do, and those without a name come last", () => {
  const { groups } = placed({ registers: [a, b, c], groupOf: grouper("device", words, around) });
  const inOrder = [...(groups?.values() ?? [])].sort((x, y) => (x.rank < y.rank ? -1 : 1));
  expect(inOrder.map(({ label }) => label)).toEqual(["pump 2", "pump 10", "Without a device"]);
});

const d = aRegister({ name: "d" });
const called = (id: string, name: string): NamedDevice => ({ id: DeviceId.parse(id), name, names: [name] });
/** The registers by device. @param devices of each register in its turn */
const byDevice = (...devices: readonly NamedDevice[]) => {
  const registers = [a, b, c, d].slice(0, devices.length);
  const deviceOf: DeviceOf = ({ name }) => devices[registers.findIndex((register) => register.name === name)];
  return placed({ registers, groupOf: grouper("device", words, { now: 0, deviceOf }) });
};
const groupsIn = ({ groups }: ReturnType<typeof placed>) =>
  [...new Map([...(groups?.values() ?? [])].map((group) => [group.key, group])).values()].sort((x, y) =>
    x.rank < y.rank ? -1 : 1,
  );

test("a group is a device, whatever it is called, and stands where its name does", () => {
  const before = byDevice(called("d1", "pump 2"), called("d2", "pump 10"), called("d1", "pump 2"));
  expect(groupsIn(before).map(({ key, label }) => [key, label])).toEqual([
    ["d1", "pump 2"],
    ["d2", "pump 10"],
  ]);
  const after = byDevice(called("d1", "Roof"), called("d2", "pump 10"), called("d1", "Roof"));
  expect(groupsIn(after).map(({ key, label }) => [key, label])).toEqual([
    ["d2", "pump 10"],
    ["d1", "Roof"],
  ]);
  expect(isSamePlacement(before, after)).toBe(false);
});

test("two devices that are called the same are two groups, before those whose name is longer", () => {
  const groups = groupsIn(byDevice(called("d9", "pump"), called("d3", "pump 2"), called("d4", "pump")));
  expect(groups.map(({ key }) => key)).toEqual(["d4", "d9", "d3"]);
});

test("two placements are the same when nothing would be drawn differently", () => {
  const one = placed({ registers: [a, b], groupOf: grouper("state", words, around) });
  expect(isSamePlacement(one, placed({ registers: [a, b], groupOf: grouper("state", words, around) }))).toBe(true);
  expect(isSamePlacement(one, placed({ registers: [b, a], groupOf: grouper("state", words, around) }))).toBe(false);
  expect(isSamePlacement(one, placed({ registers: [a, b] }))).toBe(false);
  const alive = aRegister({ name: "b", providedAt: 0 });
  expect(isSamePlacement(one, placed({ registers: [a, alive], groupOf: grouper("state", words, around) }))).toBe(false);
});

test("a summary tells the worst state, how often, and the newest report", () => {
  const registers = new Map([a, b, c].map((register) => [register.name, { ...register, providedAt: 5 }]));
  const names = ["a", "b", "c", "gone"].map(named);
  const find = (name: (typeof names)[number]) => registers.get(name);
  expect(summarize(names, 0, 4, find, 6)).toEqual({ worst: "expired", worstCount: 1, newestAt: 5 });
  expect(summarize(names, 0, 1, find, 6)).toEqual({ worst: "fresh", worstCount: 1, newestAt: 5 });
  expect(summarize(names, 3, 4, find, 6)).toBeUndefined();
});
