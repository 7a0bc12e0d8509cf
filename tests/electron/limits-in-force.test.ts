import { expect, test } from "vitest";
import { Settings } from "#shared/model/settings.ts";
import { limitsInForce } from "#electron/limits-in-force.ts";
import { DEFAULT_REST_LIMITS } from "#electron/rest/limits.ts";

test("without a word about them, limits are what the listener and the registry have by themselves", () => {
  const { rest, capacity, overridden } = limitsInForce({}, Settings.parse({}));
  expect({ ...DEFAULT_REST_LIMITS, ...rest }).toEqual({ ...DEFAULT_REST_LIMITS, requestRate: undefined });
  expect([capacity, overridden]).toEqual([100_000, []]);
});

test("what the settings say counts where the command line says nothing, and the status names what it outranks", () => {
  const settings = Settings.parse({ mostRegisters: 10, mostBodyBytes: 2_048, mostRequestsPerSecond: 5 });
  const limits = limitsInForce({ rest: { body: 9_999 }, capacity: 3 }, settings);
  expect(limits).toEqual({
    rest: { body: 9_999, registers: 10_000, name: 1_024, connections: 2_048, requestRate: 5 },
    capacity: 3,
    overridden: ["mostBodyBytes", "mostRegisters"],
  });
});
