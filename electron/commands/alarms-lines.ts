import { alarmSentence, conditionWords } from "#shared/device-words.ts";
import type { Alarm, AlarmRule } from "#shared/model/alarm.ts";
import { harmless } from "./printable.ts";
import { localTime } from "./runs-lines.ts";
import { timeOrNull } from "./sync-times.ts";
import { textTable } from "./table.ts";

/** An alarm as programs read it. What it has not is null. */
export function alarmAsObject({ acknowledged, shelved, ...alarm }: Alarm) {
  return {
    id: alarm.id,
    state: alarm.state,
    severity: alarm.severity,
    text: alarmSentence({ ...alarm, acknowledged, shelved }),
    rule: alarm.rule ?? null,
    cause: alarm.cause,
    device: alarm.device ?? null,
    deviceName: alarm.deviceName ?? null,
    register: alarm.register ?? null,
    since: timeOrNull(alarm.since),
    times: alarm.times,
    clearedAt: timeOrNull(alarm.clearedAt),
    acknowledged: acknowledged ? { ...acknowledged, at: timeOrNull(acknowledged.at) } : null,
    shelved: shelved ? { ...shelved, at: timeOrNull(shelved.at), until: timeOrNull(shelved.until) } : null,
    foldedUnder: alarm.foldedUnder ?? null,
    muted: alarm.isMuted,
  };
}

export function alarmsAsJson(alarms: readonly Alarm[]): string {
  return JSON.stringify(alarms.map(alarmAsObject));
}

/** One line an alarm, the most urgent first. */
export function alarmsAsText(alarms: readonly Alarm[]): string {
  if (alarms.length === 0) return "There is no alarm.\n";
  const rows = alarms.map((alarm) => [
    alarm.id,
    "!".repeat(alarm.severity),
    standingOf(alarm),
    localTime(alarm.since) ?? "",
    alarm.acknowledged?.by ?? "-",
    harmless(alarmSentence(alarm)),
  ]);
  return textTable(["ID", "SEVERITY", "STATE", "SINCE", "ACKNOWLEDGED BY", "WHAT"], rows);
}

function standingOf({ state, shelved, foldedUnder, isMuted }: Alarm): string {
  const asides = [
    ...(shelved === undefined ? [] : [`shelved until ${localTime(shelved.until) ?? ""}`]),
    ...(foldedUnder === undefined ? [] : [`under ${foldedUnder}`]),
    ...(isMuted ? ["muted"] : []),
  ];
  return asides.length === 0 ? state : `${state} (${asides.join(", ")})`;
}

export function alarmRulesAsText(rules: readonly AlarmRule[]): string {
  if (rules.length === 0) return "There is no rule; `regdesk alarms add` makes one.\n";
  const rows = rules.map(({ id, name, isOn, scope, condition, severity }) => [
    id,
    isOn ? "on" : "off",
    "!".repeat(severity),
    harmless(`${scopeWords(scope)} ${conditionWords(condition)}`),
    harmless(name),
  ]);
  return textTable(["ID", "ON", "SEVERITY", "WHEN", "NAME"], rows);
}

function scopeWords(scope: AlarmRule["scope"]): string {
  if (scope.kind === "all-devices") return "any device";
  if (scope.kind === "registers") return scope.globs.join(", ");
  return scope.kind === "device" ? `device ${scope.device}` : `any device labelled ${scope.label}`;
}
