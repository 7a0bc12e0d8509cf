/** Alarms in the words, shapes and colours of the window. */
import type { Alarm, AlarmCause, AlarmCondition } from "#shared/model/alarm.ts";
import { text } from "../messages/messages.ts";
import type { Tone } from "../status.ts";
import { valueWithUnit } from "../value.ts";

type About = Pick<Alarm, "cause"> & { readonly [Name in "register" | "deviceName" | "device"]?: Alarm[Name] };

/** What an alarm is about, for example “boiler.temperature is 85.2 °C, above 80 °C”. @param unit of its register */
export function alarmSentence({ cause, register, deviceName, device }: About, unit?: string): string {
  const of = deviceName ?? device ?? text.alarms.sentence.someDevice;
  return causeSentence(cause, register ?? of, of, unit);
}

function causeSentence(cause: AlarmCause, subject: string, device: string, unit: string | undefined): string {
  const t = text.alarms.sentence;
  if (cause.kind === "device-offline") return t.offline(device);
  if (cause.kind === "register-silent") return t.silent(subject);
  if (cause.kind === "storm") return t.storm(cause.devices);
  const { condition, before } = cause;
  const value = valueWithUnit(cause.value, unit);
  if (condition.kind === "no-data") return t.silent(subject);
  if (condition.kind === "equals") return t.equals(subject, value);
  if (condition.kind !== "changed") return t[condition.kind](subject, value, limitWords(condition, unit));
  return t.changed(subject, before === undefined ? t.nothing : valueWithUnit(before, unit), value);
}

type Limited = Exclude<AlarmCondition, { readonly kind: "no-data" | "changed" }>;

/** What the value is compared with. */
export function limitWords(condition: Limited, unit: string | undefined): string {
  switch (condition.kind) {
    case "above":
    case "below":
      return valueWithUnit(String(condition.limit), unit);
    case "equals":
    case "differs":
      return valueWithUnit(condition.value, unit);
    case "contains":
      return condition.text;
  }
}

/** How an alarm stands, in one word. What keeps it quiet says more than what it is. */
export function standingOf({ state, severity, shelved, isMuted }: Alarm): {
  readonly tone: Tone;
  readonly word: string;
} {
  const t = text.alarms;
  if (shelved !== undefined) return { tone: "off", word: t.shelved };
  if (isMuted) return { tone: "off", word: t.muted };
  const word = t.states[state];
  if (state === "active-unacked") return { tone: severity === 1 ? "late" : "bad", word };
  if (state === "active-acked") return { tone: "late", word };
  return { tone: state === "cleared-unacked" ? "ok" : "off", word };
}
