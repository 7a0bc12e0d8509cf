import type { AtQuery, ChangesPage, ChangesQuery } from "#shared/contract/history.ts";
import { matchesGlob } from "#shared/glob.ts";
import type { Period, ValueAt } from "#shared/model/history.ts";
import { RegisterName } from "#shared/model/register.ts";
import { textOf, toChange, type Moment } from "../../history/moment.ts";
import { spansOf } from "../../history/spans.ts";
import type { Database } from "../database.ts";
import { inOrder, knownRegister, momentsReading, type KnownRegister } from "./moments-reading.ts";
import { unobservedPeriods } from "./observation-table.ts";
import { lastMomentBefore } from "./packing.ts";
import { LAG } from "./series.ts";

/** Single changes of one register. */
export function changesOf(database: Database): (query: ChangesQuery) => ChangesPage {
  const known = knownRegister(database);
  const reading = momentsReading(database);
  return ({ register, before, after, limit }) => {
    const found = known(register);
    if (found === undefined) return { changes: [] };
    const recent = reading.recent([found.id]).get(found.id) ?? [];
    const whole: Period = { from: Math.max(after ?? 0, found.moments_from), to: before ?? Number.MAX_SAFE_INTEGER };
    const forward = after !== undefined;
    const segments = forward ? reading.packed(found.id, whole) : reading.packedBackwards(found.id, whole);
    const moments = inTurn(forward, segments, recent);
    return pageOf(
      moments,
      limit,
      ({ at }) => (after === undefined || at > after) && (before === undefined || at < before),
    );
  };
}

/** @param segments the first that is wanted first */
function* inTurn(forward: boolean, segments: Iterable<Moment[]>, recent: readonly Moment[]): Generator<Moment> {
  if (forward) {
    yield* inOrder(segments, recent);
    return;
  }
  let next = recent.length - 1;
  for (const moments of segments) {
    for (const moment of moments.toReversed()) {
      for (let other = recent[next]; other !== undefined && other.at > moment.at; other = recent[--next]) yield other;
      yield moment;
    }
  }
  yield* recent.slice(0, next + 1).reverse();
}

/** What happened in the same millisecond stays on one page, because the next begins after its time. */
function pageOf(moments: Iterable<Moment>, limit: number, isWanted: (moment: Moment) => boolean): ChangesPage {
  const page: Moment[] = [];
  for (const moment of moments) {
    if (!isWanted(moment)) continue;
    const last = page.at(-1);
    if (page.length >= limit && last !== undefined && last.at !== moment.at) {
      return { changes: page.map(toChange), next: last.at };
    }
    page.push(moment);
  }
  return { changes: page.map(toChange) };
}

/** What registers were at a moment, by name. */
export function valuesAt(database: Database): (query: AtQuery & { readonly now: number }) => ValueAt[] {
  const match = matchingRegisters(database);
  const reading = momentsReading(database);
  const before = lastMomentBefore(database);
  const unobserved = unobservedPeriods(database, LAG);
  return ({ at: asked, registers, limit, now }) => {
    const at = Math.min(asked, now);
    const found = match(registers).slice(0, limit);
    const recent = reading.recent(found.map(({ id }) => id));
    return found.map(({ id, name }) => {
      const register = RegisterName.parse(name);
      const last = recent.get(id)?.findLast((moment) => moment.at <= at) ?? before(id, at + 1);
      if (last === undefined) return { register };
      const breaks = unobserved({ from: last.at, to: at + 1 });
      const span = spansOf([last], breaks, { from: at, to: at + 1 })[0];
      if (span !== undefined && "gap" in span) return { register, gap: span.gap, since: breaks[0]?.from ?? last.at };
      const value = textOf(last);
      return { register, ...(value === undefined ? {} : { value }), since: last.at };
    });
  };
}

/** Registers that have a past, with one of the names or matching one of the globs; all when there are none. By name. */
export function matchingRegisters(database: Database): (registers: readonly string[]) => KnownRegister[] {
  const all = database.prepare<[], KnownRegister>("SELECT id, name, moments_from FROM registers ORDER BY name");
  const known = knownRegister(database);
  return (registers) => {
    if (registers.length === 0) return all.all();
    const isName = registers.every((name) => !/[*?]/.test(name));
    if (isName) {
      const found = [...new Set(registers)].sort().map((name) => known(name));
      return found.filter((register) => register !== undefined);
    }
    return all.all().filter(({ name }) => registers.some((glob) => glob === name || matchesGlob(glob, name)));
  };
}
