import type { BackupMerge, DeviceGain, MergeKind, MergePart, MergeReason } from "#shared/model/backup-merge.ts";
import { harmless, printable } from "./printable.ts";

const KINDS: Readonly<Record<MergeKind, readonly [one: string, many: string]>> = {
  source: ["source", "sources"],
  "gate-rule": ["rule of the gate", "rules of the gate"],
  device: ["device", "devices"],
  "alarm-rule": ["alarm rule", "alarm rules"],
  "saved-view": ["saved view", "saved views"],
  setting: ["setting", "settings"],
};

const REASONS: Readonly<Record<MergeReason, string>> = {
  same: "is here",
  taken: "another one is here; it stays as it is",
  own: "what is said of it here stays",
  set: "was set here to something else",
  machine: "is about that machine only",
  less: "would keep or admit less than now",
  "by-hand": "its registers were chosen by hand, and may be another device's here",
  "device-missing": "its device is not here",
  full: "there are as many here as there may be",
  unreadable: "is not understood any more",
};

const GAINS: Readonly<Record<DeviceGain, string>> = {
  device: "not met here yet",
  alias: "name",
  labels: "labels",
  site: "site",
  grace: "grace",
  notes: "notes",
};

/** @param isDone whether it was added, or would be */
export function mergeAsText({ parts }: BackupMerge, isDone: boolean): string {
  const list = (outcome: MergePart["outcome"], head: string): string[] => {
    const of = parts.filter((part) => part.outcome === outcome);
    return of.length === 0 ? [] : [`${head}: ${countsOf(of)}`, ...of.map((part) => `  ${lineOf(part)}`)];
  };
  const added = list("adds", isDone ? "Added" : "Would be added");
  const refused = list("refused", isDone ? "Refused" : "Cannot be added");
  const isComplete = added.length + refused.length === 0;
  const lines = [
    ...(isComplete ? ["There is nothing in this backup that is missing here."] : added),
    ...refused,
    ...list("stays", "Stays as it is here"),
  ];
  return `${lines.join("\n")}\n`;
}

function countsOf(parts: readonly MergePart[]): string {
  const byKind = Map.groupBy(parts, ({ kind }) => kind);
  return [...byKind].map(([kind, { length }]) => `${length} ${KINDS[kind][length === 1 ? 0 : 1]}`).join(", ");
}

function lineOf({ kind, name, why, refusal, gains, value }: MergePart): string {
  const what = name === "" ? `all ${KINDS[kind][1]}` : `${KINDS[kind][0]} ${printable(name)}${valueOf(value)}`;
  const more = gains === undefined ? "" : ` (${gains.map((gain) => GAINS[gain]).join(", ")})`;
  const reason = refusal === undefined ? why && REASONS[why] : harmless(refusal.message);
  return `${what}${more}${reason === undefined ? "" : `: ${reason}`}`;
}

function valueOf(value: string | undefined): string {
  return value === undefined ? "" : ` ${harmless(value)}`;
}
