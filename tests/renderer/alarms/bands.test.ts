import { expect, test } from "vitest";
import type { DeviceId } from "#shared/model/device.ts";
import { bandsFor, isAbout } from "../../../renderer/lib/alarms/bands.ts";
import { anAlarmRule } from "../../support/alarms.ts";
import { named } from "../../support/builders.ts";

const temperature = named("boiler.temperature");
const boiler = { id: "d1" as DeviceId, labels: ["cellar"] };
const limited = { hysteresis: 2, delay: 0 };

test("a limit above opens a band upwards, one below a band downwards, the gravest last", () => {
  const rules = [
    anAlarmRule({ id: "grave", severity: 3, condition: { kind: "above", limit: 90, ...limited } }),
    anAlarmRule({ id: "warm", severity: 1 }),
    anAlarmRule({ id: "cold", condition: { kind: "below", limit: 5, ...limited } }),
  ];
  expect(bandsFor(rules, temperature, boiler)).toEqual([
    { from: 80, severity: 1 },
    { to: 5, severity: 2 },
    { from: 90, severity: 3 },
  ]);
});

test("rules that are off, about something else, or about no limit draw nothing", () => {
  const rules = [
    anAlarmRule({ isOn: false }),
    anAlarmRule({ scope: { kind: "registers", globs: ["pump.*"] } }),
    anAlarmRule({ condition: { kind: "changed" } }),
  ];
  expect(bandsFor(rules, temperature, boiler)).toEqual([]);
});

test("a rule about devices is about their registers' values, and not about their silence", () => {
  const condition = { kind: "no-data", delay: 0 } as const;
  const scope = { kind: "label", label: "cellar" } as const;
  expect(isAbout(anAlarmRule({ scope }), temperature, boiler)).toBe(true);
  expect(isAbout(anAlarmRule({ scope }), temperature, { ...boiler, labels: [] })).toBe(false);
  expect(isAbout(anAlarmRule({ scope }), temperature, undefined)).toBe(false);
  expect(isAbout(anAlarmRule({ scope, condition }), temperature, boiler)).toBe(false);
});
