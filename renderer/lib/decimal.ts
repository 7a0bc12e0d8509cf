/** Decimal numbers reckoned digit by digit, because `24.1 - 21.5` in binary is `2.6000000000000014`. */

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/** Whether a text is a number written without an exponent, such as `-21.50`. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

export function fractionDigits(decimal: string): number {
  return fractionOf(decimal).length;
}

/** The sum of two decimals, with no more fraction digits than the longer of them. */
export function addDecimals(a: string, b: string): string {
  const places = Math.max(fractionDigits(a), fractionDigits(b));
  return unscaled(scaled(a, places) + scaled(b, places), places);
}

/** Below, at or above zero as `a` is below, at or above `b`. */
export function compareDecimals(a: string, b: string): number {
  const places = Math.max(fractionDigits(a), fractionDigits(b));
  const difference = scaled(a, places) - scaled(b, places);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

export function negated(decimal: string): string {
  return decimal.startsWith("-") ? decimal.slice(1) : `-${decimal}`;
}

const fractionOf = (decimal: string) => decimal.split(".")[1] ?? "";

function scaled(decimal: string, places: number): bigint {
  return BigInt(decimal.replace(".", "") + "0".repeat(places - fractionDigits(decimal)));
}

function unscaled(whole: bigint, places: number): string {
  const digits = String(whole < 0n ? -whole : whole).padStart(places + 1, "0");
  const integer = places === 0 ? digits : digits.slice(0, -places);
  const fraction = places === 0 ? "" : digits.slice(-places);
  return `${whole < 0n ? "-" : ""}${integer}${fraction && `.${fraction}`}`;
}
