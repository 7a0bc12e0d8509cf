/** What of a backup comes in beside what is here, in the words of the window. */
import type { MergePart } from "#shared/model/backup-merge.ts";
import { errorSentence } from "./host-words.ts";
import { text } from "./messages/messages.ts";
import { settingTitle, settingValue } from "./timeline-words.ts";

export type MergeOutcome = MergePart["outcome"];

/** In the order in which they are shown: before, what would come; afterwards, what did not. */
export const OUTCOMES: readonly MergeOutcome[] = ["adds", "refused", "stays"];
export const OUTCOMES_DONE: readonly MergeOutcome[] = ["refused", "stays", "adds"];

export function partsOf(parts: readonly MergePart[], outcome: MergeOutcome): MergePart[] {
  return parts.filter((part) => part.outcome === outcome);
}

/** For example `2 sources, 1 device`. */
export function countsOf(parts: readonly MergePart[]): string {
  const byKind = Map.groupBy(parts, ({ kind }) => kind);
  return [...byKind].map(([kind, { length }]) => text.merge.counts[kind](length)).join(", ");
}

export function partName({ kind, name }: MergePart): string {
  if (name === "") return text.merge.all;
  return kind === "setting" ? settingTitle(name) : name;
}

/** What comes of it, or why it does not come. */
export function partDetail({ name, gains, value, why, refusal }: MergePart): string {
  const t = text.merge;
  if (refusal !== undefined) return errorSentence(Object.assign(new Error(refusal.message), refusal));
  const what = [
    ...(gains ?? []).map((gain) => t.gains[gain]),
    ...(value === undefined ? [] : [settingValue(name, value)]),
  ].join(", ");
  if (why === undefined) return what;
  return what === "" ? t.reasons[why] : `${what}: ${t.reasons[why]}`;
}
