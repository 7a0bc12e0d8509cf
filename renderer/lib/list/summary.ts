import { freshness, type Freshness } from "#shared/freshness.ts";
import type { Register, RegisterName } from "#shared/model/register.ts";
import { STATE_ORDER } from "../sort.ts";

/** What a branch or a group says of its registers. */
export interface Summary {
  readonly worst: Freshness;
  /** How many are as bad as that. */
  readonly worstCount: number;
  /** When the newest of them was reported, in epoch milliseconds. */
  readonly newestAt: number;
}

/** @returns nothing when none of them is there */
export function summarize(
  names: readonly RegisterName[],
  from: number,
  to: number,
  find: (name: RegisterName) => Register | undefined,
  now: number,
): Summary | undefined {
  let worst: Freshness = "fresh";
  let worstCount = 0;
  let newestAt = Number.NEGATIVE_INFINITY;
  for (let index = from; index < to; index += 1) {
    const name = names[index];
    const register = name === undefined ? undefined : find(name);
    if (!register) continue;
    const state = freshness(register, now);
    if (STATE_ORDER[state] < STATE_ORDER[worst]) [worst, worstCount] = [state, 0];
    if (state === worst) worstCount += 1;
    newestAt = Math.max(newestAt, register.providedAt);
  }
  return newestAt === Number.NEGATIVE_INFINITY ? undefined : { worst, worstCount, newestAt };
}
