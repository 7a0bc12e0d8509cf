/** What is refused of a source, in words for people. */
import { RegdeskError } from "#shared/errors.ts";
import type { SourceName } from "#shared/model/source.ts";

export function past(path: string, at: number): RegdeskError {
  const message = `${new Date(at).toISOString()} is past; give a time to come`;
  return new RegdeskError("SCHEDULE_INVALID", message, { path });
}

export function notPossible(message: string): RegdeskError {
  return new RegdeskError("SYNC_NOT_POSSIBLE", message);
}

export function unknown(name: SourceName): RegdeskError {
  return new RegdeskError("SOURCE_NOT_FOUND", `There is no source ${name}; \`regdesk sources list\` names them all`);
}
