import type { Outage } from "#shared/model/device.ts";
import type { Member } from "./member.ts";
import type { Roster } from "./roster.ts";
import type { Emptied } from "./standing.ts";
import type { DeviceTransition } from "./uptime.ts";

/** What probably took a device down: most devices went with it, all of its address did, it said so itself, or it alone.
 *  @returns nothing for one that is not down */
export function outageCause(
  member: Member,
  storm: readonly Member[] | undefined,
  roster: Roster,
): Outage["cause"] | undefined {
  if (member.state !== "offline") return undefined;
  if (member.reason === "withdrawn") return "stopped";
  if (storm?.includes(member)) return "network";
  const address = [...member.addresses.keys()].at(-1);
  const neighbours = address === undefined ? [] : roster.at(address);
  return neighbours.length > 1 && neighbours.every(({ state }) => state === "offline") ? "bridge" : "device";
}

/** What became of the registers of a device that has none, as the state it was in last tells after a start. */
export function emptiedBy({ state, cause }: DeviceTransition): Emptied {
  if (state === "moved") return "moved";
  return cause === "stopped" ? "withdrawn" : "no-registers";
}
