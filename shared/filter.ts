/** The filter grammar of the mreg bridge, which technicians know: ordered patterns, each including (`+`) or excluding (`-`)
 *  what it matches; the first that matches decides, and what none matches is included. */
import { z } from "zod";
import { matchesGlob } from "./glob.ts";

/** For example `+boiler.*` or `-*.raw`. */
export const FilterPattern = z
  .string()
  .max(1_025)
  .regex(/^[+-]./su, "a pattern begins with + to include or - to exclude, for example +boiler.* or -*.raw");

/** Empty includes everything. */
export const Filter = z.array(FilterPattern).max(1_000);
export type Filter = z.infer<typeof Filter>;

/** Whether the filter lets the name through. */
export function includes(filter: Filter, name: string): boolean {
  return includesAny(filter, [name]);
}

/** The same of what goes by several names: the first pattern that matches one of them decides. */
export function includesAny(filter: Filter, names: readonly string[]): boolean {
  const decisive = filter.find((pattern) => names.some((name) => matchesGlob(pattern.slice(1), name)));
  return decisive === undefined || decisive.startsWith("+");
}
