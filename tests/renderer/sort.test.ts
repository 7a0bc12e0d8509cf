import { expect, test } from "vitest";
import { formatSort, NameOrder, parseSort, sorted, type Sort } from "../../renderer/lib/sort.ts";
import { deviceNamedIn, type DeviceOf } from "../../renderer/lib/register-devices.ts";
import { aRegister } from "../support/builders.ts";

const order = (registers: Parameters<typeof sorted>[0], text: string, now = 0) =>
  sorted(registers, parseSort(text), new NameOrder(), { now, deviceOf: deviceNamedIn });

test("names are ordered as people count, capitals aside", () => {
  const registers = ["meter.10", "Meter.2", "meter.1", "alarm"].map((name) => aRegister({ name }));
  expect(order(registers, "name")).toEqual(["alarm", "meter.1", "Meter.2", "meter.10"]);
  expect(order(registers, "-name")).toEqual(["meter.10", "Meter.2", "meter.1", "alarm"]);
});

test("values are ordered as numbers first, then as texts", () => {
  const registers = ["10", "9", '"b"', "-1", '"a"'].map((value, index) => aRegister({ name: `r${index}`, value }));
  expect(order(registers, "value")).toEqual(["r3", "r1", "r0", "r4", "r2"]);
});

test("the worst state comes first, equal ones by name", () => {
  const registers = [
    aRegister({ name: "fresh.b", providedAt: 100_000 }),
    aRegister({ name: "fresh.a", providedAt: 100_000 }),
    aRegister({ name: "late", providedAt: 93_000 }),
    aRegister({ name: "gone", expiredAt: 90_000 }),
  ];
  expect(order(registers, "state", 100_000)).toEqual(["gone", "late", "fresh.a", "fresh.b"]);
});

test("devices are ordered by what they are called, as people count, and registers without one come last", () => {
  const names: Readonly<Record<string, string>> = { a: "pump 10", b: "Pump 2", d: "boiler" };
  const deviceOf: DeviceOf = ({ name }) => (names[name] ? { name: names[name], names: [] } : undefined);
  const registers = ["a", "b", "c", "d"].map((name) => aRegister({ name, metadata: '{"device":"a"}' }));
  const around = { now: 0, deviceOf };
  expect(sorted(registers, parseSort("device"), new NameOrder(), around)).toEqual(["d", "b", "a", "c"]);
});

test("the youngest report has the least age", () => {
  const registers = [aRegister({ name: "old", providedAt: 1 }), aRegister({ name: "young", providedAt: 2 })];
  expect(order(registers, "age")).toEqual(["young", "old"]);
});

test.each<[string | undefined, Sort]>([
  ["-age", { key: "age", descending: true }],
  ["value", { key: "value", descending: false }],
  [undefined, { key: "name", descending: false }],
  ["nonsense", { key: "name", descending: false }],
])("an address's order %j reads as %j", (text, sort) => {
  expect(parseSort(text)).toEqual(sort);
});

test("the usual order is not written into the address", () => {
  expect(formatSort(parseSort(undefined))).toBeUndefined();
  expect(formatSort(parseSort("-name"))).toBe("-name");
});
