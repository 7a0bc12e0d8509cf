/** How the lines of the audit hang together: each is hashed with the hash of the one before it, so that none can be
 *  altered, removed or moved without breaking the chain from there on. What it cannot show by itself is that the last
 *  lines were cut off; whoever wrote down the newest hash can. The migration that makes the table tells the exact form. */
import type { Activity } from "#shared/model/activity.ts";
import { hash } from "node:crypto";

/** What the first line is chained to. */
export const GENESIS = "0".repeat(64);

export function chained(before: string, id: number, line: string): string {
  return hash("sha256", `${before}\n${id}\n${line}`);
}

/** One text for one happening, whichever program wrote its members in whichever order (RFC 8785). */
export function canonicalLine(activity: Activity): string {
  return isSorted(activity) ? JSON.stringify(activity) : canonical(activity);
}

/** Lines are made sorted where they are made by the thousand, so that they need not be sorted. */
function isSorted(value: object): boolean {
  let last = "";
  for (const name in value) {
    const member: unknown = value[name as keyof typeof value];
    if (name < last || (typeof member === "object" && member !== null && !isSorted(member))) return false;
    last = name;
  }
  return true;
}

function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(",")}}`;
}
