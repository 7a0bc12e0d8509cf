/** What is not as it should be with Regdesk itself, for the technician to mend or to leave. Devices are none of it. */
import type { Condition } from "#shared/model/host-status.ts";

export { isSerious, occurrenceOf, troublesOf } from "#shared/troubles.ts";

/** What the window itself can do about a notice. */
export type Fix =
  { readonly kind: "connect" | "gate" | "backups" } | { readonly kind: "command"; readonly command: string };

/** Why nothing gets through from devices: Connect shows what to do about it. */
const CUT_OFF: readonly string[] = ["silence", "no-network", "port-taken", "address-missing"];

/** @param dataDirectory where the command is to work, because it need not be the usual one */
export function fixOf(
  { reason, message }: Pick<Condition, "reason" | "message">,
  dataDirectory: string,
): Fix | undefined {
  if (CUT_OFF.includes(reason)) return { kind: "connect" };
  if (reason === "pass-through") return { kind: "gate" };
  if (reason === "backup-failed") return { kind: "backups" };
  // The host names the command when there is a backup to go back to.
  if (reason !== "database-damaged" || !message.includes("regdesk restore")) return undefined;
  return { kind: "command", command: `regdesk restore --data-dir "${dataDirectory}"` };
}
