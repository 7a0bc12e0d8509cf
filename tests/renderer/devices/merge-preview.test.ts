import { expect, test } from "vitest";
import { deviceName, DeviceId } from "#shared/model/device.ts";
import { aDevice } from "../../support/builders.ts";
import { NOON } from "../../support/fake-clock.ts";
import { identitiesOf, mergePreview, mergeTargets } from "../../../renderer/lib/devices/merge-preview.ts";

const id = (text: string) => DeviceId.parse(text);
const note = { id: 1, at: NOON, by: "anna", text: "leaks" };

test("what moves along and what ends is told before devices are merged", () => {
  const from = aDevice({
    ...{ id: id("d2"), wireName: "boiler-3", alias: "Cellar", labels: ["hot", "old"], site: "South", grace: 3 },
    ...{ notes: [note], registers: { total: 8, fresh: 8, late: 0, expired: 0 } },
  });
  expect(mergePreview(from, aDevice({ labels: ["hot"] }))).toEqual({
    moves: [
      "8 registers",
      "1 note",
      "labels: old",
      "site: South",
      "from now on identified by metadata.device boiler-3, too",
      "its uptime: up counts when either was",
    ],
    lost: ["the name Cellar", "its own grace", "its alarms"],
  });
  expect(mergePreview(from, aDevice({ site: "North" })).lost).toContain(
    "the site South, because the other one has its own",
  );
});

test("devices to merge into are found by name and address, the one it seems to be first, itself never", () => {
  const from = aDevice({ id: id("d1"), mergeInto: id("d3") });
  const pump = aDevice({ id: id("d2"), wireName: "pump", alias: "Main pump" });
  const like = aDevice({ id: id("d3"), wireName: "valve" });
  const found = (query: string) => mergeTargets(from, [from, pump, like], query).map(deviceName);
  expect(found("")).toEqual(["valve", "Main pump"]);
  expect(found("PUMP")).toEqual(["Main pump"]);
  expect(found("192.168.1.20")).toEqual(["valve", "Main pump"]);
  expect(found("chiller")).toEqual([]);
});

test("a device that was merged is identified by several things", () => {
  const by = (value: string) => ({ by: "metadata", key: "serial", value }) as const;
  expect(identitiesOf([by("a"), by("b")])).toBe("metadata.serial a and metadata.serial b");
});
