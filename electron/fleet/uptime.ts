/** How long a device was in which state, from when it came into each and from when nobody watched. All in epoch
 *  milliseconds, so that no change of summer time is in it. */
import { DAY_CELLS, type DeviceState, type Outage, type Uptime, type UptimeCell } from "#shared/model/device.ts";
import type { Period } from "#shared/model/history.ts";

export const CELL = 900_000;

/** A device came into a state. */
export interface DeviceTransition {
  readonly at: number;
  readonly state: DeviceState;
  /** For going offline: what it probably was. */
  readonly cause?: Outage["cause"] | undefined;
}

/** A time in one state. */
interface Span extends Period {
  readonly state: DeviceState;
  readonly cause?: Outage["cause"] | undefined;
}

export interface UptimeQuestion extends Period {
  readonly now: number;
  /** In their order; the last one before the range says how it begins. */
  readonly transitions: readonly DeviceTransition[];
  /** In their order, without overlap. */
  readonly unobserved: readonly Period[];
}

export function uptimeOf(question: UptimeQuestion): Uptime {
  const spans = spansOf(question);
  const cells = cellsOf(question, spans);
  const sum = (name: Exclude<keyof UptimeCell, "from">): number => cells.reduce((total, cell) => total + cell[name], 0);
  const up = sum("online") + sum("late") + sum("flapping");
  const observed = up + sum("offline");
  const percent = observed === 0 ? {} : { percent: (100 * up) / observed };
  return { cells, outages: outagesOf(spans, question), ...percent };
}

/** The range of the last 24 hours in whole cells, the last of them the one that is running. */
export function dayUntil(now: number): Period {
  const to = (Math.floor(now / CELL) + 1) * CELL;
  return { from: to - DAY_CELLS * CELL, to };
}

/** The states one after the other, cut to the range and to now, with the unobserved times in their place. */
function spansOf({ from, to, now, transitions, unobserved }: UptimeQuestion): Span[] {
  const end = Math.min(to, now);
  const spans: Span[] = [];
  for (const [index, { at, state, cause }] of transitions.entries()) {
    const span = { from: Math.max(at, from), to: Math.min(transitions[index + 1]?.at ?? end, end), state, cause };
    if (span.from < span.to) spans.push(...without(span, unobserved));
  }
  return spans;
}

/** The span with what nobody watched of it as such. */
function without(span: Span, unobserved: readonly Period[]): Span[] {
  const parts: Span[] = [];
  let at = span.from;
  for (const gap of unobserved) {
    const [from, to] = [Math.max(gap.from, at), Math.min(gap.to, span.to)];
    if (from >= to) continue;
    if (from > at) parts.push({ ...span, from: at, to: from });
    parts.push({ from, to, state: "not-observed" });
    at = to;
  }
  if (at < span.to) parts.push({ ...span, from: at });
  return parts;
}

/** While its registers were others', nothing is known of a device. */
const MEMBER: Readonly<Record<DeviceState, Exclude<keyof UptimeCell, "from" | "unknown"> | undefined>> = {
  online: "online",
  late: "late",
  offline: "offline",
  flapping: "flapping",
  "not-observed": "notObserved",
  moved: undefined,
};

function cellsOf({ from, to }: Period, spans: readonly Span[]): UptimeCell[] {
  const count = Math.ceil((to - from) / CELL);
  const cells = Array.from({ length: count }, (_, index) => ({
    from: from + index * CELL,
    ...{ online: 0, late: 0, offline: 0, flapping: 0, notObserved: 0, unknown: CELL },
  }));
  for (const span of spans) {
    const member = MEMBER[span.state];
    if (member === undefined) continue;
    for (let index = Math.floor((span.from - from) / CELL); index * CELL + from < span.to; index++) {
      const cell = cells[index];
      if (cell === undefined) break;
      const time = Math.min(span.to, cell.from + CELL) - Math.max(span.from, cell.from);
      cell[member] += time;
      cell.unknown -= time;
    }
  }
  return cells;
}

/** One outage may be interrupted by times nobody watched. The latest first. */
function outagesOf(spans: readonly Span[], { to, now }: UptimeQuestion): Outage[] {
  const outages: { start: number; end?: number; duration: number; cause: Outage["cause"] }[] = [];
  let current: (typeof outages)[number] | undefined;
  for (const span of spans) {
    if (span.state === "not-observed") continue;
    if (span.state !== "offline") {
      if (current !== undefined) current.end ??= span.from;
      current = undefined;
      continue;
    }
    if (current === undefined) {
      current = { start: span.from, duration: 0, cause: span.cause ?? "device" };
      outages.push(current);
    }
    current.duration += span.to - span.from;
  }
  if (current !== undefined && to <= now) current.end = to;
  return outages.reverse();
}
