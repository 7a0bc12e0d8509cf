import type { FleetCounts } from "#shared/model/fleet-standing.ts";

/** How many devices count: all but the muted ones. New ones are among the others. */
export function heeded({ online, late, offline, flapping, notObserved }: FleetCounts): number {
  return online + late + offline + flapping + notObserved;
}
