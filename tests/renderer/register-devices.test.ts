import { expect, test } from "vitest";
import type { FleetFeed } from "#shared/contract/fleet.ts";
import { DeviceId } from "#shared/model/device.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { applyOwners, namedDevices, namesOfDevices } from "../../renderer/lib/register-devices.ts";
import { aDevice, aRegister, named } from "../support/builders.ts";

const [D1, D2] = ["d1", "d2"].map((id) => DeviceId.parse(id)) as [DeviceId, DeviceId];

function message(kind: FleetFeed["kind"], more: Partial<FleetFeed> = {}): FleetFeed {
  return { kind, sequence: 1, now: 0, devices: [], removed: [], ...more };
}

const of = (device: DeviceId, ...registers: readonly string[]) => ({ device, registers: registers.map(named) });

test("a snapshot says whose all registers are, and a delta whose are others' now", () => {
  const owners = new Map<RegisterName, DeviceId>([[named("gone"), D1]]);
  expect(applyOwners(owners, message("snapshot", { owned: [of(D1, "a", "b"), of(D2, "c")] }))).toBe(true);
  expect(applyOwners(owners, message("delta", { owned: [of(D2, "a")], released: [named("b")] }))).toBe(true);
  expect([...owners]).toEqual([
    ["a", D2],
    ["c", D2],
  ]);
});

test("a delta that only says how devices stand wakes nobody", () => {
  expect(applyOwners(new Map(), message("delta", { devices: [aDevice()] }))).toBe(false);
});

test("devices are called the same until one is called otherwise, whatever else becomes of them", () => {
  const boiler = aDevice({ id: "d1", wireName: "boiler" });
  const pump = aDevice({ id: "d2", wireName: "pump" });
  const before = namedDevices([boiler, pump], new Map());
  expect(namedDevices([{ ...boiler, state: "offline", lastPushAt: 5 }, pump], before)).toBe(before);
  const after = namedDevices([{ ...boiler, alias: "Roof boiler" }, pump], before);
  expect(after.get(D1)).toEqual({ id: "d1", name: "Roof boiler", names: ["Roof boiler", "boiler"] });
  expect(after.get(D2)).toBe(before.get(D2));
  expect([...namedDevices([pump], after).keys()]).toEqual([D2]);
});

test("a device goes by what was merged into it, too", () => {
  const identities = ["boiler", "boiler-3"].map((value) => ({ by: "metadata" as const, key: "device", value }));
  const merged = aDevice({ wireName: "boiler", alias: "Roof", identities });
  expect(namedDevices([merged], new Map()).get(D1)?.names).toEqual(["Roof", "boiler", "boiler-3"]);
});

test("a rule is shown each device once, and the empty name for registers without one", () => {
  const roof = { name: "Roof", names: ["Roof", "boiler"] };
  const registers = ["a", "b", "c"].map((name) => aRegister({ name }));
  expect(namesOfDevices(registers, ({ name }) => (name === "c" ? undefined : { ...roof }))).toEqual([roof.names, [""]]);
});
