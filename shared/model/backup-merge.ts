/** What of a backup comes in beside what is here, without a restart and without taking anything away. */
import { z } from "zod";
import { JsonText } from "../json.ts";

export const MergeKind = z.enum(["source", "gate-rule", "alarm-rule", "device", "saved-view", "setting"]);
export type MergeKind = z.infer<typeof MergeKind>;

/** What may be said of a device that is missing here; `device` is the device itself. */
export const DeviceGain = z.enum(["device", "alias", "labels", "site", "grace", "notes"]);
export type DeviceGain = z.infer<typeof DeviceGain>;

/** Why something does not come in.
 *  - `same`: it is here
 *  - `taken`: another one of that name or id is here
 *  - `own`: what is said of the device here stays
 *  - `set`: the setting has a value of its own here
 *  - `machine`: it says something about that machine only
 *  - `less`: it would keep or admit less than is kept or admitted here
 *  - `by-hand`: the device was told apart by hand, by registers that may be another one's here
 *  - `device-missing`: its device is not here, and does not come
 *  - `full`: there are as many here as there may be
 *  - `unreadable`: it is not understood any more */
export const MergeReason = z.enum([
  ...(["same", "taken", "own", "set", "machine", "less", "by-hand", "device-missing"] as const),
  ...(["full", "unreadable"] as const),
]);
export type MergeReason = z.infer<typeof MergeReason>;

/** One thing in a backup, and what becomes of it. */
export const MergePart = z.object({
  kind: MergeKind,
  /** What it is called; of a setting its key. Empty where all of a kind are not understood. */
  name: z.string(),
  /** It comes in, or did; it stays away, because of what is here; or it may not come in. */
  outcome: z.enum(["adds", "stays", "refused"]),
  /** Why it does not come in. */
  why: MergeReason.optional(),
  /** Why the room refused it. */
  refusal: z.object({ code: z.string(), message: z.string() }).optional(),
  /** Of a device: what is said of it there and not here. */
  gains: z.array(DeviceGain).optional(),
  /** Of a setting: its value in the backup. */
  value: JsonText.optional(),
});
export type MergePart = z.infer<typeof MergePart>;

/** All that people made and that is in a backup, in the order in which it comes in. */
export const BackupMerge = z.object({ parts: z.array(MergePart) });
export type BackupMerge = z.infer<typeof BackupMerge>;
