/** The steps an alarm can take: each from one alarm to the next, or to nothing where it cannot be taken. Nothing but a person
 *  or a storm in its place makes one that nobody has acknowledged close. */
import type { Acknowledgement, Alarm, AlarmId, Shelf } from "#shared/model/alarm.ts";

export type Step = (alarm: Alarm) => Alarm | undefined;

/** It is so again. Who knew of the last time does not know of this one. */
export function again(at: number, cause: Alarm["cause"]): Step {
  return (alarm) => {
    if (alarm.state !== "cleared-unacked") return undefined;
    const { clearedAt: _, ...rest } = alarm;
    return { ...rest, state: "active-unacked", cause, since: at, times: alarm.times + 1 };
  };
}

/** It is not so any more. */
export function ceased(at: number): Step {
  return (alarm) => {
    if (alarm.state === "active-unacked" && alarm.foldedUnder === undefined)
      return { ...alarm, state: "cleared-unacked", clearedAt: at };
    if (!isActive(alarm)) return undefined;
    return { ...alarm, state: "closed", clearedAt: at, closedAt: at };
  };
}

/** Somebody knows. */
export function acknowledged(by: Acknowledgement): Step {
  return (alarm) => {
    if (alarm.state === "active-unacked") return { ...alarm, state: "active-acked", acknowledged: by };
    if (alarm.state !== "cleared-unacked") return undefined;
    return { ...alarm, state: "closed", acknowledged: by, closedAt: by.at };
  };
}

/** Somebody wants it away, whether it is so or not. */
export function closed(at: number): Step {
  return (alarm) => (alarm.state === "closed" ? undefined : { ...alarm, state: "closed", closedAt: at });
}

export function shelved(shelf: Shelf): Step {
  return (alarm) => (alarm.state === "closed" ? undefined : { ...alarm, shelved: shelf });
}

export const unshelved: Step = ({ shelved, ...alarm }) => (shelved === undefined ? undefined : alarm);

export function folded(under: AlarmId): Step {
  return (alarm) => (alarm.foldedUnder === under || !isActive(alarm) ? undefined : { ...alarm, foldedUnder: under });
}

export const unfolded: Step = ({ foldedUnder, ...alarm }) => (foldedUnder === undefined ? undefined : alarm);

export function isActive({ state }: Pick<Alarm, "state">): boolean {
  return state === "active-unacked" || state === "active-acked";
}
