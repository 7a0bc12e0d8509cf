import type { Standing } from "./standing.ts";

/** How many things wait for the person, of the kinds they want counted. */
export function badgeCount({
  settings,
  pending,
  troubles,
}: Pick<Standing, "settings" | "pending" | "troubles">): number {
  const changes = settings.pendingChanges === "off" ? 0 : pending.length;
  return changes + (settings.hostTrouble === "off" ? 0 : troubles.length);
}
