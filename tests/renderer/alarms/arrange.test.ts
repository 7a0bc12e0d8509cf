import { expect, test } from "vitest";
import type { Alarm } from "#shared/model/alarm.ts";
import { arrangeAlarms } from "../../../renderer/lib/alarms/arrange.ts";
import { anAlarm } from "../../support/alarms.ts";
import { NOON } from "../../support/fake-clock.ts";

const shelved = { until: NOON + 1, by: "ann", at: NOON, reason: "tested" };
const ids = (alarms: readonly Alarm[]) => alarms.map(({ id }) => id);

test("what rings comes first, then what was put aside, and what is muted last", () => {
  const {
    open,
    shelved: aside,
    muted,
  } = arrangeAlarms([
    anAlarm({ id: "1", isMuted: true, severity: 3 }),
    anAlarm({ id: "2", shelved, severity: 3 }),
    anAlarm({ id: "3", severity: 1 }),
    anAlarm({ id: "4", state: "active-acked", severity: 3 }),
    anAlarm({ id: "5", severity: 3 }),
  ]);
  expect([ids(open), ids(aside), ids(muted)]).toEqual([["5", "3", "4"], ["2"], ["1"]]);
});

test("what a loss of contact took stands under it, and alone where that is not on the list", () => {
  const storm = anAlarm({ id: "9", cause: { kind: "storm", devices: 3 } });
  const taken = anAlarm({ id: "1", foldedUnder: "9" });
  const both = arrangeAlarms([taken, storm]);
  expect([ids(both.open), ids(both.under.get(storm.id) ?? [])]).toEqual([["9"], ["1"]]);
  expect(ids(arrangeAlarms([taken]).open)).toEqual(["1"]);
});
