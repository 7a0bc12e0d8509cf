import type { Standing } from "./standing.ts";

/** How many things wait for the person, of the kinds they want counted. */
export function badgeCount({
  settings,
  pending,
  troubles,
  ringing,
}: Pick<Standing, "settings" | "pending" | "troubles" | "ringing">): number {
  const changes = settings.pendingChanges === "off" ? 0 : pending.length;
  const alarms = settings.alarms === "off" ? 0 : ringing;
  return changes + alarms + (settings.hostTrouble === "off" ? 0 : troubles.length);
}
