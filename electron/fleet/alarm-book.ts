import { alarmSentence } from "#shared/device-words.ts";
import type { Activity } from "#shared/model/activity.ts";
import { AlarmId, isRinging, type Alarm, type AlarmRule } from "#shared/model/alarm.ts";
import type { Keeper } from "./keeper.ts";
import * as steps from "./alarm-steps.ts";
import { REGDESK } from "./telling.ts";

type Change = Extract<Activity, { kind: "alarm" }>["change"];

/** What an alarm is about; one thing has one alarm of a rule at a time. */
export type Subject = Pick<Alarm, "device" | "deviceName" | "register">;

/** The alarms that are not closed, and how they move by themselves. */
export class AlarmBook {
  readonly #keeper: Keeper;
  readonly #open = new Map<AlarmId, Alarm>();
  readonly #byKey = new Map<string, AlarmId>();
  /** Changed since the last beat. */
  #changed = new Map<AlarmId, Alarm>();
  #lastId: number;

  constructor(keeper: Keeper, stored: readonly Alarm[], lastId: number) {
    this.#keeper = keeper;
    this.#lastId = lastId;
    for (const alarm of stored) this.#hold(alarm);
  }

  open(): Alarm[] {
    return [...this.#open.values()];
  }

  find(id: AlarmId): Alarm | undefined {
    return this.#open.get(id);
  }

  of(rule: string, subject: Subject): Alarm | undefined {
    const id = this.#byKey.get(keyOf(rule, subject));
    return id === undefined ? undefined : this.#open.get(id);
  }

  /** How many the bell counts. */
  get ringing(): number {
    let count = 0;
    for (const alarm of this.#open.values()) if (isRinging(alarm)) count += 1;
    return count;
  }

  /** What changed since it was asked last; closed ones come once more. */
  takeChanged(): Alarm[] {
    const changed = [...this.#changed.values()];
    this.#changed = new Map();
    return changed;
  }

  /** It is so. What is so already stays as it is. */
  raise(
    rule: AlarmRule | undefined,
    subject: Subject,
    how: Pick<Alarm, "cause" | "isMuted"> & { severity?: Alarm["severity"]; at: number },
  ): Alarm {
    const known = this.of(rule?.id ?? "", subject);
    if (known !== undefined)
      return this.move(known.id, steps.again(how.at, how.cause), "raised-again", how.at) ?? known;
    this.#lastId += 1;
    const alarm: Alarm = {
      id: AlarmId.parse(String(this.#lastId)),
      ...(rule === undefined ? {} : { rule: { id: rule.id, name: rule.name } }),
      severity: how.severity ?? rule?.severity ?? 2,
      state: "active-unacked",
      cause: how.cause,
      ...subject,
      since: how.at,
      times: 1,
      isMuted: how.isMuted,
    };
    this.#hold(alarm);
    this.#keeper.tell(lineOf(alarm, "raised", { at: how.at, by: REGDESK }));
    this.#note(alarm);
    return alarm;
  }

  /** Takes a step that nobody asked for. @param change how the audit calls it; not at all when there is none
   *  @returns the alarm after it, if it could be taken */
  move(id: AlarmId, step: steps.Step, change?: Change, at = 0): Alarm | undefined {
    const alarm = this.#open.get(id);
    const next = alarm && step(alarm);
    if (next === undefined) return undefined;
    if (change !== undefined) this.#keeper.tell(lineOf(next, change, { at, by: REGDESK }));
    this.#hold(next);
    this.#note(next);
    return next;
  }

  #hold(alarm: Alarm): void {
    const key = keyOf(alarm.rule?.id ?? "", alarm);
    if (alarm.state === "closed") {
      this.#open.delete(alarm.id);
      if (this.#byKey.get(key) === alarm.id) this.#byKey.delete(key);
      return;
    }
    this.#open.set(alarm.id, alarm);
    this.#byKey.set(key, alarm.id);
  }

  #note(alarm: Alarm): void {
    this.#changed.set(alarm.id, alarm);
    this.#keeper.alarm(alarm);
  }
}

export function keyOf(rule: string, { device, register }: Subject): string {
  return `${rule} ${register ?? device ?? ""}`;
}

export function lineOf(
  alarm: Alarm,
  change: Change,
  { at, by, note }: { readonly at: number; readonly by: string; readonly note?: string | undefined },
): Activity {
  const { id, severity, rule, cause, deviceName, register } = alarm;
  return {
    kind: "alarm",
    at,
    by,
    alarm: id,
    change,
    severity,
    name: deviceName ?? rule?.name ?? "Network",
    ...(register === undefined ? {} : { register }),
    text: alarmSentence(alarm),
    cause,
    ...(deviceName === undefined ? {} : { deviceName }),
    ...(note === undefined ? {} : { note }),
  };
}
