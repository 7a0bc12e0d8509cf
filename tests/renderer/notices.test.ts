import { expect, test } from "vitest";
import type { Condition } from "#shared/model/host-status.ts";
import { fixOf, isSerious, occurrenceOf, troublesOf } from "../../renderer/lib/notices.ts";

function aCondition(given: Partial<Condition> = {}): Condition {
  return { type: "Storing", status: false, reason: "disk-full", message: "", lastTransitionTime: 1_000, ...given };
}

test("what does not hold is a notice, the gravest first", () => {
  const silent = aCondition({ type: "Receiving", reason: "silence" });
  const full = aCondition();
  const damaged = aCondition({ type: "Intact", reason: "database-damaged" });
  const commandable = aCondition({ type: "Commandable", status: true });
  expect(troublesOf([silent, commandable, full, damaged])).toEqual([damaged, full, silent]);
  expect([silent, full, damaged].map(isSerious)).toEqual([false, true, true]);
});

test("an occurrence is the same as long as it lasts, whatever its sentence says", () => {
  const first = occurrenceOf(aCondition({ message: "for 1 min" }));
  expect(occurrenceOf(aCondition({ message: "for 2 min" }))).toBe(first);
  expect(occurrenceOf(aCondition({ lastTransitionTime: 2_000 }))).not.toBe(first);
  expect(occurrenceOf(aCondition({ reason: "read-only" }))).not.toBe(first);
});

test("a damaged database is mended with a command where there is a backup to go back to", () => {
  const damaged = { reason: "database-damaged", message: "To go back, stop Regdesk and run `regdesk restore`." };
  expect(fixOf(damaged, "/var/my site")).toEqual({
    kind: "command",
    command: 'regdesk restore --data-dir "/var/my site"',
  });
  expect(fixOf({ ...damaged, message: "There is no backup yet." }, "/var/site")).toBeUndefined();
});

test("silence is looked into where devices connect; a full disk is not for the window to mend", () => {
  expect(fixOf({ reason: "silence", message: "" }, "")).toEqual({ kind: "connect" });
  expect(fixOf({ reason: "disk-full", message: "" }, "")).toBeUndefined();
});

test("without a network one looks at the addresses, and what lets everything through is set on Changes", () => {
  expect(fixOf({ reason: "no-network", message: "" }, "")).toEqual({ kind: "connect" });
  expect(fixOf({ reason: "pass-through", message: "" }, "")).toEqual({ kind: "gate" });
  expect(fixOf({ reason: "backup-failed", message: "" }, "")).toEqual({ kind: "backups" });
});
