import { InvalidArgumentError, Option, type Command } from "commander";
import { parseDuration } from "#shared/duration.ts";
import { RegdeskError } from "#shared/errors.ts";
import { AlarmRule, type AlarmCondition, type AlarmRuleId, type AlarmScope } from "#shared/model/alarm.ts";
import type { DeviceId } from "#shared/model/device.ts";
import { jsonText, parseJson } from "#shared/json.ts";

const CONDITIONS = ["silent", "above", "below", "equals", "differs", "changed", "contains"] as const;

export interface AlarmRuleOptions {
  readonly name?: string;
  readonly registers?: string[];
  readonly device?: string;
  readonly label?: string;
  readonly silent?: boolean;
  readonly above?: number;
  readonly below?: number;
  readonly equals?: string;
  readonly differs?: string;
  readonly changed?: boolean;
  readonly contains?: string;
  readonly hysteresis?: number;
  readonly delay?: number;
  readonly severity?: string;
  readonly off?: boolean;
}

export function addAlarmRuleOptions(command: Command): Command {
  return command
    .option("--name <text>", "what it is called; its id when there is none")
    .option("--registers <glob...>", "registers of these names or matching these globs")
    .option("--device <device>", "a device's id or name; without it, a label or registers, all devices")
    .option("--label <label>", "all devices with this label")
    .option("--silent", "when the device is offline, or the register has expired")
    .option("--above <number>", "when the value is above it", numberOf)
    .option("--below <number>", "when the value is below it", numberOf)
    .option("--equals <json>", "when the value is this one")
    .option("--differs <json>", "when the value is another")
    .option("--changed", "when the value becomes another")
    .option("--contains <text>", "when the text contains this one")
    .option("--hysteresis <number>", "how far it must come back", numberOf)
    .option("--delay <duration>", "how long it must last, for example 30s", durationOf)
    .addOption(new Option("--severity <number>", "1 a note, 2 a warning, 3 grave").choices(["1", "2", "3"]))
    .option("--off", "keep the rule, and do not follow it", false);
}

/** @throws {RegdeskError} `ALARM_NOT_POSSIBLE` when it is not said when, or in two ways */
export function alarmRuleFrom(id: AlarmRuleId, options: AlarmRuleOptions, device: DeviceId | undefined): AlarmRule {
  const { name = id, severity = "2", off = false } = options;
  return AlarmRule.parse({
    ...{ id, name, isOn: !off, severity: Number(severity) },
    scope: scopeFrom(options, device),
    condition: conditionFrom(options),
  });
}

function scopeFrom({ registers, label }: AlarmRuleOptions, device: DeviceId | undefined): AlarmScope {
  const scopes: AlarmScope[] = [
    ...(registers === undefined ? [] : [{ kind: "registers", globs: registers } as const]),
    ...(device === undefined ? [] : [{ kind: "device", device } as const]),
    ...(label === undefined ? [] : [{ kind: "label", label } as const]),
  ];
  const [scope = { kind: "all-devices" }, other] = scopes;
  if (other === undefined) return scope;
  throw new RegdeskError("ALARM_NOT_POSSIBLE", "Say for whom in one way: with --registers, --device or --label");
}

function conditionFrom(options: AlarmRuleOptions): AlarmCondition {
  const kinds = CONDITIONS.filter((kind) => options[kind] !== undefined);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    const message = "Say when, with one of --silent, --above, --below, --equals, --differs, --changed and --contains";
    throw new RegdeskError("ALARM_NOT_POSSIBLE", message);
  }
  return conditionOf(kind, options);
}

function conditionOf(kind: (typeof CONDITIONS)[number], options: AlarmRuleOptions): AlarmCondition {
  const { hysteresis = 0, delay = 0 } = options;
  if (kind === "silent") return { kind: "no-data", delay };
  if (kind === "changed") return { kind };
  if (kind === "contains") return { kind, text: options.contains ?? "", delay };
  if (kind === "above" || kind === "below") return { kind, limit: options[kind] ?? 0, hysteresis, delay };
  return { kind, value: jsonText(valueFrom(options[kind] ?? "")), hysteresis, delay };
}

/** What is no JSON is a text: nobody wants to quote quotes in a shell. */
function valueFrom(text: string) {
  try {
    return parseJson(text);
  } catch {
    return text; // whatever is wrong with it as JSON, as a text it is right
  }
}

function numberOf(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number)) return number;
  throw new InvalidArgumentError("It takes a number.");
}

function durationOf(text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    if (!(error instanceof RegdeskError)) throw error;
    throw new InvalidArgumentError(`${error.message}.`);
  }
}
