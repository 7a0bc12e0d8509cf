/** One line of a plot with all that is drawn and said of it. */
import { UNOBSERVED, type Gap, type GapReason, type Resolution, type Series } from "#shared/model/history.ts";
import type { Register } from "#shared/model/register.ts";
import { valueAt, type Step } from "./json-path.ts";
import { unitOf } from "./metadata.ts";
import { isHeld, lineName } from "./plot-data.ts";
import { ticksOf, type Tick } from "./plot-ticks.ts";
import { gapsOf, traceOf, type Stored, type Told, type Trace } from "./plot-trace.ts";
import { refreshInterval } from "./run-log.ts";
import { kindOf } from "./value.ts";

export type LineKind = Series["kind"];

export interface DrawnLine {
  readonly label: string;
  readonly unit: string | undefined;
  /** What it counts; lines that count the same share an axis. */
  readonly measure: string;
  readonly kind: LineKind;
  /** Holds its height until the next point; else a straight line leads there. */
  readonly isStep: boolean;
  /** Each point stands for a stretch of time with a lowest and a highest value. */
  readonly isGathered: boolean;
  readonly resolution: Resolution;
  /** How much time a point stands for, in milliseconds; 0 when it is a change. */
  readonly step: number;
  readonly trace: Trace;
  readonly ticks: readonly Tick[];
  readonly gaps: readonly Gap[];
}

const UNSTORED = { resolution: "raw", step: 0 } as const;

/** @param register as it is now; nothing when it is not there any more */
export function drawnLine(
  name: string,
  register: Register | undefined,
  stored: Stored | undefined,
  told: Told,
): DrawnLine {
  const { runs, path } = told;
  const kind = kindOfLine(stored?.series.kind, register && valueAt(register.value, path));
  const { resolution, step } = stored?.series ?? UNSTORED;
  const isGathered = step > 0 && kind === "number";
  const unit = unitAt(register, path);
  const isStep = kind === "boolean" || (isHeld(runs) && !isGathered);
  return {
    label: lineName(name, path),
    unit,
    measure: measureOf(unit, path),
    ...{ kind, isStep, isGathered, resolution, step },
    trace: traceOf(stored, told, isStep ? Infinity : changeTime(register, told)),
    ticks: kind === "text" ? ticksOf(stored, told) : [],
    gaps: gapsOf(stored, told),
  };
}

/** A part of a structure has another, and nobody says which. */
function unitAt(register: Register | undefined, path: readonly Step[]): string | undefined {
  return register && path.length === 0 ? unitOf(register) : undefined;
}

/** Of the parts of a structure nobody says what they count, but those of the same name count the same. */
function measureOf(unit: string | undefined, path: readonly Step[]): string {
  if (unit !== undefined) return `in ${unit}`;
  const key = path.findLast((step) => typeof step === "string");
  return key === undefined ? "in nothing" : `as ${key}`;
}

/** In which time a value became another, in milliseconds: between one report and the next. */
function changeTime(register: Register | undefined, { runs }: Told): number {
  return refreshInterval(runs) ?? (register?.ttl ?? 0) / 2;
}

/** What is drawn of the gaps: those of the first line, and where it has none, when nobody watched the others. A line of its
 *  own begins again with its own first report, so others may break for longer. */
export function shownGaps(lines: readonly Pick<DrawnLine, "gaps">[]): Gap[] {
  const [own, ...others] = lines;
  const gaps = own ? [...own.gaps] : [];
  for (const gap of others.flatMap((line) => line.gaps)) {
    const isSeen = gaps.some(({ from, to }) => from < gap.to && gap.from < to);
    if (isUnwatched(gap.reason) && !isSeen) gaps.push(gap);
  }
  return gaps;
}

const UNWATCHED: ReadonlySet<GapReason> = new Set(UNOBSERVED);

/** Nobody can say what any register was. */
export function isUnwatched(reason: GapReason): boolean {
  return UNWATCHED.has(reason);
}

/** What is stored and what is there now may differ, and a number in one of them makes the line one of numbers. */
export function kindOfLine(stored: LineKind | undefined, value: string | undefined): LineKind {
  const present = presentKind(value);
  for (const kind of ["number", "boolean", "text"] as const) if (stored === kind || present === kind) return kind;
  return "nothing";
}

function presentKind(value: string | undefined): LineKind {
  if (value === undefined) return "nothing";
  const kind = kindOf(value);
  if (kind === "number" || kind === "boolean") return kind;
  return kind === "null" ? "nothing" : "text";
}
