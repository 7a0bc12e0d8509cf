import { oc } from "@orpc/contract";
import { z } from "zod";
import { RegisterName, type Register } from "../model/register.ts";
import { feedOf } from "./feed.ts";

/** First one snapshot, then deltas, at most ten a second, newest wins. A gap in `sequence` means: watch anew. */
export type RegisterFeed = RegisterSnapshot | RegisterDelta;

export interface RegisterSnapshot {
  readonly kind: "snapshot";
  readonly sequence: number;
  /** The host's wall clock, in epoch milliseconds. */
  readonly now: number;
  readonly registers: readonly Register[];
}

export interface RegisterDelta {
  readonly kind: "delta";
  readonly sequence: number;
  readonly now: number;
  /** Created, changed or expired. */
  readonly changed: readonly Register[];
  /** Reported again without a change: the name and the new `providedAt`. */
  readonly refreshed: readonly (readonly [name: RegisterName, providedAt: number])[];
  readonly removed: readonly RegisterName[];
}

export const registers = {
  watch: oc.output(feedOf<RegisterFeed>()),
  /** Takes expired registers off the list before their week is over; what lives stays. Their history is kept, and one that
   *  is reported again is back. @returns those that went */
  archive: oc.input(z.object({ names: z.array(RegisterName).max(100_000) })).output(z.array(RegisterName)),
};
