import type { Device, DeviceId } from "#shared/model/device.ts";
import type { Period } from "#shared/model/history.ts";
import { isRinging, type Alarm } from "#shared/model/alarm.ts";
import type { Maintenance } from "#shared/model/device.ts";
import { letterOf } from "#shared/uptime-letter.ts";
import { isMuted, maintenanceUntil } from "./maintenance.ts";
import type { Member } from "./member.ts";
import type { Roster } from "./roster.ts";
import { CELL, dayUntil, uptimeOf } from "./uptime.ts";

/** What the listener knows of who sends to it. */
export interface Senders {
  hasAskedForChanges(address: string): boolean;
  userAgentOf(address: string): string | undefined;
}

export interface Surroundings {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly roster: Roster;
  readonly senders: Senders | undefined;
  readonly maintenance: readonly Maintenance[];
  readonly unobserved: readonly Period[];
  readonly alarms: ReadonlyMap<string, number>;
}

/** The device as windows and commands know it. */
export function describe(member: Member, surroundings: Surroundings): Device {
  const { now, roster, senders, maintenance } = surroundings;
  const { claims: _, isApart: _apart, tokens: _tokens, likeness: _likeness, ...kept } = member.kept;
  const addresses = [...member.addresses].reverse();
  const until = maintenanceUntil(maintenance, member.kept, now);
  const userAgent = addresses[0] && senders?.userAgentOf(addresses[0][0]);
  return {
    ...kept,
    addresses: addresses.map(([address, lastAt]) => ({
      address,
      lastAt,
      devices: Math.max(1, roster.at(address).length),
    })),
    state: member.state,
    reason: member.reason,
    since: member.since,
    transitions: member.flapping.moves,
    registers: member.counts,
    isMuted: isMuted(maintenance, member.kept, now),
    hasAskedForChanges: hasAsked(member, senders),
    ...dayOf(member, surroundings),
    alarms: surroundings.alarms.get(member.id) ?? 0,
    ...given({
      userAgent,
      tokens: member.tokens.size === 0 ? undefined : [...member.tokens.keys()].reverse(),
      lastPushAt: member.lastPushAt,
      maintenanceUntil: until,
      interval: member.interval.pace(),
      pickUp: member.pickUp.pace(),
      apply: member.apply.pace(),
      mergeInto: likenessOf(member, roster),
    }),
  };
}

/** The device it seems to be. What pushes again under the other name is another one. */
function likenessOf({ likeness }: Member, roster: Roster): DeviceId | undefined {
  const other = likeness === undefined ? undefined : roster.find(likeness);
  return other?.registers.size === 0 ? likeness : undefined;
}

/** Whether it, or another one it shares an address with, has asked. */
export function hasAsked({ addresses }: Member, senders: Senders | undefined): boolean {
  return [...addresses.keys()].some((address) => senders?.hasAskedForChanges(address) === true);
}

/** How many ringing alarms each device has. */
export function ringingOf(alarms: readonly Alarm[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const alarm of alarms) {
    if (alarm.device === undefined || alarm.state !== "active-unacked" || !(isRinging(alarm) || alarm.isMuted))
      continue;
    counts.set(alarm.device, (counts.get(alarm.device) ?? 0) + 1);
  }
  return counts;
}

/** A day is made anew when its device moved or a quarter of an hour began, and not with every push. */
const DAYS = new WeakMap<Member, { readonly key: string; readonly day: Pick<Device, "day" | "uptime"> }>();

function dayOf(member: Member, { now, unobserved }: Surroundings): Pick<Device, "day" | "uptime"> {
  const last = member.transitions.at(-1);
  const key = `${Math.floor(now / CELL)} ${last?.at} ${last?.state} ${member.transitions.length} ${unobserved.length} ${unobserved.at(-1)?.to}`;
  const known = DAYS.get(member);
  if (known?.key === key) return known.day;
  const { cells, percent } = uptimeOf({ ...dayUntil(now), now, transitions: member.transitions, unobserved });
  const day = { day: cells.map(letterOf).join(""), ...(percent === undefined ? {} : { uptime: percent }) };
  DAYS.set(member, { key, day });
  return day;
}

function given<Members extends object>(
  members: Members,
): { [Name in keyof Members]?: Exclude<Members[Name], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Members]?: Exclude<Members[Name], undefined>;
  };
}
