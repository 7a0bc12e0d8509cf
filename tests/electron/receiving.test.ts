import { expect, test } from "vitest";
import { receiving, type Hearing } from "#electron/receiving.ts";

const hearing = (given: Partial<Hearing>): Hearing => ({
  silentFor: 0,
  knowsDevices: true,
  isCutOff: false,
  ...given,
});

test("a site that fell silent for a minute is told, one that never sent is not", () => {
  expect(receiving(hearing({ silentFor: 59_999 })).status).toBe(true);
  expect(receiving(hearing({ silentFor: 130_000 }))).toEqual({
    type: "Receiving",
    status: false,
    reason: "silence",
    message: "Nothing has arrived for 2 min. Check that this laptop is still on the devices' network.",
  });
  expect(receiving(hearing({ silentFor: 130_000, knowsDevices: false })).status).toBe(true);
});

test("who has lost the network is told so at once, and not that devices are silent", () => {
  expect(receiving(hearing({ silentFor: 5_000, isCutOff: true }))).toMatchObject({
    status: false,
    reason: "no-network",
  });
  expect(receiving(hearing({ silentFor: 130_000, isCutOff: true })).reason).toBe("no-network");
  // What arrives comes from this machine: the demo site plays.
  expect(receiving(hearing({ silentFor: 1_000, isCutOff: true })).status).toBe(true);
  expect(receiving(hearing({ silentFor: 5_000, isCutOff: true, knowsDevices: false })).status).toBe(true);
});
