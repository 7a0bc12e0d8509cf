import type { CellLetter, UptimeCell } from "./model/device.ts";

/** One letter for a cell, or for cells put together: the gravest that was, unless most of it was not observed. What is not
 *  known, before the device was first seen or not yet past, does not count. */
export function letterOf({ online, late, offline, flapping, notObserved }: Omit<UptimeCell, "from">): CellLetter {
  if (offline > 0) return "x";
  const told = online + late + offline + flapping + notObserved;
  if (told === 0) return "-";
  if (notObserved * 2 > told) return "n";
  if (flapping > 0) return "f";
  if (late > 0) return "l";
  return online > 0 ? "o" : "n";
}
