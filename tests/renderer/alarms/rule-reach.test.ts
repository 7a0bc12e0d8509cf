import { expect, test } from "vitest";
import type { AlarmScope } from "#shared/model/alarm.ts";
import { DeviceId } from "#shared/model/device.ts";
import { reachedBy, sharedUnit, unitsOf, unitsWords } from "../../../renderer/lib/alarms/rule-reach.ts";
import { aRegister } from "../../support/builders.ts";

const registers = [
  aRegister({ name: "boiler.t", value: "80", metadata: '{"unit":"°C"}' }),
  aRegister({ name: "boiler.return.t", value: "null", metadata: '{"unit":"°C"}' }),
  aRegister({ name: "boiler.mode", value: '"heat"' }),
  aRegister({ name: "pump.t", value: "40", metadata: '{"unit":"°F"}' }),
  aRegister({ name: "pump.starts", value: "17" }),
  aRegister({ name: "plan.t", value: "5", metadata: '{"unit":"K"}', source: "git" }),
];
const [boiler, pump] = [
  { id: DeviceId.parse("d1"), labels: ["hot"] },
  { id: DeviceId.parse("d2"), labels: [] },
];
const deviceOf = (name: string) => (name.startsWith("boiler") ? boiler : pump);

test.each<[AlarmScope, readonly (string | undefined)[], string | undefined]>([
  [{ kind: "registers", globs: ["*.t"] }, ["°C", "°F"], undefined],
  [{ kind: "registers", globs: ["boiler.*"] }, ["°C"], "°C"],
  [{ kind: "device", device: boiler.id }, ["°C"], "°C"],
  [{ kind: "label", label: "hot" }, ["°C"], "°C"],
  [{ kind: "device", device: pump.id }, ["°F", undefined], undefined],
  [{ kind: "all-devices" }, ["°C", "°F", undefined], undefined],
  [{ kind: "registers", globs: ["plan.*"] }, [], undefined],
])("the numbers that a rule about %j is about count in %j, so a limit is in %s", (scope, units, shared) => {
  const found = unitsOf(reachedBy(scope, registers, deviceOf));
  expect([found, sharedUnit(found)]).toEqual([units, shared]);
});

test("different units are told by name, many of them not all", () => {
  expect(unitsWords(["°C", undefined])).toBe("°C, none");
  expect(unitsWords(["a", "b", "c", "d", "e", "f"])).toBe("a, b, c, d, e, …");
});
