/** Why a device is in its state and what an alarm is about, in one English sentence each: for commands and the log. */
import { formatDuration } from "./duration.ts";
import type { Alarm, AlarmCause, AlarmCondition } from "./model/alarm.ts";
import type { Device, DeviceReason, Identity } from "./model/device.ts";

type Standing = Pick<Device, "reason" | "registers" | "lastPushAt" | "addresses" | "transitions">;

/** For example “3 of 8 registers expired; last push 42 s ago from 192.168.1.31”. @param now epoch milliseconds */
export function deviceSentence(device: Standing, now: number): string {
  return `${REASONS[device.reason](device)}; ${lastPush(device, now)}`;
}

const REASONS: Readonly<Record<DeviceReason, (device: Standing) => string>> = {
  "all-fresh": ({ registers }) => `${registers.fresh} ${of(registers)} fresh`,
  "some-late": ({ registers }) => `${registers.late} ${of(registers)} late`,
  "some-expired": ({ registers }) =>
    `${registers.expired} ${of(registers)} expired${registers.late > 0 ? `, ${registers.late} late` : ""}`,
  "in-grace": ({ registers }) => `none ${of(registers)} fresh, and the grace is not over`,
  "all-expired": ({ registers: { total } }) => `${total === 1 ? "its register" : `all ${total} registers`} expired`,
  withdrawn: () => "it took its registers back",
  moved: () => "its registers belong to another device now",
  unmet: () => "never heard of here; what is said of it came from a backup",
  "no-registers": () => "it has no registers any more",
  flapping: ({ transitions }) => `it went on and off ${transitions} times within ten minutes`,
  "not-observed": () => "not observed, and it has not had the chance to push since",
};

function of({ total }: Standing["registers"]): string {
  return `of ${total} ${total === 1 ? "register" : "registers"}`;
}

function lastPush({ lastPushAt, addresses }: Standing, now: number): string {
  if (lastPushAt === undefined) return "no push since Regdesk started";
  const from = addresses[0] === undefined ? "" : ` from ${addresses[0].address}`;
  return `last push ${ago(now - lastPushAt)} ago${from}`;
}

/** To the second, because nobody counts milliseconds of what was minutes ago. */
function ago(milliseconds: number): string {
  return formatDuration(Math.max(0, Math.round(milliseconds / 1_000)) * 1_000);
}

/** For example “metadata.device”. */
export function identitySentence({ by, key, value }: Identity): string {
  if (by === "metadata") return `metadata.${key ?? ""} ${value}`;
  if (by === "name") return `the first segment of its registers' names, ${value}`;
  if (by === "person") return "a technician, who said which registers are its own";
  return `its ${by}, ${value}`;
}

/** What an alarm is about, for example “boiler-2 is offline”. */
export function alarmSentence({ cause, register, deviceName, device }: Alarm): string {
  const of = deviceName ?? device ?? "a device";
  return causeSentence(cause, register ?? of, of);
}

function causeSentence(cause: AlarmCause, subject: string, device: string): string {
  if (cause.kind === "device-offline") return `${device} is offline`;
  if (cause.kind === "register-silent") return `${subject} is not reported any more`;
  if (cause.kind === "storm") return `Network or this laptop lost contact (${cause.devices} devices)`;
  if (cause.condition.kind === "changed")
    return `${subject} changed from ${cause.before ?? "nothing"} to ${cause.value}`;
  return `${subject} is ${cause.value}, which ${conditionWords(cause.condition)}`;
}

/** For example “is above 80”. */
export function conditionWords(condition: AlarmCondition): string {
  switch (condition.kind) {
    case "no-data":
      return "is not reported any more";
    case "above":
    case "below":
      return `is ${condition.kind} ${condition.limit}`;
    case "equals":
      return `equals ${condition.value}`;
    case "differs":
      return `differs from ${condition.value}`;
    case "changed":
      return "changed";
    case "contains":
      return `contains ${JSON.stringify(condition.text)}`;
  }
}
