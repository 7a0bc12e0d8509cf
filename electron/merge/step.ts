/** What becomes of the things in a backup, one after the other. Each kind is decided by a file of this room; the rooms they
 *  go to check and store them in their own ways. */
import { RegdeskError } from "#shared/errors.ts";
import type { MergePart, MergeReason } from "#shared/model/backup-merge.ts";

export type Thing = Pick<MergePart, "kind" | "name" | "gains" | "value">;

/** What became of a thing after all, where that is not what was said before. */
export type Otherwise = Partial<Pick<MergePart, "outcome" | "why" | "gains">>;

/** One thing, what becomes of it, and how it comes in if it does. */
export interface MergeStep {
  readonly part: MergePart;
  /** @throws {RegdeskError} when its room refuses it after all */
  readonly add?: (by: string) => Promise<Otherwise>;
}

export const AS_SAID: Otherwise = {};

/** Somebody was faster: what is here by now stays. */
export function stayed(why: MergeReason): Otherwise {
  return { outcome: "stays", why };
}

export function adds(thing: Thing, add: (by: string) => Promise<Otherwise>): MergeStep {
  return { part: { ...thing, outcome: "adds" }, add };
}

/** What is here stays, and it stays away. */
export function stays(thing: Thing, why: MergeReason): MergeStep {
  return { part: { ...thing, outcome: "stays", why } };
}

/** It is missing here, and may not come in all the same. */
export function barred(thing: Thing, why: MergeReason): MergeStep {
  return { part: { ...thing, outcome: "refused", why } };
}

/** @throws whatever is no refusal */
export function refused(thing: Thing, error: unknown): MergeStep {
  if (!(error instanceof RegdeskError)) throw error;
  const { code, message } = error;
  return { part: { ...thing, outcome: "refused", refusal: { code, message } } };
}

/** Adds it if what checks it has nothing to say. @param check throws a refusal */
export function addsChecked(thing: Thing, check: () => void, add: (by: string) => Promise<Otherwise>): MergeStep {
  try {
    check();
    return adds(thing, add);
  } catch (error) {
    return refused(thing, error);
  }
}

/** Whether two things say the same. */
export function isSame(one: unknown, other: unknown): boolean {
  return gist(one) === gist(other);
}

/** What a thing says, the same text for all that say the same; members that are missing and those that are undefined are one. */
export function gist(thing: unknown): string | undefined {
  return JSON.stringify(sorted(thing));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}
