import { expect, test } from "vitest";
import { includes } from "#shared/filter.ts";
import { endOfDay } from "../../../renderer/lib/rules/active-until.ts";
import { ruleSentence } from "../../../renderer/lib/rules/rule-sentence.ts";
import { ruleLike } from "../../../renderer/lib/rules/suggest-rule.ts";
import { aChangeRequest, aRegister } from "../../support/builders.ts";

const NOON = new Date(2026, 10, 18, 12).getTime();

const aRequest = (given: Parameters<typeof aChangeRequest>[0] = {}) =>
  aChangeRequest({ value: "24", previousValue: "21.7", requester: { address: "192.168.1.20" }, ...given });

const register = aRegister({ metadata: '{"min": 10, "max": 60}' });
const like = (request: ReturnType<typeof aRequest>, action: "approve" | "deny") =>
  ruleLike(request, register, action, [], NOON);

test("an approving rule lets through no more than what it was made from: register, requester, range and step", () => {
  expect(like(aRequest(), "approve")).toMatchObject({
    action: "approve",
    registers: ["+boiler.setpoint", "-*"],
    requesters: ["192.168.1.20"],
    limits: { type: "number", min: 10, max: 60, step: 2.3 },
    activeUntil: endOfDay(NOON),
  });
});

test("a denying rule denies any value", () => {
  expect(like(aRequest(), "deny")).toMatchObject({ action: "deny", limits: {} });
});

test.each(["*", "a*b", ""])("a register named %j makes a rule about itself and not about others", (name) => {
  const { registers } = like(aRequest({ register: name }), "approve");
  expect(includes(registers, name)).toBe(true);
  expect(includes(registers, "boiler.setpoint")).toBe(false);
});

test("its name is one that no other rule has", () => {
  const first = like(aRequest(), "deny");
  expect(ruleLike(aRequest(), register, "deny", [first.name], NOON).name).not.toBe(first.name);
});

test("what it does is told in plain words", () => {
  const hours = { from: "07:00", to: "18:00", days: [1, 2] };
  expect(ruleSentence({ ...like(aRequest(), "approve"), hours }, NOON)).toBe(
    "Approves what is asked for boiler.setpoint by 192.168.1.20. Only Mon, Tue 07:00–18:00. " +
      "Only if the value is between 10 and 60 and at most 2.3 away from the present one. " +
      "Until 23:59:59. Anything else is left to the next rule.",
  );
});
