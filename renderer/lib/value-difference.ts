import { addDecimals, isDecimal, negated } from "./decimal.ts";
import { kindOf } from "./value.ts";

/** How far apart two numbers are, signed and exact: `+2.5`. @returns nothing when either is no plain number or both are
 *  the same */
export function numericDifference(from: string, to: string): string | undefined {
  if (!isDecimal(from) || !isDecimal(to)) return undefined;
  const difference = addDecimals(to, negated(from))
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
  if (/^-?0$/.test(difference)) return undefined;
  return difference.startsWith("-") ? `−${difference.slice(1)}` : `+${difference}`;
}

/** As many digits as say how far apart two measured values are; the rest is noise of binary fractions, mostly. */
const DIGITS = 6;
const LONGEST = 9;
const rounded = new Intl.NumberFormat("en", { maximumSignificantDigits: DIGITS, useGrouping: false });

/** The difference for reading: a long fraction is rounded, and says so with `≈`. */
export function differenceWords(from: string, to: string): string | undefined {
  const exact = numericDifference(from, to);
  if (exact === undefined || exact.length - 1 <= LONGEST || !exact.includes(".")) return exact;
  const [sign, number, whole] = [exact.charAt(0), exact.slice(1), exact.slice(1, exact.indexOf("."))];
  // What stands before the point counts to the last digit.
  return `≈ ${sign}${whole.length < DIGITS ? rounded.format(Number(number)) : whole}`;
}

/** Whether two values fit on one line as `from → to`. */
export function isShort(text: string): boolean {
  const kind = kindOf(text);
  return kind !== "object" && kind !== "array" && text.length <= 40;
}
