import { expect, test } from "vitest";
import type { Maintenance } from "#shared/model/device.ts";
import { silenceOf } from "../../../renderer/lib/devices/mute.ts";
import { aDevice } from "../../support/builders.ts";
import { NOON } from "../../support/fake-clock.ts";

const device = aDevice({ labels: ["roof"] });
const until = (scope: Maintenance["scope"], end = NOON + 1_000): Maintenance => ({
  ...{ id: 1, scope, from: NOON - 1_000, until: end, by: "anna" },
});
const own = until({ kind: "device", device: device.id });
const ofRoof = until({ kind: "label", label: "roof" });

test("a device that is heard of is not silent, also after its maintenance", () => {
  expect(silenceOf(device, [], NOON)).toEqual({ kind: "none" });
  expect(silenceOf(device, [until(own.scope, NOON)], NOON)).toEqual({ kind: "none" });
});

test("its own silence can be ended: a maintenance of it alone, and that it is ignored", () => {
  expect(silenceOf(device, [own], NOON)).toEqual({ kind: "own", maintenance: [own], isIgnored: false });
  const ignored = aDevice({ review: "ignored" });
  expect(silenceOf(ignored, [], NOON)).toEqual({ kind: "own", maintenance: [], isIgnored: true });
});

test("a silence that others share, and that of a blocked device, is not ended from one register", () => {
  expect(silenceOf(device, [own, ofRoof], NOON)).toEqual({ kind: "shared", scope: ofRoof.scope });
  expect(silenceOf(aDevice({ review: "blocked" }), [own], NOON)).toEqual({ kind: "blocked" });
});
