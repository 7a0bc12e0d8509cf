/** A decimal number as `units × 10^exponent`. */
interface Decimal {
  readonly units: bigint;
  readonly exponent: number;
}

/** Whether two numbers differ by no more than a step. Reckoned in decimals, because in binary 1.1 is more than 0.1 above 1.
 *  @param a  @param b JSON numbers as they are written */
export function isWithinStep(a: string, b: string, step: number): boolean {
  const numbers = [a, b, String(step)].map(decimalOf);
  const exponent = Math.min(...numbers.map((number) => number.exponent));
  const [first = 0n, second = 0n, most = 0n] = numbers.map(
    (number) => number.units * 10n ** BigInt(number.exponent - exponent),
  );
  const difference = first - second;
  return (difference < 0n ? -difference : difference) <= most;
}

function decimalOf(text: string): Decimal {
  const {
    whole = "",
    fraction = "",
    power = "0",
  } = /^(?<whole>-?\d+)(?:\.(?<fraction>\d+))?(?:e(?<power>[+-]?\d+))?$/i.exec(text)?.groups ?? {};
  return { units: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}
