import { formatDuration, parseDuration } from "#shared/duration.ts";
import { RegdeskError } from "#shared/errors.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  "\u00b5s": 1e-3,
  "\u03bcs": 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

const MAX_INT64_NS = 2n ** 63n - 1n;
const LONGEST_MS = Number(MAX_INT64_NS) / 1e6;

interface Term {
  readonly whole: string;
  readonly point: boolean;
  readonly fraction: string;
  readonly unit: string;
}

const digits = fc.stringMatching(/^\d{0,5}$/);
const term: fc.Arbitrary<Term> = fc
  .record({ whole: digits, point: fc.boolean(), fraction: digits, unit: fc.constantFrom(...Object.keys(UNITS)) })
  .map((drawn) => (drawn.point ? drawn : { ...drawn, fraction: "" }))
  .filter(({ whole, fraction }) => whole + fraction !== "");
const duration = fc.record({
  sign: fc.constantFrom("", "+", "-"),
  terms: fc.array(term, { minLength: 1, maxLength: 4 }),
});

function textOf({ sign, terms }: { sign: string; terms: readonly Term[] }): string {
  return sign + terms.map(({ whole, point, fraction, unit }) => whole + (point ? "." : "") + fraction + unit).join("");
}

/** In milliseconds, whatever its sign. */
function lengthOf(text: string): number {
  const terms = [...text.matchAll(/([\d.]+)([a-z\u00b5\u03bc]+)/g)];
  return terms.reduce((sum, [, amount, unit = ""]) => sum + Number(amount) * (UNITS[unit] ?? 0), 0);
}

describe("parseDuration", () => {
  test("agrees with adding up the terms by hand", () => {
    fc.assert(
      fc.property(duration, (drawn) => {
        const sum = drawn.terms.reduce(
          (total, { whole, fraction, unit }) => total + Number(`${whole || "0"}.${fraction || "0"}`) * UNITS[unit]!,
          0,
        );
        const expected = drawn.sign === "-" ? -sum : sum;
        expect(Math.abs(parseDuration(textOf(drawn)) - expected)).toBeLessThanOrEqual(Math.abs(expected) * 1e-12);
      }),
    );
  });

  test("refuses what a letter more or less makes of a duration, unless that is one too", () => {
    const grammar = /^[+-]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/;
    const almost = fc
      .tuple(duration.map(textOf), fc.nat(), fc.constantFrom("", " ", "d", "s", ".", "-", "5", "e", "µ", "\n"))
      .map(
        ([text, at, letter]) =>
          text.slice(0, at % (text.length + 1)) + letter + text.slice((at % (text.length + 1)) + 1),
      );
    fc.assert(
      fc.property(almost, (text) => {
        let accepted = true;
        try {
          parseDuration(text);
        } catch {
          accepted = false;
        }
        expect(accepted).toBe(grammar.test(text) && lengthOf(text) <= LONGEST_MS); // five digits without their point are many
      }),
    );
  });

  test("refuses any other text with a RegdeskError and nothing else", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        try {
          expect(parseDuration(text)).not.toBeNaN();
        } catch (error) {
          expect(error).toMatchObject({ name: "RegdeskError", code: "DURATION_INVALID", status: 400 });
        }
      }),
    );
  });

  test.each([
    ["0", 0],
    ["-0", 0],
    ["+5s", 5_000],
    [".5h", 1_800_000],
    ["5.s", 5_000],
    ["1h30m", 5_400_000],
    ["-1m30.5s", -90_500],
    ["1us", 0.001],
    ["876000h", 876_000 * 3_600_000],
  ])("reads %s as %d ms", (text, milliseconds) => {
    expect(parseDuration(text) + 0).toBe(milliseconds);
  });

  test.each(["", ".", "s", ".s", "-", "+", "5", "00", "1d", "1 s", " 1s", "1s ", "1e3s", "1S", "--1s", "１s"])(
    "refuses %j",
    (text) => {
      expect(() => parseDuration(text)).toThrow(RegdeskError);
    },
  );

  test("refuses what does not fit Go's 64 bits of nanoseconds", () => {
    expect(parseDuration(`${MAX_INT64_NS / 3_600_000_000_000n}h`)).toBeGreaterThan(9e12);
    expect(() => parseDuration("2562048h")).toThrow(/292 years/);
    expect(() => parseDuration(`${"9".repeat(400)}s`)).toThrow(/292 years/);
  });

  test.each([
    ["10", '"10" needs a unit, for example "10s"'],
    ["abc", '"abc" is not a duration; write it like "10s", "1m30s" or "500ms"'],
  ])("tells the cure for %j", (text, sentence) => {
    expect(() => parseDuration(text)).toThrow(sentence);
  });

  test.each([
    "1".repeat(1_000_000),
    `${"1".repeat(1_000_000)}x`,
    `${"1s".repeat(300_000)}x`,
    `.${"0".repeat(1_000_000)}`,
  ])("refuses a megabyte of nonsense quickly and without echoing it (%#)", (text) => {
    const started = performance.now();
    expect(() => parseDuration(text)).toThrow(/^.{0,200}$/);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe("formatDuration", () => {
  test("writes what parseDuration reads back, to the nanosecond below a second and to the millisecond above", () => {
    const milliseconds = fc.oneof(
      fc.double({ min: -1_000, max: 1_000, noNaN: true }),
      fc.double({ min: -9e12, max: 9e12, noNaN: true }),
      fc.integer({ min: -100_000_000, max: 100_000_000 }),
    );
    fc.assert(
      fc.property(milliseconds, (value) => {
        const error = Math.abs(parseDuration(formatDuration(value)) - value);
        expect(error).toBeLessThanOrEqual(Math.abs(value) < 1_000 ? 0.51e-6 : 0.51);
      }),
    );
  });

  test.each([
    [0, "0s"],
    [1e-9, "0s"],
    [0.0015, "0.0015ms"],
    [250, "250ms"],
    [10_000, "10s"],
    [90_500, "1m30.5s"],
    [119_999.9, "2m"],
    [-3_600_000, "-1h"],
  ])("writes %d ms as %s", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});
