/** What is not as it should be with Regdesk itself; devices are none of it. */
import type { Condition } from "./model/host-status.ts";

/** What of a condition tells its occurrences apart. */
type Occurring = Pick<Condition, "type" | "reason" | "lastTransitionTime">;

const GRAVEST_FIRST: readonly Condition["type"][] = [
  "Listening",
  "Intact",
  "Storing",
  "Receiving",
  "Commandable",
  "Gate",
];

/** What does not hold, gravest first. */
export function troublesOf(conditions: readonly Condition[]): Condition[] {
  const failed = conditions.filter(({ status }) => !status);
  return failed.sort((a, b) => gravity(a) - gravity(b));
}

/** Red is for what loses something if nobody acts. */
export function isSerious({ type }: Pick<Condition, "type">): boolean {
  return type === "Intact" || type === "Storing" || type === "Listening";
}

/** The same as long as it lasts; when it comes again, it is another. */
export function occurrenceOf({ type, reason, lastTransitionTime }: Occurring): string {
  return `${type} ${reason} ${lastTransitionTime}`;
}

/** A type that is not ranked is the least of them. */
function gravity({ type }: Condition): number {
  const rank = GRAVEST_FIRST.indexOf(type);
  return rank === -1 ? GRAVEST_FIRST.length : rank;
}
