/** Times that are offered to be picked, and what a field for a time holds. Local to this machine. */

function at(now: number, hour: number, days = 0): number {
  const moment = new Date(now);
  moment.setDate(moment.getDate() + days);
  return moment.setHours(hour, 0, 0, 0);
}

/** Ten in the evening; after that, tomorrow's. */
export function tonightAt(now: number): number {
  const tonight = at(now, 22);
  return tonight > now ? tonight : at(now, 22, 1);
}

/** @returns nothing when the working day is over */
export function eveningAt(now: number): number | undefined {
  const evening = at(now, 18);
  return evening > now ? evening : undefined;
}

export function tomorrowMorningAt(now: number): number {
  return at(now, 7, 1);
}

export type TimeFault = "none" | "past";

/** @returns epoch milliseconds, or what is wrong with it */
export function momentOfField(written: string, now: number): number | TimeFault {
  const moment = new Date(written).getTime();
  if (Number.isNaN(moment)) return "none";
  return moment <= now ? "past" : moment;
}
