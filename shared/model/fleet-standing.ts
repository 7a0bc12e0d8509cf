/** The fleet in a few numbers: what bell, badge and tray are made of. */
import { z } from "zod";
import { Alarm } from "./alarm.ts";

/** How many devices are in which state; muted ones count for none of them, and those that moved nowhere. */
export const FleetCounts = z.object({
  online: z.int(),
  late: z.int(),
  offline: z.int(),
  flapping: z.int(),
  notObserved: z.int(),
  /** Of all these, those that nobody has looked at yet. */
  new: z.int(),
  /** Ignored, blocked, or under maintenance. */
  muted: z.int(),
});
export type FleetCounts = z.infer<typeof FleetCounts>;

export const FleetStanding = z.object({
  devices: FleetCounts,
  /** For the badge: offline (flapping is as bad) before late before new before online; absent without a device. */
  worst: z.enum(["offline", "late", "new", "online"]).optional(),
  /** For the bell: alarms that are active, not acknowledged, not shelved, not muted, and under no storm. */
  ringing: z.int(),
  /** Those, the latest first; at most 20. */
  alarms: z.array(Alarm),
});
export type FleetStanding = z.infer<typeof FleetStanding>;

export function worstOf(devices: FleetCounts): FleetStanding["worst"] {
  if (devices.offline + devices.flapping > 0) return "offline";
  if (devices.late > 0) return "late";
  if (devices.new > 0) return "new";
  return devices.online > 0 ? "online" : undefined;
}
