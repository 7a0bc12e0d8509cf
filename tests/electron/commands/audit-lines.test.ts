import { expect, test } from "vitest";
import { auditLineAsText } from "#electron/commands/audit-lines.ts";
import { AuditLine } from "#shared/model/activity.ts";
import { NOON } from "#tests/support/fake-clock.ts";

const line = { id: 7, hash: "0".repeat(64), at: NOON, by: "Regdesk" };

test.each([
  [{ kind: "slept", since: NOON - 3_600_000, seen: "told" }, "slept since 2026-06-01T11:00:00.000Z"],
  [{ kind: "clock-set", was: NOON + 60_000 }, "clock-set from 2026-06-01T12:01:00.000Z"],
])("%j says from when", (happening, words) => {
  const told = auditLineAsText(AuditLine.parse({ ...line, ...happening }));
  expect(told).toBe(`2026-06-01T12:00:00.000Z       7  ${words}  by Regdesk`);
});
