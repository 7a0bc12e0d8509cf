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
}

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
 *  grace of all is over. Not observed: none could be heard of since Regdesk watches. */
export function standingOf(reports: Iterable<Report>, watch: Watch): Standing {
  const count: Record<RegisterStanding, number> = { fresh: 0, late: 0, lapsed: 0, dead: 0, unobserved: 0 };
  let until = Infinity;
  let total = 0;
  for (const report of reports) {
    const [standing, ends] = registerStanding(report, watch);
    count[standing] += 1;
    total += 1;
    if (ends < until) until = ends;
  }
  const expired = count.lapsed + count.dead;
  const registers = { total, fresh: count.fresh, late: count.late, expired };
  return { ...verdict(count, total), registers, until };
}

function verdict(count: Record<RegisterStanding, number>, total: number): Pick<Standing, "state" | "reason"> {
  if (total === 0) return { state: "offline", reason: "withdrawn" };
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

/** @returns how the register stands, and until when at least */
function registerStanding({ at, ttl }: Report, { now, since, grace }: Watch): [RegisterStanding, number] {
  const lateAt = at + ttl * LATE_SHARE;
  if (now <= lateAt) return ["fresh", lateAt];
  const chance = since + ttl * grace;
  if (at < since && now < chance) return ["unobserved", chance];
  if (now <= at + ttl) return ["late", at + ttl];
  const deadAt = at + ttl * grace;
  return now <= deadAt ? ["lapsed", deadAt] : ["dead", Infinity];
}
