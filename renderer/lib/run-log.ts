/** What one register held and for how long, as this window saw it. A value that is reported again and again is one run,
 *  so that hours of a steady register cost no more than a minute. */
import type { JsonText } from "#shared/json.ts";
import type { Register } from "#shared/model/register.ts";

export interface Run {
  readonly text: JsonText;
  /** When it was first and last reported, in epoch milliseconds. */
  readonly from: number;
  readonly until: number;
  /** How often it was reported in that time. */
  readonly reports: number;
  /** When it expired, if that ended it. */
  readonly expiredAt?: number;
  /** How long the last report counts, in milliseconds; without end for a register of a source. */
  readonly ttl: number;
  /** Nobody knows what was between the run before and this one. */
  readonly isAfterGap: boolean;
}

export interface LogLimits {
  readonly runs: number;
  /** Characters of all texts together. */
  readonly characters: number;
}

/** Silence beyond this share of the TTL is a gap. */
const GAP = 1.5;

/** Kept whatever their size, because a difference needs two. */
const ALWAYS_KEPT = 2;

export class RunLog {
  #runs: Run[] = [];
  #characters = 0;

  /** Oldest first. */
  get runs(): readonly Run[] {
    return this.#runs;
  }

  add({ value, providedAt, ttl = Infinity, expiredAt }: Register, limits: LogLimits): void {
    const last = this.#runs.at(-1);
    if (last && providedAt <= last.until) {
      if (expiredAt !== undefined && last.expiredAt === undefined) this.#replaceLast({ ...last, expiredAt });
      return;
    }
    const isAfterGap = last !== undefined && isGap(last, providedAt, ttl);
    if (last && !isAfterGap && last.text === value) {
      this.#replaceLast({
        ...last,
        until: providedAt,
        reports: last.reports + 1,
        ttl,
        ...(expiredAt !== undefined && { expiredAt }),
      });
      return;
    }
    const run = { text: value, from: providedAt, until: providedAt, reports: 1, ttl, isAfterGap };
    this.#runs.push(expiredAt === undefined ? run : { ...run, expiredAt });
    this.#characters += value.length;
    this.#forget(limits);
  }

  #replaceLast(run: Run): void {
    this.#runs[this.#runs.length - 1] = run;
  }

  #forget({ runs, characters }: LogLimits): void {
    let old = 0;
    const isTooMuch = () => this.#runs.length - old > runs || this.#characters > characters;
    while (this.#runs.length - old > ALWAYS_KEPT && isTooMuch()) {
      this.#characters -= this.#runs[old]?.text.length ?? 0;
      old += 1;
    }
    if (old > 0) this.#runs = this.#runs.slice(old);
  }
}

/** Runs that tell how often a register is reported now. */
const RECENT = 20;

/** How often a register is reported, in milliseconds; nothing before it was seen twice. */
export function refreshInterval(runs: readonly Run[]): number | undefined {
  const recent = runs.slice(-RECENT);
  const sinceGap = recent.slice(
    Math.max(
      0,
      recent.findLastIndex(({ isAfterGap }) => isAfterGap),
    ),
  );
  const [first, last] = [sinceGap[0], sinceGap.at(-1)];
  const intervals = sinceGap.reduce((sum, { reports }) => sum + reports, 0) - 1;
  return first && last && intervals > 0 ? (last.until - first.from) / intervals : undefined;
}

/** Whether nobody knows what was between a run and the next report. */
function isGap({ expiredAt, until }: Run, providedAt: number, ttl: number): boolean {
  return expiredAt !== undefined || providedAt - until > ttl * GAP;
}
