/** Which part of the audit is looked at: what can be chosen, how an address tells it, and what the host is asked for. */
import type { ActivityFilter } from "#shared/contract/activity.ts";
import { subjectOf, type Activity, type ActivityKind } from "#shared/model/activity.ts";
import type { ChangeRequestState } from "#shared/model/change-request.ts";
import { dayOf } from "./timeline.ts";

/** What became of change requests; each state is in one of them. */
export const REQUEST_FACETS = {
  asked: ["pending"],
  approved: ["approved", "deliverable"],
  denied: ["denied"],
  delivered: ["delivered"],
  applied: ["applied"],
  differently: ["applied-differently", "unchanged"],
  missed: ["expired", "not-picked-up"],
  withdrawn: ["cancelled", "recalled"],
  superseded: ["superseded"],
} as const satisfies Readonly<Record<string, readonly ChangeRequestState[]>>;

/** All else; each kind is in one of them. */
export const OTHER_FACETS = {
  gate: ["policy-changed", "rule-changed"],
  settings: ["setting-changed", "token-changed", "tokens-switched"],
  sources: ["source-changed", "sync-run"],
  fleet: ["device-state", "device-changed", "maintenance", "archived"],
  alarms: ["alarm", "alarm-rule-changed"],
  imports: ["imported"],
  backups: ["backup-made", "restored", "backup-merged", "erased", "database-set-aside"],
  regdesk: ["host-started", "host-stopped", "slept", "clock-set", "demo-started", "demo-stopped"],
} as const satisfies Readonly<Record<string, readonly ActivityKind[]>>;

export type RequestFacet = keyof typeof REQUEST_FACETS;
export type OtherFacet = keyof typeof OTHER_FACETS;
export type Facet = RequestFacet | OtherFacet;

export const REQUEST_FACET_NAMES = Object.keys(REQUEST_FACETS) as RequestFacet[];
export const OTHER_FACET_NAMES = Object.keys(OTHER_FACETS) as OtherFacet[];

export const PERIODS = ["today", "yesterday", "week", "month", "between"] as const;
export type Period = (typeof PERIODS)[number];

export interface Facets {
  readonly text: string;
  readonly who: string;
  /** None means everything. */
  readonly what: readonly Facet[];
  /** Absent means any time. */
  readonly period: Period | undefined;
  /** Of `between`: moments of this machine's clock as a field has them, `2026-11-20T14:00`; empty means open. */
  readonly from: string;
  readonly to: string;
}

/** @param get what the address says under a name */
export function facetsFrom(get: (name: string) => string | undefined): Facets {
  const what = new Set(get("what")?.split(","));
  return {
    text: get("q") ?? "",
    who: get("who") ?? "",
    what: [...REQUEST_FACET_NAMES, ...OTHER_FACET_NAMES].filter((facet) => what.has(facet)),
    period: PERIODS.find((known) => known === get("when")),
    from: get("from") ?? "",
    to: get("to") ?? "",
  };
}

/** For the address; what is not said is taken out of it. */
export function addressOf({ text, who, what, period, from, to }: Facets): Record<string, string | undefined> {
  const given = (value: string) => (value === "" ? undefined : value);
  return {
    q: given(text),
    who: given(who),
    what: given(what.join(",")),
    when: period,
    from: period === "between" ? given(from) : undefined,
    to: period === "between" ? given(to) : undefined,
  };
}

export const NO_FACETS: Facets = { text: "", who: "", what: [], period: undefined, from: "", to: "" };

/** How many of them cut something off, the text left out. */
export function countOf({ who, what, period }: Facets): number {
  return Number(who !== "") + Number(what.length > 0) + Number(period !== undefined);
}

/** What the host is asked for. @param today the first moment of this day */
export function filterOf({ text, who, what, period, from, to }: Facets, today: number): ActivityFilter {
  const requests = what.filter((facet): facet is RequestFacet => facet in REQUEST_FACETS);
  const others = what.filter((facet): facet is OtherFacet => facet in OTHER_FACETS);
  const kinds: ActivityKind[] = others.flatMap((facet) => OTHER_FACETS[facet]);
  if (requests.length > 0) kinds.unshift("change-request");
  return {
    ...(what.length > 0 && { kinds }),
    ...(requests.length > 0 && { states: requests.flatMap((facet) => REQUEST_FACETS[facet]) }),
    ...(text.trim() !== "" && { text: text.trim() }),
    ...(who.trim() !== "" && { by: who.trim() }),
    ...stretchOf(period, today, from, to),
  };
}

function stretchOf(period: Period | undefined, today: number, from: string, to: string): ActivityFilter {
  switch (period) {
    case undefined:
      return {};
    case "today":
      return { from: today };
    case "yesterday":
      return { from: dayOf(today, 1), to: today };
    case "week":
      return { from: dayOf(today, 6) };
    case "month":
      return { from: dayOf(today, 29) };
    case "between":
      return { ...momentAs("from", from), ...momentAs("to", to) };
  }
}

function momentAs(name: "from" | "to", field: string): ActivityFilter {
  const at = new Date(field).getTime();
  return Number.isNaN(at) ? {} : { [name]: at };
}

/** Whether a line is of what the host was asked for: as the host itself decides it. */
export function matches(line: Activity, filter: ActivityFilter): boolean {
  return isOfKind(line, filter) && isOfTime(line, filter) && isOfText(line, filter);
}

function isOfKind(line: Activity, { kinds, states }: ActivityFilter): boolean {
  if (kinds !== undefined && !kinds.includes(line.kind)) return false;
  return states === undefined || line.kind !== "change-request" || states.includes(line.to);
}

const isOfTime = ({ at }: Activity, { from = -Infinity, to = Infinity }: ActivityFilter) => at >= from && at < to;

function isOfText(line: Activity, { by, text }: ActivityFilter): boolean {
  if (by !== undefined && !contains(line.by, by)) return false;
  if (text === undefined) return true;
  return contains(subjectOf(line), text) || contains("note" in line ? line.note : undefined, text);
}

/** The host's database takes only letters of ASCII for the same in either case. */
const folded = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const contains = (text: string | undefined, part: string) => text !== undefined && folded(text).includes(folded(part));
