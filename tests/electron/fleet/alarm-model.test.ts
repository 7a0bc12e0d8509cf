import fc from "fast-check";
import { expect, test } from "vitest";
import { isMet } from "#electron/fleet/alarm-condition.ts";
import { AlarmBook } from "#electron/fleet/alarm-book.ts";
import * as steps from "#electron/fleet/alarm-steps.ts";
import { Keeper } from "#electron/fleet/keeper.ts";
import { parseJson } from "#shared/json.ts";
import { AlarmRule, isRinging, OFFLINE_RULE } from "#shared/model/alarm.ts";

const conditionOf = (condition: object) =>
  AlarmRule.parse({ ...OFFLINE_RULE, condition }).condition as Parameters<typeof isMet>[0];

test.each([
  [{ kind: "above", limit: 80, hysteresis: 5 }, "81", false, true],
  [{ kind: "above", limit: 80, hysteresis: 5 }, "80", false, false],
  [{ kind: "above", limit: 80, hysteresis: 5 }, "76", true, true],
  [{ kind: "above", limit: 80, hysteresis: 5 }, "75", true, false],
  [{ kind: "below", limit: 3, hysteresis: 1 }, "3.9", true, true],
  [{ kind: "below", limit: 3, hysteresis: 1 }, "3.9", false, false],
  [{ kind: "above", limit: 80 }, "90071992547409939999", false, true],
  [{ kind: "above", limit: 80 }, '"81"', false, undefined],
  [{ kind: "above", limit: 80 }, "null", true, undefined],
  [{ kind: "equals", value: "21", hysteresis: 0.5 }, "21.4", false, true],
  [{ kind: "differs", value: "21", hysteresis: 0.5 }, "21.6", false, true],
  [{ kind: "equals", value: '{"b":1,"a":2}' }, '{"a":2,"b":1}', false, true],
  [{ kind: "differs", value: "true" }, "false", false, true],
  [{ kind: "contains", text: "FAULT" }, '"Pump fault 3"', false, true],
  [{ kind: "contains", text: "fault" }, "3", true, undefined],
])("%j is met by %s, after %j: %j", (condition, value, was, met) => {
  expect(isMet(conditionOf(condition), parseJson(value), was)).toBe(met);
});

const by = { by: "anna", at: 1 };
const MOVES = {
  raise: steps.again(2, { kind: "device-offline" }),
  cease: steps.ceased(2),
  acknowledge: steps.acknowledged(by),
  shelve: steps.shelved({ until: 9, reason: "painting", ...by }),
  unshelve: steps.unshelved,
};

test("whatever happens in whatever order, no alarm is over before somebody acknowledged it", () => {
  const moves = fc.array(fc.constantFrom(...(Object.keys(MOVES) as (keyof typeof MOVES)[])), { maxLength: 30 });
  fc.assert(
    fc.property(moves, (order) => {
      const book = new AlarmBook(new Keeper({ append: () => Promise.resolve() }), [], 0);
      const how = { cause: { kind: "device-offline" }, isMuted: false, at: 1 } as const;
      const { id } = book.raise(OFFLINE_RULE, {}, how);
      let isKnown = false;
      let isSo = true;
      for (const move of order) {
        const before = book.find(id);
        if (before === undefined) break;
        const after = book.move(id, MOVES[move]);
        if (move === "raise" && after !== undefined) [isKnown, isSo] = [false, true];
        if (move === "cease") isSo = false;
        if (move === "acknowledge" && after !== undefined) isKnown = true;
        const now = book.find(id);
        expect(now === undefined).toBe(isKnown && !isSo);
        if (now !== undefined) expect(isRinging(now)).toBe(isSo && !isKnown && now.shelved === undefined);
      }
    }),
    { numRuns: 500 },
  );
});
