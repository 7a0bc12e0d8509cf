import { z } from "zod";
import { JsonText } from "../json.ts";
import { ChangeRequestId, ChangeRequestState, Outcome } from "./change-request.ts";
import { AlarmCause, AlarmId, Severity } from "./alarm.ts";
import { DeviceId, DeviceState, Outage } from "./device.ts";
import { RegisterName } from "./register.ts";
import { SourceName } from "./source.ts";
import { TokenName } from "./token.ts";
import { SyncReason, SyncRun, Trigger } from "./sync.ts";

/** When, in epoch milliseconds, and the person, device or rule that caused it. */
const happening = { at: z.number(), by: z.string() };

/** Something that happened and that a technician may want to look up. It tells all by itself: whoever reads it years later
 *  has neither the request nor the rule any more. Values, and what was before and after, are JSON texts. */
export const Activity = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("change-request"),
    ...happening,
    changeRequest: ChangeRequestId,
    register: RegisterName,
    device: z.string().optional(),
    /** Who asked: a person of this machine, or an address. */
    requester: z.string(),
    from: ChangeRequestState.optional(),
    to: ChangeRequestState,
    note: z.string().optional(),
    /** The rule that was about the request when it came. */
    rule: z.object({ id: z.string(), name: z.string() }).optional(),
    /** The register's value when the request came; absent when nobody provided it. */
    before: JsonText.optional(),
    /** The value that was asked for. */
    after: JsonText,
    outcome: Outcome.optional(),
    /** What the provider reported after delivery. */
    outcomeValue: JsonText.optional(),
  }),
  z.object({ kind: z.literal("host-started"), ...happening, version: z.string() }),
  z.object({ kind: z.literal("host-stopped"), ...happening, version: z.string() }),
  /** The machine was away until then. `told` means that its system said so; else nobody was there to see the time pass. */
  z.object({ kind: z.literal("slept"), ...happening, since: z.number(), seen: z.enum(["told", "unseen"]) }),
  /** The machine's clock was set to `at`, forward or back, when it showed `was`. */
  z.object({ kind: z.literal("clock-set"), ...happening, was: z.number() }),
  z.object({
    kind: z.literal("policy-changed"),
    ...happening,
    setting: z.enum(["mode", "limits", "denyNoteRequired"]),
    before: JsonText,
    after: JsonText,
  }),
  z.object({
    kind: z.literal("rule-changed"),
    ...happening,
    change: z.enum(["added", "changed", "removed", "moved"]),
    rule: z.object({ id: z.string(), name: z.string() }),
    /** The rule, or its place in the list counted from 1 when it was moved. */
    before: JsonText.optional(),
    after: JsonText.optional(),
  }),
  z.object({
    kind: z.literal("setting-changed"),
    ...happening,
    setting: z.string(),
    before: JsonText,
    after: JsonText,
  }),
  z.object({
    kind: z.literal("source-changed"),
    ...happening,
    change: z.enum([
      ...["added", "changed", "removed", "moved", "paused", "resumed", "planned", "dismissed"],
      ...["override-cleared", "override-put-back"],
    ] as const),
    source: SourceName,
    /** The register of a local override. */
    register: RegisterName.optional(),
    /** The source, without its secret; its place, counted from 1, when it was moved; until when it is paused; the planned time;
     *  the value that is shown of an override's register. */
    before: JsonText.optional(),
    after: JsonText.optional(),
  }),
  /** One that changed something, failed, was cancelled, or waits for a word. */
  z.object({
    kind: z.literal("sync-run"),
    ...happening,
    source: SourceName,
    run: z.int(),
    trigger: Trigger,
    reason: SyncReason,
    outcome: SyncRun.shape.outcome,
    added: z.int(),
    updated: z.int(),
    removed: z.int(),
    /** Why it failed, as a sentence. */
    note: z.string().optional(),
  }),
  /** Expired registers were taken off the list before their week was over. */
  z.object({
    kind: z.literal("archived"),
    ...happening,
    registers: z.int(),
    /** When it was just one. */
    register: RegisterName.optional(),
  }),
  /** Registers came out of a file, once. */
  z.object({
    kind: z.literal("imported"),
    ...happening,
    /** The file's own name: where it lay, a window is not told. */
    path: z.string(),
    registers: z.int(),
  }),
  /** A device is off, on again, or goes on and off. */
  z.object({
    kind: z.literal("device-state"),
    ...happening,
    device: DeviceId,
    /** What it was called then. */
    name: z.string(),
    to: DeviceState,
    /** It was never seen before. */
    isFirst: z.boolean(),
    /** For going offline: what it probably was. */
    cause: Outage.shape.cause.optional(),
  }),
  /** A person said something about a device. */
  z.object({
    kind: z.literal("device-changed"),
    ...happening,
    device: DeviceId,
    name: z.string(),
    change: z.enum([
      ...(["alias", "labels", "site", "grace", "note-added", "note-changed", "note-removed"] as const),
      ...(["kept", "ignored", "blocked", "postponed", "merged", "kept-apart", "split", "forgotten"] as const),
    ]),
    before: JsonText.optional(),
    after: JsonText.optional(),
  }),
  /** Nobody wants to hear of some devices for a while. */
  z.object({
    kind: z.literal("maintenance"),
    ...happening,
    change: z.enum(["began", "ended"]),
    /** The device's name, the label or the site. */
    name: z.string(),
    until: z.number(),
    note: z.string().optional(),
  }),
  /** What became of an alarm. */
  z.object({
    kind: z.literal("alarm"),
    ...happening,
    alarm: AlarmId,
    change: z.enum(["raised", "raised-again", "cleared", "acknowledged", "shelved", "unshelved", "closed"]),
    severity: Severity,
    /** The rule's name, or the device's. */
    name: z.string(),
    register: RegisterName.optional(),
    /** What it is about, as an English sentence, for commands, exports and the search. */
    text: z.string(),
    /** The same for a sentence in another language; lines of before have none. */
    cause: AlarmCause.optional(),
    deviceName: z.string().optional(),
    note: z.string().optional(),
  }),
  z.object({
    kind: z.literal("alarm-rule-changed"),
    ...happening,
    change: z.enum(["added", "changed", "removed"]),
    rule: z.object({ id: z.string(), name: z.string() }),
    before: JsonText.optional(),
    after: JsonText.optional(),
  }),
  /** Who may use the listener. */
  z.object({
    kind: z.literal("token-changed"),
    ...happening,
    change: z.enum(["added", "revoked"]),
    name: TokenName,
    /** What it allows: scopes, registers, expiry. */
    after: JsonText.optional(),
  }),
  z.object({ kind: z.literal("tokens-switched"), ...happening, to: z.enum(["on", "off"]) }),
  z.object({ kind: z.literal("demo-started"), ...happening }),
  z.object({ kind: z.literal("demo-stopped"), ...happening }),
  z.object({ kind: z.literal("backup-made"), ...happening, path: z.string() }),
  /** A backup took the database's place. */
  z.object({
    kind: z.literal("restored"),
    ...happening,
    path: z.string(),
    setAside: z.string(),
    /** Where the history of before is; absent when it stayed in its place. */
    historySetAside: z.string().optional(),
  }),
  /** What was missing here came in from a backup; what came has lines of its own. */
  z.object({
    kind: z.literal("backup-merged"),
    ...happening,
    path: z.string(),
    added: z.int(),
    refused: z.int(),
  }),
  /** Everything was erased; this audit begins with it. */
  z.object({
    kind: z.literal("erased"),
    ...happening,
    /** When it was asked for, in epoch milliseconds. */
    askedAt: z.number(),
  }),
  /** The database was damaged; this audit begins where that one's ends. */
  z.object({ kind: z.literal("database-set-aside"), ...happening, path: z.string() }),
]);
export type Activity = z.infer<typeof Activity>;

export type ActivityKind = Activity["kind"];
export const ACTIVITY_KINDS: ActivityKind[] = Activity.options.map(({ shape }) => shape.kind.value);

/** A line of the audit: what happened, its number, counted from 1 without a gap, and the link of the chain it is. */
export const AuditLine = z.intersection(
  Activity,
  z.object({ id: z.int().positive(), hash: z.string().regex(/^[\da-f]{64}$/, "a hash is 64 hexadecimal digits") }),
);
export type AuditLine = z.infer<typeof AuditLine>;

/** What it happened to: a register, a source, a rule, a setting or a file. */
export function subjectOf(activity: Activity): string | undefined {
  if (activity.kind === "change-request" || activity.kind === "archived") return activity.register;
  if ("source" in activity) return activity.source;
  if ("name" in activity) return activity.name;
  if ("rule" in activity) return activity.rule.name;
  if ("setting" in activity) return activity.setting;
  return "path" in activity ? activity.path : undefined;
}
