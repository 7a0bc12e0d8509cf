/** From moments to stretches of time: the one place that knows how long a value held, and when there was none. */
import type { Gap, GapReason, Period } from "#shared/model/history.ts";
import { EXPIRED, gapOf, NULL, type Moment } from "./moment.ts";

/** For so much longer than its time to live a register may be silent before its line breaks. Most devices refresh a little
 *  late now and then, and a line full of holes hides the real ones. */
const SILENCE = 1.5;

/** One stretch: a value that held, or a gap. */
export type Span<Of extends Moment = Moment> = Period & ({ readonly moment: Of } | { readonly gap: GapReason });

/** Leaves out expiries after which the register came back before its silence was a gap.
 *  @param moments of one register, oldest first */
export function withoutShortSilences<Of extends Moment>(moments: readonly Of[]): Of[] {
  return moments.filter((moment, index) => {
    const next = moments[index + 1];
    return moment.kind !== EXPIRED || next === undefined || !isShort(moment, next);
  });
}

/** How often a line breaks off among moments, or begins again after it had: it must not be drawn past them unread.
 *  @param moments of one register, oldest first  @param carry the last one before them, if it is known */
export function breaksAmong(moments: readonly Moment[], carry: Moment | undefined): number {
  const settled = withoutShortSilences(carry === undefined ? moments : [carry, ...moments]);
  return settled.filter((moment, index) => {
    const before = settled[index - 1];
    return moment !== carry && (isBreak(moment) || (before !== undefined && isBreak(before)));
  }).length;
}

function isBreak(moment: Moment): boolean {
  return gapOf(moment) !== undefined || moment.kind === NULL;
}

function isShort(expiry: Moment, next: Moment): boolean {
  // It expired one time to live after its last report.
  const timeToLive = expiry.value as number;
  return gapOf(next) === undefined && next.at - expiry.at <= (SILENCE - 1) * timeToLive;
}

/** What a register was in a range, in order and without overlap. Where nothing is known at all there is no span.
 *  @param moments of one register, oldest first; one from before the range says what it began with
 *  @param unobserved oldest first, without overlap: a value is only known until one begins, and again from the first moment
 *  after it */
export function spansOf<Of extends Moment>(
  moments: readonly Of[],
  unobserved: readonly Gap[],
  { from, to }: Period,
): Span<Of>[] {
  const spans: Span<Of>[] = [];
  const settled = withoutShortSilences(moments);
  let first = 0;
  settled.forEach((moment, index) => {
    const end = Math.min(settled[index + 1]?.at ?? to, to);
    if (end <= moment.at) return;
    while ((unobserved[first]?.to ?? Infinity) <= moment.at) first++;
    const known = Math.max(moment.at, Math.min(end, unobserved[first]?.from ?? end));
    const gap = gapOf(moment);
    add(spans, { from: Math.max(moment.at, from), to: known, ...(gap === undefined ? { moment } : { gap }) });
    for (const broken of brokenBy(unobserved, first, { from: known, to: end })) {
      add(spans, { ...broken, from: Math.max(broken.from, from) });
    }
  });
  return spans;
}

/** The rest of the time of a moment, from when nobody watched: nobody knows what it was between waking and its next report
 *  either. @param first of the times without observing that may matter */
function* brokenBy(unobserved: readonly Gap[], first: number, { from, to }: Period) {
  for (let at = first, start = from; start < to; at++) {
    const broken = unobserved[at];
    if (broken === undefined || broken.from >= to) return;
    const end = Math.min(to, unobserved[at + 1]?.from ?? to);
    yield { from: start, to: end, gap: broken.reason };
    start = end;
  }
}

function add<Of extends Moment>(spans: Span<Of>[], span: Span<Of>): void {
  if (span.from < span.to) spans.push(span);
}
