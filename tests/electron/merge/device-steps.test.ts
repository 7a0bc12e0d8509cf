import { expect, test } from "vitest";
import type { Adoption } from "#electron/fleet/adoption.ts";
import { deviceSteps } from "#electron/merge/device-steps.ts";
import { DeviceId } from "#shared/model/device.ts";
import { KeptDevice } from "#shared/model/fleet-policy.ts";

test("as many devices come as there is room for, and it is said of the others before", () => {
  const steps = deviceSteps([aDevice("pump"), aDevice("boiler"), aDevice("chiller")], anAdoption({ room: 2 }));
  expect(steps.map(({ part }) => [part.outcome, part.why])).toEqual([
    ["adds", undefined],
    ["adds", undefined],
    ["refused", "full"],
  ]);
});

test("what somebody said meanwhile stays, and is not told as added", async () => {
  const [step] = deviceSteps([aDevice("pump")], anAdoption({ room: 2, adopt: () => Promise.resolve([]) }));
  expect(await step?.add?.("anna")).toEqual({ outcome: "stays", why: "own" });
});

function anAdoption(
  given: Partial<Pick<Adoption, "adopt" | "room">>,
): Pick<Adoption, "adopt" | "gainsOf" | "here" | "room"> {
  const nothingHere: Pick<Adoption, "adopt" | "gainsOf" | "here" | "room"> = {
    here: () => undefined,
    gainsOf: () => ["device", "alias"],
    adopt: () => Promise.resolve(["device", "alias"]),
    room: 1,
  };
  return { ...nothingHere, ...given };
}

function aDevice(name: string): KeptDevice {
  return KeptDevice.parse({
    ...{ id: DeviceId.parse("d1"), wireName: name, alias: `The ${name}`, labels: [], notes: [], review: "kept" },
    ...{ identities: [{ by: "name", value: name }], firstSeenAt: 1 },
  });
}
