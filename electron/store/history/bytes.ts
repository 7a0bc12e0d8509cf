/** Numbers as few bytes: a segment of the history is one row, and how small it is decides how long the past is. */

/** Whole numbers up to here survive the way through variable lengths, doubled for their sign. */
const LARGEST = 2 ** 51;
/** Sensors tell at most so many decimals; what has more is kept as the double it is. */
const MOST_DECIMALS = 6;

export class ByteWriter {
  #bytes = Buffer.allocUnsafe(1024);
  #length = 0;

  /** @param value whole, from 0 to 2^53 */
  count(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** @param value whole, of either sign; small ones are short */
  whole(value: number): void {
    this.count(value < 0 ? -2 * value - 1 : 2 * value);
  }

  double(value: number): void {
    this.#reserve(8);
    this.#length = this.#bytes.writeDoubleLE(value, this.#length);
  }

  float(value: number): void {
    this.#reserve(4);
    this.#length = this.#bytes.writeFloatLE(value, this.#length);
  }

  text(value: string): void {
    const bytes = Buffer.byteLength(value);
    this.count(bytes);
    this.#reserve(bytes);
    this.#length += this.#bytes.write(value, this.#length);
  }

  /** A copy of what was written. */
  finished(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#length));
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.#length + bytes));
    this.#bytes.copy(larger);
    this.#bytes = larger;
  }
}

export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isOver(): boolean {
    return this.#at >= this.#bytes.length;
  }

  count(): number {
    let value = 0;
    for (let weight = 1; ; weight *= 0x80) {
      const byte = this.#bytes[this.#at++] ?? 0;
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
    }
  }

  whole(): number {
    const value = this.count();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  double(): number {
    this.#at += 8;
    return this.#bytes.readDoubleLE(this.#at - 8);
  }

  float(): number {
    this.#at += 4;
    return this.#bytes.readFloatLE(this.#at - 4);
  }

  /** @returns nothing of it */
  skipText(): string {
    const bytes = this.count();
    this.#at += bytes;
    return "";
  }

  text(): string {
    const bytes = this.count();
    this.#at += bytes;
    return this.#bytes.toString("utf8", this.#at - bytes, this.#at);
  }
}

/** By which power of ten all of the numbers become whole, exactly; undefined when there is none.
 *  21.5 and 21.75 become 2150 and 2175, of which one is an eighth of a double and their difference a tenth. */
export function decimalsOf(numbers: readonly number[]): number | undefined {
  let decimals = 0;
  for (const number of numbers) {
    while (decimals <= MOST_DECIMALS && !isWhole(number, decimals)) decimals++;
    if (decimals > MOST_DECIMALS) return undefined;
  }
  // What was exact with few decimals need not be with more.
  return numbers.every((number) => isWhole(number, decimals)) ? decimals : undefined;
}

/** @param decimals of {@link decimalsOf} */
export function scaled(number: number, decimals: number): number {
  return Math.round(number * 10 ** decimals);
}

export function unscaled(whole: number, decimals: number): number {
  return whole / 10 ** decimals;
}

function isWhole(number: number, decimals: number): boolean {
  const whole = scaled(number, decimals);
  return Math.abs(whole) < LARGEST / 2 && unscaled(whole, decimals) === number;
}
