/** How Regdesk stands: the one object from which tray, badge, notifications and questions are made, so that they never
 *  say different things. It is made of nothing but what every window is told. */
import type { Alarm } from "#shared/model/alarm.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { FleetStanding } from "#shared/model/fleet-standing.ts";
import type { Condition, HostStatus } from "#shared/model/host-status.ts";
import type { Preferences } from "#shared/model/preferences.ts";
import type { Settings } from "#shared/model/settings.ts";
import { sendersSince } from "#shared/senders.ts";
import { isSerious, troublesOf } from "#shared/troubles.ts";
import { messagesFor, type Messages } from "./messages/messages.ts";

/** Of all that is so, what matters most: something is being lost, something is overdue, somebody waits, all is well. */
export type Worst = "bad" | "late" | "change" | "ok";

/** What every window is told. */
export interface Told {
  readonly status: HostStatus;
  /** Undecided, longest waiting first. */
  readonly pending: readonly ChangeRequest[];
  readonly preferences: Preferences;
  readonly settings: Settings;
}

export interface Standing {
  readonly worst: Worst;
  /** What does not hold, gravest first. */
  readonly troubles: readonly Condition[];
  /** Undecided, longest waiting first. */
  readonly pending: readonly ChangeRequest[];
  /** Those that ring, the latest first; there may be more than are told. */
  readonly alarms: readonly Alarm[];
  /** How many ring. */
  readonly ringing: number;
  /** How many devices are offline or go on and off; muted ones left out. */
  readonly offline: number;
  /** How many addresses have pushed lately. */
  readonly pushing: number;
  /** Where devices reach this machine, the likeliest first; never none. */
  readonly addresses: readonly string[];
  readonly settings: Settings;
  readonly text: Messages;
}

/** @param languages what the person reads, best first, as the system knows it */
export function standingOf({ status, pending, preferences, settings }: Told, languages: readonly string[]): Standing {
  const troubles = troublesOf(status.conditions);
  return {
    worst: worstOf(troubles, status.fleet, pending.length),
    troubles,
    pending,
    alarms: status.fleet.alarms,
    ringing: status.fleet.ringing,
    offline: status.fleet.devices.offline + status.fleet.devices.flapping,
    pushing: sendersSince(status.arrivals.senders, status.now),
    addresses: addressesOf(status),
    settings,
    text: messagesFor(preferences.language, languages),
  };
}

function worstOf(troubles: readonly Condition[], fleet: FleetStanding, pending: number): Worst {
  if (troubles.some(isSerious) || fleet.worst === "offline") return "bad";
  if (troubles.length > 0 || fleet.worst === "late" || fleet.ringing > 0) return "late";
  return pending > 0 ? "change" : "ok";
}

function addressesOf({ addresses, devicesUrl }: HostStatus): string[] {
  const reachable = addresses.filter(({ loopback, virtual }) => !loopback && !virtual).map(({ url }) => url);
  return reachable.length > 0 ? reachable : [devicesUrl];
}
