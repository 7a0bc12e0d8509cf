/** What a line of the to-do list says, and where its button leads. */
import type { Alarm } from "#shared/model/alarm.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import { deviceName, type Device } from "#shared/model/device.ts";
import type { Condition, Refusal } from "#shared/model/host-status.ts";
import { alarmSentence } from "../../lib/alarms/words.ts";
import { overflowSentence, reasonOf } from "../../lib/devices/standing.ts";
import { conditionSentence } from "../../lib/host-words.ts";
import { text } from "../../lib/messages/messages.ts";
import { unitOf } from "../../lib/metadata.ts";
import { fixOf } from "../../lib/notices.ts";
import type { Route } from "../../lib/route.ts";
import type { ShownSource } from "../../lib/sources/standing.ts";
import { countsSpoken, syncErrorSentence } from "../../lib/sources/sync-words.ts";
import type { Task } from "../../lib/todo.ts";
import { kindOf, valueWithUnit } from "../../lib/value.ts";
import type { AppState } from "../../state/app.ts";

export interface TaskLine {
  readonly title: string;
  readonly detail: string;
  readonly button: string;
  readonly route: Route;
}

type Needs = Pick<AppState, "registers" | "sources" | "ticker">;

const MOST_NAMES = 5;
const CONNECT: Route = { section: "connect", query: {} };

export function taskLine(task: Task, app: Needs): TaskLine {
  const t = text.overview.tasks;
  switch (task.kind) {
    case "trouble":
      return { title: conditionSentence(task.condition), detail: "", ...mending(task.condition) };
    case "device-away":
    case "device-partly":
      return deviceLine(task.device, task.kind, app);
    case "alarms":
      return alarmsLine(task.alarms, app);
    case "devices-full":
      return {
        title: t.full,
        detail: overflowSentence(task.overflow),
        button: t.show,
        route: { section: "devices", query: {} },
      };
    case "devices-new":
      return freshLine(task.devices);
    case "change":
      return changeLine(task.request, app);
    case "source-failed":
    case "source-unconfirmed":
      return sourceLine(task.shown, task.kind, app);
    case "refused":
      return refusedLine(task.refusals);
  }
}

/** Where it can be mended, or else the notices, which say more. */
function mending(condition: Condition): Pick<TaskLine, "button" | "route"> {
  const t = text.notices;
  switch (fixOf(condition, "")?.kind) {
    case "connect":
      return { button: t.connect, route: CONNECT };
    case "gate":
      return { button: t.gate, route: { section: "changes", query: {} } };
    case "backups":
      return { button: t.backups, route: { section: "settings", query: {} } };
    case "command":
    case undefined:
      return { button: t.how, route: { section: "overview", query: { ask: "notices" } } };
  }
}

function refusedLine(refusals: readonly Refusal[]): TaskLine {
  const t = text.overview.tasks;
  return { title: t.refused(refusals.length), detail: refusals[0]?.message ?? "", button: t.show, route: CONNECT };
}

function deviceLine(device: Device, kind: "device-away" | "device-partly", { ticker }: Needs): TaskLine {
  const t = text.overview.tasks;
  const name = deviceName(device);
  const away = t.away[device.state === "flapping" ? "flapping" : "offline"];
  return {
    title: kind === "device-away" ? away(name) : t.partly(name, device.registers.expired),
    detail: reasonOf(device, ticker.now),
    button: t.show,
    route: { section: "devices", query: { sel: device.id } },
  };
}

function alarmsLine(alarms: readonly Alarm[], { registers }: Needs): TaskLine {
  const t = text.overview.tasks;
  const [first] = alarms;
  const unit = first?.register === undefined ? undefined : unitOf(registers.find(first.register) ?? {});
  const route = { section: "overview", query: { ask: "alarms" } } as const;
  return { title: t.alarms(alarms.length), detail: first ? alarmSentence(first, unit) : "", button: t.show, route };
}

function freshLine(devices: readonly Device[]): TaskLine {
  const t = text.overview.tasks;
  const names = devices.slice(0, MOST_NAMES).map(deviceName);
  const detail = t.freshDetail(names, devices.length - names.length);
  const route = { section: "devices", query: { ask: "review" } } as const;
  return { title: t.fresh(devices.length), detail, button: t.review, route };
}

function changeLine({ id, register, previousValue, value, requester }: ChangeRequest, { registers }: Needs): TaskLine {
  const t = text.overview.tasks;
  const unit = unitOf(registers.find(register) ?? {});
  const by = requester.person ?? requester.address;
  const detail = t.changeDetail(shown(previousValue, unit), shown(value, unit), by);
  return { title: t.change(register), detail, button: t.review, route: { section: "changes", query: { sel: id } } };
}

function shown(value: string | undefined, unit: string | undefined): string {
  if (value === undefined) return text.changes.noKnownValue;
  return kindOf(value) === "null" ? text.registers.noValue : valueWithUnit(value, unit);
}

function sourceLine(shown: ShownSource, kind: "source-failed" | "source-unconfirmed", { sources }: Needs): TaskLine {
  const t = text.overview.tasks;
  const { name } = shown.source;
  if (kind === "source-failed") {
    const detail = shown.state.lastError ? syncErrorSentence(shown.state.lastError) : "";
    return {
      title: t.sourceFailed(name),
      detail,
      button: t.show,
      route: { section: "sources", query: { sel: name } },
    };
  }
  const run = sources.lastRun(shown);
  const detail = run ? countsSpoken(run) : text.sources.sentences.needsConfirmation;
  const route = { section: "sources", query: { sel: name, ask: "held-back" } } as const;
  return { title: t.sourceUnconfirmed(name), detail, button: t.review, route };
}
