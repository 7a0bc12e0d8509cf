/** What the legend says of a line at a moment. */
import type { JsonText } from "#shared/json.ts";
import { headOf, isCut, type TextHead } from "#shared/text-head.ts";
import { valueAt, type Step } from "./json-path.ts";
import { text } from "./messages/messages.ts";
import type { DrawnLine } from "./plot-line.ts";
import { tickAt } from "./plot-ticks.ts";
import { pointAt } from "./plot-trace.ts";
import { kindOf, plainText, valueWithUnit } from "./value.ts";

export interface LegendValue {
  readonly words: string;
  /** There was no value. */
  readonly isGap: boolean;
}

interface Present {
  readonly value: string;
  readonly path: readonly Step[];
}

/** Digits of the lowest and the highest, where binary fractions make noise of more. */
const DIGITS = 12;
const UNKNOWN: LegendValue = { words: "–", isGap: true };

/** @param present what the register is now, if it is there  @param at nothing for the present */
export function legendValue(line: DrawnLine, present: Present | undefined, at: number | undefined): LegendValue {
  return at === undefined ? presentValue(line, present) : pastValue(line, at);
}

function presentValue({ unit, kind }: DrawnLine, present: Present | undefined): LegendValue {
  const value = present && valueAt(present.value, present.path);
  if (value === undefined) return UNKNOWN;
  if (kindOf(value) === "null") return { words: text.registers.noValue, isGap: true };
  if (kind === "boolean") return switched(value === "true");
  if (!["number", "boolean"].includes(kindOf(value)))
    return { words: headWords(headOf(value as JsonText)), isGap: false };
  return { words: valueWithUnit(value, unit), isGap: false };
}

/** As the axis says it. */
function switched(isOn: boolean): LegendValue {
  return { words: isOn ? text.inspector.value.on : text.inspector.value.off, isGap: false };
}

function pastValue(line: DrawnLine, at: number): LegendValue {
  const gap = line.gaps.find(({ from, to }) => from <= at && at < to);
  if (gap) return { words: text.past.plot.gaps[gap.reason], isGap: true };
  if (line.kind === "text") {
    const { text: head, length = 0 } = tickAt(line.ticks, at) ?? {};
    return head === undefined ? UNKNOWN : { words: headWords({ text: head, length }), isGap: false };
  }
  const point = pointAt(line.trace, at);
  if (!point) return UNKNOWN;
  if (line.kind === "boolean") return switched(point.height !== 0);
  const { height, low, high } = point;
  if (low === high) return { words: valueWithUnit(String(height), line.unit), isGap: false };
  const [least, most] = [Number(low.toPrecision(DIGITS)), Number(high.toPrecision(DIGITS))];
  // An average has no more digits than what it is of, but one at least.
  const middle = Number(height.toFixed(Math.max(1, decimalsOf(least), decimalsOf(most))));
  const words = text.past.plot.between(valueWithUnit(String(middle), line.unit), String(least), String(most));
  return { words, isGap: false };
}

/** What is missing at the end is told. */
function headWords(head: TextHead): string {
  const words = plainText(head.text);
  return isCut(head) ? `${words}… (${text.inspector.tree.cut(head.length)})` : words;
}

/** As many as are written out. */
function decimalsOf(number: number): number {
  return Math.min(20, /\.(\d+)/.exec(String(number))?.[1]?.length ?? 0);
}
