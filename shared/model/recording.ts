import { z } from "zod";
import { FileName } from "../piece.ts";

/** Everything registers did for a while, kept in one file of JSON lines. Times are epoch milliseconds. */
export const Recording = z.object({
  name: FileName,
  startedAt: z.number(),
  /** When the last line was written. */
  endedAt: z.number(),
  bytes: z.int().nonnegative(),
  /** How many updates of registers it holds; absent when it was cut off. */
  updates: z.int().nonnegative().optional(),
});
export type Recording = z.infer<typeof Recording>;

/** The one that is being made. */
export const RunningRecording = z.object({
  name: FileName,
  startedAt: z.number(),
  by: z.string(),
  bytes: z.int().nonnegative(),
  updates: z.int().nonnegative(),
  markers: z.int().nonnegative(),
});
export type RunningRecording = z.infer<typeof RunningRecording>;

/** What can be said of recordings at a moment. */
export interface RecordingsState {
  readonly running: RunningRecording | undefined;
  /** Newest first, the running one aside. */
  readonly recordings: readonly Recording[];
  /** Why the last one ended by itself, in a word and in a sentence. */
  readonly ended: { readonly reason: string; readonly message: string } | undefined;
  readonly folder: string;
}
