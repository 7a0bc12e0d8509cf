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

/** Whether two values fit on one line as `from → to`. */
export function isShort(text: string): boolean {
  const kind = kindOf(text);
  return kind !== "object" && kind !== "array" && text.length <= 40;
}
