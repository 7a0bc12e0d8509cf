/** One line of a plot: stretches of time gathered to as many points as there are pixels. */
import type { Gap, GapReason, Period, Series } from "#shared/model/history.ts";
import { MINUTE, type RolledMinute } from "./minutes.ts";
import { NULL, NUMBER, numberOf } from "./moment.ts";
import type { PointedMoment } from "./pointed.ts";
import type { Span } from "./spans.ts";

/** A stretch with what is told of it; without a number or a text it is a gap. */
export interface Stretch extends Period {
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
  readonly last?: number;
  /** The beginning of it, and how long the whole is. */
  readonly text?: string;
  readonly length?: number;
  readonly isBoolean?: boolean;
  /** How many changes it stands for. */
  readonly count: number;
  readonly gap?: GapReason;
}

export type Columns = Pick<
  Series,
  "kind" | "step" | "at" | "last" | "min" | "max" | "mean" | "count" | "texts" | "lengths" | "gaps"
>;

/** @param from of the range: what began before it is carried on, and no change */
export function stretchesOf(spans: readonly Span<PointedMoment>[], from: number): Stretch[] {
  return spans.map((span) => {
    const period = { from: span.from, to: span.to };
    if ("gap" in span) return { ...period, gap: span.gap, count: 0 };
    const { moment } = span;
    if (moment.kind === NULL) return { ...period, gap: "no-value" as const, count: 0 };
    const isChange = moment.at >= from && moment.at === span.from && !moment.isSame;
    const count = isChange ? 1 : 0;
    const number = numberOf(moment);
    if (number === undefined) return { ...period, text: moment.value as string, length: moment.length ?? 0, count };
    const isBoolean = moment.kind !== NUMBER;
    return { ...period, min: number, max: number, mean: number, last: number, isBoolean, count };
  });
}

/** The same from rollups. @param breaks when nobody observed, oldest first: nothing is carried into them */
export function stretchesOfMinutes(
  minutes: readonly RolledMinute[],
  breaks: readonly Gap[],
  range: Period & { readonly isBoolean: boolean },
): Stretch[] {
  const stretches: Stretch[] = [];
  const { isBoolean } = range;
  // Ten thousand minutes a line and week: each is written down once and not copied.
  const add = (begins: number, ends: number, rest: Told): void => {
    const from = Math.max(begins, range.from);
    const to = Math.min(ends, range.to);
    if (from >= to) return;
    const { min, max, mean, last, count, gap } = rest;
    stretches.push(gap === undefined ? { from, to, min, max, mean, last, count, isBoolean } : { from, to, gap, count });
  };
  const carry = ({ last }: RolledMinute, from: number, to: number, broken: Gap | undefined): void => {
    const until = Math.max(from, Math.min(to, broken?.from ?? to));
    add(from, until, { min: last, max: last, mean: last, last, count: 0 });
    if (broken !== undefined) add(until, to, { ...NOTHING, gap: broken.reason });
  };
  let first = 0;
  minutes.forEach((minute, index) => {
    const { at, observed, ended } = minute;
    const end = at + MINUTE;
    const next = Math.max(end, minutes[index + 1]?.at ?? range.to);
    if (observed === 0) return add(at, next, { ...NOTHING, gap: ended ?? "no-value" });
    add(at, end, minute);
    if (ended !== undefined) return add(end, next, { ...NOTHING, gap: ended });
    if (end === next) return;
    while ((breaks[first]?.to ?? Infinity) <= end) first++;
    carry(minute, end, next, breaks[first]);
  });
  return stretches;
}

type Told = Pick<RolledMinute, "min" | "max" | "mean" | "last" | "count"> & { readonly gap?: GapReason };

const NOTHING = { min: 0, max: 0, mean: 0, last: 0, count: 0 };

/** @param step in milliseconds; 0 makes a point of each stretch */
export function plot(stretches: readonly Stretch[], points: number, step: number): Columns {
  const kind = kindOf(stretches);
  const hasSilent = kind !== "text" && !stretches.every(isTold);
  const told = hasSilent ? stretches.map((stretch) => (isTold(stretch) ? stretch : silent(stretch))) : stretches;
  const gaps = joined(told.filter(({ gap }) => gap !== undefined));
  // More breaks than pixels cannot be seen; those that can, remain.
  const shown = gaps.length > points ? gaps.filter(({ from, to }) => to - from >= step) : gaps;
  const columns = new Gathering(kind, step);
  let next = 0;
  for (const stretch of told) {
    if (stretch.gap === undefined) columns.add(stretch);
    for (; (shown[next]?.from ?? Infinity) <= stretch.from; next++) columns.break(shown[next]?.from ?? 0);
  }
  return { ...columns.finished(), gaps: shown };
}

