import { expect, test } from "vitest";
import { momentText } from "../../../renderer/lib/moment-text.ts";
import { eveningAt, momentOfField, tomorrowMorningAt, tonightAt } from "../../../renderer/lib/sources/once.ts";

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();

test("tonight is today's until it is over, then tomorrow's", () => {
  expect(tonightAt(at(21, 12))).toBe(at(21, 22));
  expect(tonightAt(at(21, 22))).toBe(at(22, 22));
});

test("the end of the working day is offered only before it has come", () => {
  expect(eveningAt(at(21, 12))).toBe(at(21, 18));
  expect(eveningAt(at(21, 18))).toBeUndefined();
  expect(tomorrowMorningAt(at(21, 23))).toBe(at(22, 7));
});

test("a time that is past or none at all is refused, and one to come survives its field", () => {
  const now = at(21, 12);
  expect(momentOfField("", now)).toBe("none");
  expect(momentOfField(momentText(now), now)).toBe("past");
  expect(momentOfField(momentText(at(21, 18, 30)), now)).toBe(at(21, 18, 30));
});
