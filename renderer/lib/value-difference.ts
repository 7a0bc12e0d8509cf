import { kindOf } from "./value.ts";

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/** How far apart two numbers are, signed and exact: `+2.5`. Computed in decimal, because `24.1 - 21.5` in binary is
 *  `2.6000000000000014`. @returns nothing when either is no plain number or both are the same */
export function numericDifference(from: string, to: string): string | undefined {
  if (!DECIMAL.test(from) || !DECIMAL.test(to)) return undefined;
  const places = Math.max(fractionOf(from).length, fractionOf(to).length);
  const difference = scaled(to, places) - scaled(from, places);
  if (difference === 0n) return undefined;
  return `${difference > 0n ? "+" : "−"}${unscaled(difference < 0n ? -difference : difference, places)}`;
}

/** Whether two values fit on one line as `from → to`. */
export function isShort(text: string): boolean {
  const kind = kindOf(text);
  return kind !== "object" && kind !== "array" && text.length <= 40;
}

const fractionOf = (decimal: string) => decimal.split(".")[1] ?? "";

function scaled(decimal: string, places: number): bigint {
  return BigInt(decimal.replace(".", "") + "0".repeat(places - fractionOf(decimal).length));
}

function unscaled(whole: bigint, places: number): string {
  const digits = String(whole).padStart(places + 1, "0");
  if (places === 0) return digits;
  const fraction = digits.slice(-places).replace(/0+$/, "");
  return digits.slice(0, -places) + (fraction && `.${fraction}`);
}
