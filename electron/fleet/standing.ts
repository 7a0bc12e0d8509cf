/** How a device stands, from how fresh its registers are and nothing else. Times are those of the monotonic clock. */
import { LATE_SHARE } from "#shared/freshness.ts";
import type { DeviceReason, DeviceState } from "#shared/model/device.ts";

/** What of one register says how its device stands. */
export interface Report {
  /** When it was last reported. */
  readonly at: number;
  /** How long that counts, in milliseconds. */
  readonly ttl: number;
}

export interface Watch {
  readonly now: number;
  /** Since when Regdesk has watched without a break: what is older may have been pushed to nobody. */
  readonly since: number;
  /** How many times its time to live a register may be silent. */
  readonly grace: number;
  /** What became of its last register, should it have none. */
  readonly emptied?: Emptied;
}

/** Why a device has no registers. */
export type Emptied = Extract<DeviceReason, "withdrawn" | "moved" | "no-registers" | "unmet">;

/** How one stands that has none. */
const WITHOUT: Readonly<Record<Emptied, Standing["state"]>> = {
  ...{ withdrawn: "offline", "no-registers": "offline", moved: "moved", unmet: "not-observed" },
};

export interface Counts {
  readonly total: number;
  readonly fresh: number;
  readonly late: number;
  readonly expired: number;
}

export interface Standing {
  readonly state: Exclude<DeviceState, "flapping">;
  readonly reason: DeviceReason;
  readonly registers: Counts;
  /** When it may be otherwise without another push. */
  readonly until: number;
}

type RegisterStanding = "fresh" | "late" | "lapsed" | "dead" | "unobserved";

/** Online: a register is fresh and none is late. Late: some are late or lapsed, or all are within their grace. Offline: the
 *  grace of all is over. Not observed: none could be heard of since Regdesk watches. Moved: others have its registers. */
export function standingOf(reports: Iterable<Report>, watch: Watch): Standing {
  const count: Record<RegisterStanding, number> = { fresh: 0, late: 0, lapsed: 0, dead: 0, unobserved: 0 };
  let until = Infinity;
  let total = 0;
  for (const report of reports) {
    const standing = registerStanding(report, watch);
    const ends = endOf(standing, report, watch);
    count[standing] += 1;
    total += 1;
    if (ends < until) until = ends;
  }
  const expired = count.lapsed + count.dead;
  const registers = { total, fresh: count.fresh, late: count.late, expired };
  if (total === 0) {
    const { emptied: reason = "withdrawn" } = watch;
    return { state: WITHOUT[reason], reason, registers, until };
  }
  return { ...verdict(count), registers, until };
}

function verdict(count: Record<RegisterStanding, number>): Pick<Standing, "state" | "reason"> {
  const expired = count.lapsed + count.dead;
  if (count.fresh > 0) {
    if (expired > 0) return { state: "late", reason: "some-expired" };
    return count.late > 0 ? { state: "late", reason: "some-late" } : { state: "online", reason: "all-fresh" };
  }
  if (count.late + count.lapsed > 0) return { state: "late", reason: "in-grace" };
  return count.unobserved > 0
    ? { state: "not-observed", reason: "not-observed" }
    : { state: "offline", reason: "all-expired" };
}

/** Asked of every register of a device that pushed, each second: it must not leave anything to be collected. */
function registerStanding({ at, ttl }: Report, { now, since, grace }: Watch): RegisterStanding {
  if (now <= at + ttl * LATE_SHARE) return "fresh";
  if (at < since && now < since + ttl * grace) return "unobserved";
  if (now <= at + ttl) return "late";
  return now <= at + ttl * grace ? "lapsed" : "dead";
}

/** @returns until when at least the register stands like this */
function endOf(standing: RegisterStanding, { at, ttl }: Report, { since, grace }: Watch): number {
  if (standing === "fresh") return at + ttl * LATE_SHARE;
  if (standing === "unobserved") return since + ttl * grace;
  if (standing === "late") return at + ttl;
  return standing === "lapsed" ? at + ttl * grace : Infinity;
}

export function isSameCount(a: Counts, b: Counts): boolean {
  return a.total === b.total && a.fresh === b.fresh && a.late === b.late && a.expired === b.expired;
}
