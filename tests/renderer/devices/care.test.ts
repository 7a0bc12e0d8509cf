import { expect, test } from "vitest";
import { DeviceId, type Maintenance } from "#shared/model/device.ts";
import { aDevice } from "../../support/builders.ts";
import { NOON } from "../../support/fake-clock.ts";
import { readGrace } from "../../../renderer/lib/devices/grace.ts";
import { maintenanceOf } from "../../../renderer/lib/devices/maintenance.ts";

const HOUR = 3_600_000;

test("a device is under the maintenance of itself, of its labels and of its site, while it lasts", () => {
  const device = aDevice({ labels: ["roof"], site: "North" });
  const all = (
    [
      { kind: "device", device: device.id },
      { kind: "device", device: DeviceId.parse("d99") },
      { kind: "label", label: "roof" },
      { kind: "label", label: "cellar" },
      { kind: "site", site: "North" },
    ] as const
  ).map((scope, index): Maintenance => ({ id: index + 1, scope, from: NOON, until: NOON + index * HOUR, by: "anna" }));
  const at = (now: number) => maintenanceOf(device, all, now).map(({ id }) => id);
  expect(at(NOON)).toEqual([5, 3]);
  expect(at(NOON + 2 * HOUR)).toEqual([5]);
  expect(at(NOON - 1)).toEqual([]);
});

test.each([
  ["", null],
  ["1", 1],
  [" 2,5 ", 2.5],
  ["10", 10],
  ["0.5", undefined],
  ["11", undefined],
  ["3x", undefined],
  ["1e1", undefined],
])("as a grace, “%s” is read as %s", (written, grace) => {
  expect(readGrace(written)).toBe(grace);
});
