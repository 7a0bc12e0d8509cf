import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import { Alarm, AlarmId, AlarmRule, AlarmRuleId } from "../model/alarm.ts";
import { feedOf } from "./feed.ts";

/** First all alarms that are not closed and the rules, then what changed: a closed alarm comes once more, as such, and is
 *  gone then. A gap in `sequence` means: watch anew. */
export interface AlarmsFeed {
  readonly kind: "snapshot" | "delta";
  readonly sequence: number;
  /** The host's wall clock. */
  readonly now: number;
  readonly alarms: readonly Alarm[];
  /** All of them; absent in a delta when they are as they were. */
  readonly rules?: readonly AlarmRule[];
}

const Ids = z.array(AlarmId).min(1).max(1_000);
const Note = z.string().trim().min(1).max(2_000);

const change = oc.errors({
  ALARM_NOT_FOUND: { status: ERROR_STATUS.ALARM_NOT_FOUND },
  ALARM_NOT_POSSIBLE: { status: ERROR_STATUS.ALARM_NOT_POSSIBLE },
  ALARM_RULE_NOT_FOUND: { status: ERROR_STATUS.ALARM_RULE_NOT_FOUND },
  DEVICE_NOT_FOUND: { status: ERROR_STATUS.DEVICE_NOT_FOUND },
  STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE },
});

export const alarms = {
  watch: oc.output(feedOf<AlarmsFeed>()),
  /** Those that are not closed, the most urgent first. */
  list: oc.output(z.array(Alarm)),
  rules: oc.output(z.array(AlarmRule)),
  /** While it is active, too: it stays listed then. One that has cleared is closed by it. All or none. */
  acknowledge: change.input(z.object({ ids: Ids, note: Note.optional() })).output(z.array(Alarm)),
  /** Puts alarms aside until a time, after which they come back by themselves. All or none. */
  shelve: change.input(z.object({ ids: Ids, until: z.number(), reason: Note })).output(z.array(Alarm)),
  unshelve: change.input(z.object({ ids: Ids })).output(z.array(Alarm)),
  /** Closes alarms, also active ones: those come again only when they have cleared in between. All or none. */
  clear: change.input(z.object({ ids: Ids, note: Note.optional() })).output(z.array(Alarm)),
  /** Adds a rule, or takes the place of the one with its id. */
  saveRule: change.input(z.object({ rule: AlarmRule })).output(AlarmRule),
  /** Its alarms are closed. */
  removeRule: change.input(z.object({ id: AlarmRuleId })).output(z.void()),
};
