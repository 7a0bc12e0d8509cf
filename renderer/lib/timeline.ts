/** What happened, cut to what is asked for and into days. */
import type { Activity, ActivityKind } from "#shared/model/activity.ts";
import type { ChangeRequestState } from "#shared/model/change-request.ts";

/** What may be asked for; nothing given means all. */
export interface Facets {
  readonly who?: string | undefined;
  readonly what?: string | undefined;
  /** Part of a register's name. */
  readonly register?: string | undefined;
}

export interface Day {
  /** Its first moment, in epoch milliseconds. */
  readonly at: number;
  readonly entries: readonly Activity[];
}

export type OtherKind = Exclude<ActivityKind, "change-request">;
export type Happening = ChangeRequestState | OtherKind | "undone";

/** Pending again after an approval: it was taken back. */
export function happeningOf(entry: Activity): Happening {
  if (entry.kind !== "change-request") return entry.kind;
  return entry.to === "pending" && entry.from !== undefined ? "undone" : entry.to;
}

export function matching(entries: readonly Activity[], { who, what, register }: Facets): Activity[] {
  const part = register?.trim().toLowerCase() ?? "";
  return entries.filter(
    (entry) =>
      (who === undefined || entry.by === who) &&
      (what === undefined || happeningOf(entry) === what) &&
      (part === "" || (entry.kind === "change-request" && entry.register.toLowerCase().includes(part))),
  );
}

/** What came after an entry, latest first. @param known undefined, or gone from the entries, makes all of them new */
export function newerThan(entries: readonly Activity[], known: Activity | undefined): readonly Activity[] {
  // After a lost connection the entries are told anew: the same ones, but not the same objects.
  const text = JSON.stringify(known);
  const at = entries.findIndex(
    (entry) => entry === known || (entry.at === known?.at && JSON.stringify(entry) === text),
  );
  return at < 0 ? entries : entries.slice(0, at);
}

/** The first moment of a day. @param daysBefore counts back; a day is not always 24 hours */
export function dayOf(at: number, daysBefore = 0): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - daysBefore).getTime();
}

/** @param entries latest first; so are the days */
export function inDays(entries: readonly Activity[]): Day[] {
  const days = Map.groupBy(entries, ({ at }) => dayOf(at));
  return [...days].map(([at, entries]) => ({ at, entries }));
}

/** Who did something, and what happened at all: what facets can be chosen from. */
export function whoAndWhat(entries: readonly Activity[]): { who: string[]; what: Happening[] } {
  return {
    who: [...new Set(entries.map(({ by }) => by))].sort((a, b) => a.localeCompare(b)),
    what: [...new Set(entries.map(happeningOf))],
  };
}
