/** All registers as they were at a moment, beside what they are now. */
import type { JsonText } from "#shared/json.ts";
import type { GapReason, ValueAt } from "#shared/model/history.ts";
import type { RegisterName } from "#shared/model/register.ts";

export interface ValueThen {
  readonly name: RegisterName;
  /** Absent when it had none. */
  readonly then?: JsonText;
  readonly gap?: GapReason;
  readonly since?: number;
  /** Absent when there is no such register any more. */
  readonly now?: JsonText;
}

/** Those that are looked for, by name; all words must be in it. Of what nothing is known then, nothing is told.
 *  @param present the value of now  @param onlyDifferent leaves out those that were what they are */
export function valuesThen(
  values: readonly ValueAt[],
  present: (name: RegisterName) => JsonText | undefined,
  { query, onlyDifferent }: { readonly query: string; readonly onlyDifferent: boolean },
): ValueThen[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return values
    .filter(({ value, gap }) => value !== undefined || gap !== undefined)
    .filter(({ register }) => words.every((word) => register.toLowerCase().includes(word)))
    .map((then) => besideNow(then, present(then.register)))
    .filter(({ then, now }) => !onlyDifferent || then !== now);
}

function besideNow({ register: name, value, gap, since }: ValueAt, now: JsonText | undefined): ValueThen {
  return {
    name,
    ...(value !== undefined && { then: value }),
    ...(gap !== undefined && { gap }),
    ...(since !== undefined && { since }),
    ...(now !== undefined && { now }),
  };
}
