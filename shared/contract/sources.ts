import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import { CronWarning, Schedule } from "../model/schedule.ts";
import { Override, StandingOverride } from "../model/override.ts";
import { RegisterName } from "../model/register.ts";
import { Source, SourceName } from "../model/source.ts";
import { SourceState, SyncChange, SyncError, SyncRun } from "../model/sync.ts";
import { feedOf } from "./feed.ts";

/** A source with how it is doing. */
export const SourceWithState = z.object({
  source: Source,
  state: SourceState,
  /** Whether a password or token is stored for it; which, nobody is told. */
  hasSecret: z.boolean(),
});
export type SourceWithState = z.infer<typeof SourceWithState>;

/** First all sources in their order, then each that changed; `removed` names those that are gone. */
export interface SourcesFeed {
  readonly kind: "snapshot" | "delta";
  readonly sequence: number;
  readonly sources: readonly SourceWithState[];
  readonly removed: readonly SourceName[];
}

/** A register of a source that does not come through, and what hides it: a live device by its address, or a source that
 *  comes first. */
export const ShadowedRegister = z.object({
  register: RegisterName,
  by: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("device"), address: z.string() }),
    z.object({ kind: z.literal("source"), name: SourceName }),
  ]),
});
export type ShadowedRegister = z.infer<typeof ShadowedRegister>;

/** What a run would change, without changing it. */
export const Preview = z.object({
  run: SyncRun,
  /** At most the first ten thousand; the run has the counts of all. */
  changes: z.array(SyncChange),
  error: SyncError.optional(),
});
export type Preview = z.infer<typeof Preview>;

/** One step of a test of the connection, as it ends. */
export interface TestStep {
  readonly step: "dns" | "tcp" | "tls" | "auth" | "fetch" | "parse";
  readonly ok: boolean;
  readonly message: string;
  /** Milliseconds it took. */
  readonly ms: number;
}

/** A password or token. Null forgets the one there is, absent leaves it. It is never read back. */
const Secret = z.string().min(1).max(8_192).nullable().optional();
const One = z.object({ name: SourceName });

/** Where the fault is, for example `schedule.timing.expression`. */
const place = z.object({ path: z.string() }).optional();

const change = oc.errors({
  SOURCE_NOT_FOUND: { status: ERROR_STATUS.SOURCE_NOT_FOUND },
  SOURCE_EXISTS: { status: ERROR_STATUS.SOURCE_EXISTS, data: place },
  SOURCE_INVALID: { status: ERROR_STATUS.SOURCE_INVALID, data: place },
  SOURCE_OWNED_BY_FILE: { status: ERROR_STATUS.SOURCE_OWNED_BY_FILE },
  SCHEDULE_INVALID: { status: ERROR_STATUS.SCHEDULE_INVALID, data: place },
  SYNC_NOT_POSSIBLE: { status: ERROR_STATUS.SYNC_NOT_POSSIBLE },
  STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE },
});

const overriding = oc.errors({
  OVERRIDE_NOT_FOUND: { status: ERROR_STATUS.OVERRIDE_NOT_FOUND },
  STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE },
});

export const sources = {
  watch: oc.output(feedOf<SourcesFeed>()),
  list: oc.output(z.array(SourceWithState)),
  add: change.input(z.object({ source: Source, secret: Secret })).output(SourceWithState),
  /** The whole source as it shall be; its name and its kind stay. */
  edit: change.input(z.object({ source: Source, secret: Secret })).output(SourceWithState),
  /** Cancels its run, and removes it with its registers. */
  remove: change.input(One).output(z.void()),
  /** Every source's name, the one that wins first. */
  arrange: change.input(z.object({ order: z.array(SourceName) })).output(z.void()),

  /** Of a source there is, or of one that is not saved yet. */
  preview: change.input(z.object({ source: Source, secret: Secret })).output(Preview),
  test: change.input(z.object({ source: Source, secret: Secret })).output(feedOf<TestStep>()),
  /** The next times by the schedule alone, and what about it is seldom meant. */
  previewSchedule: change
    .input(z.object({ schedule: Schedule, count: z.int().min(1).max(50).default(5) }))
    .output(z.object({ times: z.array(z.number()), warnings: z.array(CronWarning) })),

  /** Resolves with the run each comes to; a run under way is joined. */
  sync: change.input(z.object({ names: z.array(SourceName).min(1) })).output(z.array(SyncRun)),
  /** Plans one run beside the schedule; null plans none any more. A time that is past is refused. */
  syncOnceAt: change.input(One.extend({ at: z.number().nullable() })).output(SourceWithState),
  cancel: change.input(One).output(z.void()),
  /** Applies what a run holds back because it would remove much; `leaveOut` names registers it shall not touch. */
  confirm: change.input(One.extend({ run: z.int(), leaveOut: z.array(z.string()).default([]) })).output(SyncRun),
  /** What a run that waits for a word would change. */
  heldBack: change.input(One).output(Preview),
  dismiss: change.input(One.extend({ run: z.int() })).output(SourceWithState),
  /** Until a time, or until somebody resumes it. */
  pause: change.input(One.extend({ until: z.number().nullable() })).output(SourceWithState),
  resume: change.input(One).output(SourceWithState),
  /** The latest first. */
  runs: change.input(One.extend({ limit: z.int().min(1).max(200).default(200) })).output(z.array(SyncRun)),

  /** Registers of the source that do not come through: the first thousand of them. */
  shadowed: change.input(One).output(z.array(ShadowedRegister)),
  /** The local overrides that stand in place of its values. */
  overrides: change.input(One).output(z.array(StandingOverride)),
  /** Shows the source's value again. @returns what stood there */
  clearOverride: overriding.input(z.object({ register: RegisterName })).output(Override),
  /** Takes the last clearing of a register's override back. */
  putBackOverride: overriding.input(z.object({ register: RegisterName })).output(Override),
};
