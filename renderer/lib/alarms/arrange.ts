/** The order in which alarms are read: what rings first, then what somebody put aside, then what is muted; and what a loss of
 *  contact took stands under it. */
import { byUrgency, type Alarm, type AlarmId } from "#shared/model/alarm.ts";

export interface ArrangedAlarms {
  readonly open: readonly Alarm[];
  readonly shelved: readonly Alarm[];
  readonly muted: readonly Alarm[];
  readonly under: ReadonlyMap<AlarmId, readonly Alarm[]>;
}

export function arrangeAlarms(alarms: readonly Alarm[]): ArrangedAlarms {
  const sorted = [...alarms].sort(byUrgency);
  const ids = new Set(sorted.map(({ id }) => id));
  const isUnder = ({ foldedUnder }: Alarm) => foldedUnder !== undefined && ids.has(foldedUnder);
  const tops = sorted.filter((alarm) => !isUnder(alarm));
  const under = new Map<AlarmId, Alarm[]>();
  for (const alarm of sorted) {
    if (alarm.foldedUnder === undefined || !ids.has(alarm.foldedUnder)) continue;
    under.set(alarm.foldedUnder, [...(under.get(alarm.foldedUnder) ?? []), alarm]);
  }
  return {
    open: tops.filter(({ shelved, isMuted }) => shelved === undefined && !isMuted),
    shelved: tops.filter(({ shelved, isMuted }) => shelved !== undefined && !isMuted),
    muted: tops.filter(({ isMuted }) => isMuted),
    under,
  };
}

/** Whether somebody still has to say that they know. */
export function isUnacknowledged({ state }: Pick<Alarm, "state">): boolean {
  return state === "active-unacked" || state === "cleared-unacked";
}
