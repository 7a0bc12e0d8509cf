import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EXPIRED, NULL, NUMBER, TEXT, TRUE, WITHDRAWN, numberOf, type Moment } from "#electron/history/moment.ts";
import { MINUTE, rolledUp } from "#electron/history/minutes.ts";
import { spansOf } from "#electron/history/spans.ts";
import { packMinutes, unpackMinutes } from "#electron/store/history/minutes-segment.ts";
import { packMoments, unpackMoments } from "#electron/store/history/moments-segment.ts";
import type { UnobservedPeriod } from "#shared/model/history.ts";

const RANGE = { from: 0, to: 600_000 };

/** Moments of one register in ten minutes, oldest first, no two at once. */
const someMoments = fc
  .uniqueArray(fc.integer({ min: 0, max: RANGE.to - 1 }), { maxLength: 40 })
  .chain((times) => fc.tuple(...times.sort((a, b) => a - b).map((at) => aMoment(at))));

function aMoment(at: number): fc.Arbitrary<Moment> {
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.integer({ min: -5_000, max: 5_000 }).map((value) => ({ at, kind: NUMBER, value: value / 100 })),
    },
    {
      weight: 1,
      arbitrary: fc
        .double({ noNaN: true, noDefaultInfinity: true })
        .map((value) => ({ at, kind: NUMBER, value: value === 0 ? 0 : value })),
    },
    fc.constantFrom(
      { at, kind: TRUE, value: null },
      { at, kind: NULL, value: null },
      { at, kind: WITHDRAWN, value: null },
    ),
    fc.integer({ min: 1, max: 120_000 }).map((value) => ({ at, kind: EXPIRED, value })),
    fc.string().map((text) => ({ at, kind: TEXT, value: JSON.stringify(text) })),
  );
}

const somePauses = fc
  .uniqueArray(fc.integer({ min: 0, max: RANGE.to }), { maxLength: 6 })
  .map((ends) => ends.sort((a, b) => a - b))
  .map((ends) =>
    Array.from({ length: Math.floor(ends.length / 2) }, (_, index): UnobservedPeriod => {
      return { from: ends[2 * index] ?? 0, to: ends[2 * index + 1] ?? 0, reason: "asleep" };
    }),
  );

/** What is known at one millisecond, found out the slow way. */
function numberAt(moments: readonly Moment[], pauses: readonly UnobservedPeriod[], at: number): number | undefined {
  const before = moments.filter((moment) => moment.at <= at);
  let last = before.at(-1);
  const next = moments.find((moment) => moment.at > at);
  if (last?.kind === EXPIRED && next !== undefined && next.kind !== EXPIRED && next.kind !== WITHDRAWN) {
    // It came back before it had been silent for half its time to live more.
    if (next.at - last.at <= 0.5 * (last.value as number)) last = before.findLast(({ kind }) => kind !== EXPIRED);
  }
  if (last === undefined) return undefined;
  const since = last.at;
  if (pauses.some(({ from, to }) => from <= at && to > since)) return undefined;
  return numberOf(last);
}

describe("Spans", () => {
  test("say of every moment what is known at it, and nothing where nobody watched", () => {
    // One expiry follows another only when the register came back in between.
    const moments = someMoments.map((all) =>
      all.filter(({ kind }, i) => kind !== EXPIRED || all[i - 1]?.kind !== EXPIRED),
    );
    fc.assert(
      fc.property(
        moments,
        somePauses,
        fc.array(fc.integer({ min: 0, max: RANGE.to - 1 }), { minLength: 20 }),
        (all, pauses, times) => {
          const spans = spansOf(all, pauses, RANGE);
          for (const at of times) {
            const span = spans.find(({ from, to }) => from <= at && at < to);
            const told = span !== undefined && "moment" in span ? numberOf(span.moment) : undefined;
            expect(told).toBe(numberAt(all, pauses, at));
          }
          for (const [index, { from, to }] of spans.entries()) {
            expect(from).toBeLessThan(to);
            expect(from).toBeGreaterThanOrEqual(spans[index - 1]?.to ?? 0);
          }
        },
      ),
    );
  });
});

describe("Minutes", () => {
  test("are what a look at every stretch of them finds", () => {
    fc.assert(
      fc.property(someMoments, somePauses, (moments, pauses) => {
        const spans = spansOf(moments, pauses, RANGE);
        for (const minute of rolledUp(moments, pauses, RANGE)) {
          if (minute.observed === 0) continue;
          const end = minute.at + MINUTE;
          const held = spans.flatMap((span) => {
            const length = Math.min(span.to, end) - Math.max(span.from, minute.at);
            const number = "moment" in span ? numberOf(span.moment) : undefined;
            return length > 0 && number !== undefined ? [{ number, length }] : [];
          });
          const all = held.reduce((sum, { length }) => sum + length, 0);
          const mean = held.reduce((sum, { number, length }) => sum + number * (length / all), 0);
          const numbers = held.map(({ number }) => number);
          expect(minute).toMatchObject({
            ...{ min: Math.min(...numbers), max: Math.max(...numbers), last: numbers.at(-1), observed: all / MINUTE },
            count: moments.filter(
              (moment) => moment.at >= minute.at && moment.at < end && numberOf(moment) !== undefined,
            ).length,
          });
          expect(Math.abs(minute.mean - mean)).toBeLessThanOrEqual(
            1e-9 * Math.max(1, Math.abs(minute.max), Math.abs(minute.min)),
          );
        }
      }),
    );
  });

  test("come out of their bytes as they went in, the mean to a ten-millionth of what there was between", () => {
    fc.assert(
      fc.property(someMoments, somePauses, (moments, pauses) => {
        const minutes = rolledUp(moments, pauses, RANGE);
        const unpacked = minutes.length === 0 ? [] : unpackMinutes(packMinutes(minutes, 0), 0);
        expect(unpacked).toMatchObject(minutes.map(({ mean: _, observed: __, ...exact }) => ({ ...exact })));
        unpacked.forEach(({ mean, observed }, index) => {
          const was = minutes[index];
          const span = (was?.max ?? 0) - (was?.min ?? 0);
          expect(Math.abs(mean - (was?.mean ?? 0))).toBeLessThanOrEqual(1e-6 * span);
          expect(Math.abs(observed - (was?.observed ?? 0))).toBeLessThanOrEqual(1.1e-4);
        });
      }),
    );
  });
});

test("moments come out of their bytes as they went in", () => {
  fc.assert(
    fc.property(someMoments, (moments) => {
      expect(unpackMoments(packMoments(moments, 0), 0)).toEqual(moments);
    }),
  );
});
