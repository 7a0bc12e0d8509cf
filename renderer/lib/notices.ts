/** What is not as it should be with Regdesk itself, for the technician to mend or to leave. Devices are none of it. */
import type { Condition } from "#shared/model/host-status.ts";

/** What of a condition tells its occurrences apart. */
type Occurring = Pick<Condition, "type" | "reason" | "lastTransitionTime">;

/** What the window itself can do about a notice. */
export type Fix = { readonly kind: "connect" } | { readonly kind: "command"; readonly command: string };

const GRAVEST_FIRST: readonly Condition["type"][] = ["Intact", "Storing", "Receiving", "Commandable"];

/** What does not hold, gravest first. */
export function troublesOf(conditions: readonly Condition[]): Condition[] {
  const failed = conditions.filter(({ status }) => !status);
  return failed.sort((a, b) => GRAVEST_FIRST.indexOf(a.type) - GRAVEST_FIRST.indexOf(b.type));
}

/** Red is for what loses something if nobody acts. */
export function isSerious({ type }: Pick<Condition, "type">): boolean {
  return type === "Intact" || type === "Storing";
}

/** The same as long as it lasts; when it comes again, it is another. */
export function occurrenceOf({ type, reason, lastTransitionTime }: Occurring): string {
  return `${type} ${reason} ${lastTransitionTime}`;
}

/** @param dataDirectory where the command is to work, because it need not be the usual one */
export function fixOf(
  { reason, message }: Pick<Condition, "reason" | "message">,
  dataDirectory: string,
): Fix | undefined {
  if (reason === "silence") return { kind: "connect" };
  // The host names the command when there is a backup to go back to.
  if (reason !== "database-damaged" || !message.includes("regdesk restore")) return undefined;
  return { kind: "command", command: `regdesk restore --data-dir "${dataDirectory}"` };
}
