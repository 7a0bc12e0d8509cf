/** Durations as Go writes them, because that is what every existing device client sends.
 *  Grammar and units follow Go's `time.ParseDuration`. */
import { RegdeskError } from "./errors.ts";

const MILLISECONDS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  "\u00b5s": 1e-3, // micro sign
  "\u03bcs": 1e-3, // Greek letter mu
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** Digits can be matched in one way only: a million of them without a unit must not take quadratic time. */
const TERM = /(\d+(?:\.\d*)?|\.\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/y;

/** Go keeps a duration in 64-bit nanoseconds and refuses what does not fit. */
const LONGEST_MS = 2 ** 63 / 1e6;

/** A refusal names the text, but must not echo a megabyte of it. */
const LONGEST_QUOTED = 64;
const EXAMPLES = 'write it like "10s", "1m30s" or "500ms"';

/** Reads a Go duration such as `1h30m`, `.5h`, `-10s` or `0`. @returns milliseconds, possibly fractional or negative */
/** @throws {RegdeskError} `DURATION_INVALID`, its message naming the text and the cure */
export function parseDuration(text: string): number {
  const sign = text.startsWith("-") ? -1 : 1;
  const unsigned = /^[+-]/.test(text) ? text.slice(1) : text;
  if (unsigned === "0") return 0;
  const milliseconds = sumOfTerms(unsigned);
  if (milliseconds === undefined) throw new RegdeskError("DURATION_INVALID", invalidBecause(text));
  if (milliseconds > LONGEST_MS) {
    throw new RegdeskError("DURATION_INVALID", `${quoted(text)} is longer than the 292 years a duration can have`);
  }
  return sign * milliseconds;
}

function sumOfTerms(text: string): number | undefined {
  if (text === "") return undefined;
  let sum = 0;
  TERM.lastIndex = 0;
  while (TERM.lastIndex < text.length) {
    const term = TERM.exec(text);
    if (term === null) return undefined;
    sum += Number(term[1]) * (MILLISECONDS[term[2] ?? ""] ?? Number.NaN);
  }
  return sum;
}

function invalidBecause(text: string): string {
  if (text.length > LONGEST_QUOTED) return `a text of ${text.length} characters is not a duration; ${EXAMPLES}`;
  if (/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text)) {
    return `${JSON.stringify(text)} needs a unit, for example ${JSON.stringify(`${text}s`)}`;
  }
  return `${JSON.stringify(text)} is not a duration; ${EXAMPLES}`;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST_QUOTED ? `${text.slice(0, LONGEST_QUOTED)}…` : text);
}

/** Writes milliseconds the way `parseDuration` reads them, for example `1m30s`; below a second to the nanosecond,
 *  above to the millisecond. */
export function formatDuration(milliseconds: number): string {
  const length = Math.abs(milliseconds);
  const sign = milliseconds < 0 ? "-" : "";
  if (length < 1_000) return length < 0.5e-6 ? "0s" : `${sign}${Math.round(length * 1e6) / 1e6}ms`;
  const whole = Math.round(length);
  const hours = Math.floor(whole / 3_600_000);
  const minutes = Math.floor(whole / 60_000) % 60;
  const seconds = (whole % 60_000) / 1_000;
  return (
    sign + (hours > 0 ? `${hours}h` : "") + (minutes > 0 ? `${minutes}m` : "") + (seconds > 0 ? `${seconds}s` : "")
  );
}