function kindOf(stretches: readonly Stretch[]): Series["kind"] {
  let kind: Series["kind"] = "nothing";
  for (const { last, text, isBoolean } of stretches) {
    if (last !== undefined && isBoolean !== true) return "number";
    if (last !== undefined) kind = "boolean";
    else if (text !== undefined && kind === "nothing") kind = "text";
  }
  return kind;
}

function isTold({ last, gap }: Stretch): boolean {
  return last !== undefined || gap !== undefined;
}

/** A text among numbers. */
function silent({ from, to }: Stretch): Stretch {
  return { from, to, gap: "no-value", count: 0 };
}

function joined(stretches: readonly Stretch[]): Gap[] {
  const gaps: { from: number; to: number; reason: GapReason }[] = [];
  for (const { from, to, gap: reason = "no-value" } of stretches) {
    const last = gaps.at(-1);
    if (last?.reason === reason && last.to === from) last.to = to;
    else gaps.push({ from, to, reason });
  }
  return gaps;
}

type Column = (number | null)[];

/** Gathers what falls into the same step into one point. */
class Gathering {
  readonly #kind: Series["kind"];
  readonly #step: number;
  readonly #at: number[] = [];
  readonly #last: Column = [];
  readonly #min: Column = [];
  readonly #max: Column = [];
  readonly #mean: Column = [];
  readonly #count: number[] = [];
  readonly #texts: (string | null)[] = [];
  readonly #lengths: number[] = [];
  /** The end of the step that is being gathered, and for how long there was a number in it. */
  #end = -Infinity;
  #held = 0;

  constructor(kind: Series["kind"], step: number) {
    this.#kind = kind;
    this.#step = step;
  }

  add(stretch: Stretch): void {
    let { count } = stretch;
    for (let from = stretch.from; from < stretch.to; count = 0) {
      if (from >= this.#end) this.#begin(from, stretch);
      const to = Math.min(stretch.to, this.#end);
      this.#gather(stretch, to - from, count);
      from = to;
    }
  }

  break(at: number): void {
    this.#end = -Infinity;
    this.#push(at, null);
  }

  finished(): Omit<Columns, "gaps"> {
    return {
      ...{ kind: this.#kind, step: this.#step, at: this.#at, last: this.#last, min: this.#min, max: this.#max },
      ...{ mean: this.#mean, count: this.#count },
      ...(this.#kind === "text" ? { texts: this.#texts, lengths: this.#lengths } : { texts: [], lengths: [] }),
    };
  }

  #begin(at: number, { last, to }: Stretch): void {
    this.#end = this.#step === 0 ? to : at - (at % this.#step) + this.#step;
    this.#held = 0;
    this.#push(at, last ?? null);
  }

  #push(at: number, number: number | null): void {
    this.#at.push(at);
    for (const column of [this.#last, this.#min, this.#max, this.#mean]) column.push(number);
    this.#count.push(0);
    this.#texts.push(null);
    this.#lengths.push(0);
  }

  /** @param during so many milliseconds of its point's time */
  #gather({ min, max, mean, last, text, length = 0 }: Stretch, during: number, count: number): void {
    const index = this.#at.length - 1;
    this.#count[index] = (this.#count[index] ?? 0) + count;
    if (text !== undefined) [this.#texts[index], this.#lengths[index]] = [text, length];
    if (min === undefined || max === undefined || mean === undefined || last === undefined) return;
    const held = this.#held + during;
    const before = this.#mean[index] ?? mean;
    this.#min[index] = Math.min(this.#min[index] ?? min, min);
    this.#max[index] = Math.max(this.#max[index] ?? max, max);
    this.#mean[index] = this.#held === 0 ? mean : before * (this.#held / held) + mean * (during / held);
    this.#last[index] = last;
    this.#held = held;
  }
}
