/** What needs the technician, gravest first and, among equals, newest first. */
import type { FleetFeed } from "#shared/contract/fleet.ts";
import type { Alarm } from "#shared/model/alarm.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { Condition, Refusal } from "#shared/model/host-status.ts";
import type { Device } from "#shared/model/device.ts";
import type { ShownSource } from "./sources/standing.ts";

type Overflow = NonNullable<FleetFeed["overflow"]>;

export type Task =
  | { readonly kind: "trouble"; readonly at: number; readonly condition: Condition }
  /** It is away, or only some of its registers are. */
  | { readonly kind: "device-away" | "device-partly"; readonly at: number; readonly device: Device }
  /** Nobody has acknowledged them; the most urgent comes first. */
  | { readonly kind: "alarms"; readonly at: number; readonly alarms: readonly Alarm[] }
  | { readonly kind: "devices-full"; readonly at: number; readonly overflow: Overflow }
  | { readonly kind: "devices-new"; readonly at: number; readonly devices: readonly Device[] }
  | { readonly kind: "change"; readonly at: number; readonly request: ChangeRequest }
  | { readonly kind: "source-failed" | "source-unconfirmed"; readonly at: number; readonly shown: ShownSource }
  | { readonly kind: "refused"; readonly at: number; readonly refusals: readonly Refusal[] };

export interface Situation {
  readonly trouble: Condition | undefined;
  readonly pending: readonly ChangeRequest[];
  readonly devices: readonly Device[];
  /** The most urgent first. */
  readonly alarms: readonly Alarm[];
  /** What is to be said where there are more devices than Regdesk keeps. */
  readonly overflow: Overflow | undefined;
  readonly refusals: readonly Refusal[];
  readonly sources: readonly ShownSource[];
  readonly now: number;
}

const GRAVITY: readonly Task["kind"][] = [
  "trouble",
  "alarms",
  "device-away",
  "device-partly",
  "source-failed",
  "change",
  "source-unconfirmed",
  "devices-full",
  "devices-new",
  "refused",
];

/** How long a refused request is worth a line, in milliseconds. */
const RECENTLY = 10 * 60_000;

export function tasksOf({ trouble, pending, devices, alarms, overflow, refusals, sources, now }: Situation): Task[] {
  const recent = refusals.filter(({ at }) => now - at <= RECENTLY);
  const tasks: Task[] = [
    ...(trouble ? [{ kind: "trouble", at: trouble.lastTransitionTime, condition: trouble } as const] : []),
    ...ofAlarms(alarms),
    ...devices.flatMap(ofDevice),
    ...ofFleet(devices, overflow),
    ...pending.map((request): Task => ({ kind: "change", at: request.requestedAt, request })),
    ...sources.flatMap(ofSource),
    ...(recent[0] ? [{ kind: "refused", at: recent[0].at, refusals: recent } as const] : []),
  ];
  return tasks.sort((a, b) => GRAVITY.indexOf(a.kind) - GRAVITY.indexOf(b.kind) || b.at - a.at);
}

function ofSource(shown: ShownSource): Task[] {
  const at = shown.state.lastAttempt ?? 0;
  if (shown.standing === "failed") return [{ kind: "source-failed", at, shown }];
  return shown.standing === "needs-confirmation" ? [{ kind: "source-unconfirmed", at, shown }] : [];
}

/** One line for each device, because a device that falls silent takes all of its registers along. Muted ones need nobody. */
function ofDevice(device: Device): Task[] {
  const { isMuted, state, since: at, registers } = device;
  if (isMuted || state === "not-observed") return [];
  if (state === "offline" || state === "flapping") return [{ kind: "device-away", at, device }];
  return registers.expired > 0 ? [{ kind: "device-partly", at, device }] : [];
}

/** One line for all: they have a list of their own. That a device is offline is told by its own line as long as it is. */
function ofAlarms(alarms: readonly Alarm[]): Task[] {
  const open = alarms.filter(
    ({ state, cause, shelved, foldedUnder, isMuted }) =>
      (state === "cleared-unacked" || (state === "active-unacked" && cause.kind !== "device-offline")) &&
      !(shelved ?? foldedUnder ?? isMuted),
  );
  const at = open.reduce((latest, { since }) => Math.max(latest, since), 0);
  return open.length > 0 ? [{ kind: "alarms", at, alarms: open }] : [];
}

function ofFleet(devices: readonly Device[], overflow: Situation["overflow"]): Task[] {
  const fresh = devices.filter(({ review, state }) => review === "new" && state !== "moved");
  const newest = (some: readonly Device[]) => some.reduce((at, { firstSeenAt }) => Math.max(at, firstSeenAt), 0);
  return [
    ...(overflow ? [{ kind: "devices-full", at: newest(devices), overflow } as const] : []),
    ...(fresh.length > 0 ? [{ kind: "devices-new", at: newest(fresh), devices: fresh } as const] : []),
  ];
}
