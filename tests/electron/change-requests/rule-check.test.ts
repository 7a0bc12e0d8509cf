import { describe, expect, test } from "vitest";
import { makeSureOfRules, makeSureOfTimes } from "#electron/change-requests/rule-check.ts";
import { RegdeskError } from "#shared/errors.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { aRule, only, type GivenRule } from "./rules.ts";

/** Why rules are refused: the place and the sentence. */
function refusal(check: () => void): readonly [path: string | undefined, sentence: string] | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (!(error instanceof RegdeskError) || error.code !== "RULE_INVALID") throw error;
    return [error.path, error.message];
  }
}

describe("A rule is refused, with its name, the field and the cure,", () => {
  test.each<[string, GivenRule, string, string]>([
    [
      "when an address is none",
      { requesters: ["192.168.1.5", "192.168.1.0/33"] },
      "rules.0.requesters.1",
      "“192.168.1.0/33” is neither an address nor a range; write 192.168.1.5 or 192.168.1.0/24",
    ],
    [
      "when its hours are none",
      { hours: { from: "07:00", to: "07:00", days: [] } },
      "rules.0.hours.to",
      "its hours begin and end at 07:00; choose another end, or leave them out for the whole day",
    ],
    [
      "when no value can be within its limits",
      { limits: { min: 30, max: 20 } },
      "rules.0.limits.max",
      "its least value 30 is above its largest 20; swap them",
    ],
    [
      "when a step is for something that is no number",
      { limits: { type: "string", step: 2 } },
      "rules.0.limits.step",
      "a largest step (2) is for numbers only, and its type is string; leave one of them out",
    ],
    [
      "when a least value is for something that is no number",
      { limits: { type: "boolean", min: 0 } },
      "rules.0.limits.min",
      "a least value (0) is for numbers only, and its type is boolean; leave one of them out",
    ],
    [
      "when its filter includes everything against its look",
      { registers: ["+boiler.*"] },
      "rules.0.registers",
      "its registers end with +boiler.*, and what no pattern matches is included; end with -* to include nothing else, or with +* to include everything",
    ],
    [
      "when that is the filter of its devices",
      { devices: ["-pump-1", "+pump-*"] },
      "rules.0.devices",
      "its devices end with +pump-*, and what no pattern matches is included; end with -* to include nothing else, or with +* to include everything",
    ],
  ])("%s", (_what, given, path, sentence) => {
    const found = refusal(() => makeSureOfRules([aRule(given)]));
    expect(found?.[0]).toBe(path);
    expect(found?.[1].replaceAll('"', "“").replace("33“", "33”")).toBe(`Rule 1 “Night”: ${sentence}`);
  });

  test("when two have one id", () => {
    expect(refusal(() => makeSureOfRules([aRule({ id: "a" }), aRule({ id: "a", name: "Day" })]))).toEqual([
      "rules.1.id",
      "Rule 2 “Day”: rule 1 has the same id a; give each its own",
    ]);
  });

  test("when two have one name", () => {
    expect(refusal(() => makeSureOfRules([aRule({ id: "a" }), aRule({ id: "b" })]))).toEqual([
      "rules.1.name",
      "Rule 2 “Night”: rule 1 has the same name, and the audit could not tell them apart; rename one",
    ]);
  });
});

test("Rules that say something that can be are taken", () => {
  const rules = [
    aRule({ name: "1", registers: only("boiler.*"), devices: ["-pump-*"], requesters: ["10.0.0.0/8", "::1"] }),
    aRule({ name: "2", registers: ["-*.raw", "+*"], limits: { type: "number", min: 20, max: 20, step: 0.5 } }),
    aRule({ name: "3", hours: { from: "22:00", to: "06:00", days: [6, 7] }, limits: { min: 1 } }),
  ];
  expect(refusal(() => makeSureOfRules(rules))).toBeUndefined();
});

describe("A rule that would be over already", () => {
  const over = aRule({ activeUntil: NOON - 60_000 });

  test("is refused", () => {
    expect(refusal(() => makeSureOfTimes([over], [], NOON))).toEqual([
      "rules.0.activeUntil",
      "Rule 1 “Night”: it would be over since 2026-06-01T11:59:00.000Z; choose a later end, or switch the rule off",
    ]);
  });

  test("is refused when it is switched on again", () => {
    expect(refusal(() => makeSureOfTimes([over], [{ ...over, enabled: false }], NOON))?.[0]).toBe(
      "rules.0.activeUntil",
    );
  });

  test("is taken when it is switched off", () => {
    expect(refusal(() => makeSureOfTimes([{ ...over, enabled: false }], [], NOON))).toBeUndefined();
  });

  test("is taken when its time passed while it was stored, so that the other rules can be changed", () => {
    expect(refusal(() => makeSureOfTimes([{ ...over, name: "Late" }], [over], NOON))).toBeUndefined();
  });
});
