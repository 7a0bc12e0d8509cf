import type { ChangeRequest } from "#shared/model/change-request.ts";

const MINUTE = 60_000;
/** The most a rule can be limited to, so that more need not be remembered. */
const MOST_PER_MINUTE = 100_000;

/** When each rule was about a request, as far as a limit per minute needs it. Goes by the times of the requests, so that
 *  the same requests always give the same counts. */
export class RuleRates {
  readonly #times = new Map<string, number[]>();

  /** Whether the rule has had as many requests as it may within the minute before. @param at epoch milliseconds */
  isExhausted(rule: string, perMinute: number, at: number): boolean {
    const last = this.#times.get(rule)?.at(-perMinute);
    return last !== undefined && Math.abs(at - last) < MINUTE; // the clock may have been set back meanwhile
  }

  note(rule: string, at: number): void {
    const times = this.#times.get(rule) ?? [];
    if (times.length === 0) this.#times.set(rule, times);
    if (Math.abs(at - (times.at(-1) ?? at)) >= MINUTE) times.length = 0;
    times.push(at);
    if (times.length >= 2 * MOST_PER_MINUTE) times.splice(0, times.length - MOST_PER_MINUTE);
  }

  /** What was noted did not come to be. */
  takeBack(rule: string, at: number): void {
    const times = this.#times.get(rule) ?? [];
    const index = times.lastIndexOf(at);
    if (index !== -1) times.splice(index, 1);
  }
}

/** Where the last run left off. @param requests oldest first */
export function ratesAfter(requests: Iterable<ChangeRequest>): RuleRates {
  const rates = new RuleRates();
  for (const { rule, requestedAt } of requests) if (rule !== undefined) rates.note(rule.id, requestedAt);
  return rates;
}
