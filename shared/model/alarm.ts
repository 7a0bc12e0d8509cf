/** Alarms: what was to be noticed about devices and registers. Times are epoch milliseconds, durations milliseconds. */
import { z } from "zod";
import { JsonText } from "../json.ts";
import { DeviceId } from "./device.ts";
import { RegisterName } from "./register.ts";

/** Decimal and rising, so that a technician can type it: `regdesk alarms ack 17`. */
export const AlarmId = z.string().regex(/^\d+$/, "an alarm's id is a number such as 17").brand<"AlarmId">();
export type AlarmId = z.infer<typeof AlarmId>;

export const AlarmRuleId = z
  .string()
  .regex(/^[a-z0-9-]{1,64}$/, "an alarm rule's id is of small letters, digits and dashes")
  .brand<"AlarmRuleId">();
export type AlarmRuleId = z.infer<typeof AlarmRuleId>;

/** 1 is a note, 2 a warning, 3 is grave: shown as so many ▲. */
export const Severity = z.union([z.literal(1), z.literal(2), z.literal(3)]);
export type Severity = z.infer<typeof Severity>;

/** What a rule is about. */
export const AlarmScope = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all-devices") }),
  z.object({ kind: z.literal("device"), device: DeviceId }),
  z.object({ kind: z.literal("label"), label: z.string().min(1).max(100) }),
  /** Those of one of the names or matching one of the globs: `*` any run of characters, `?` one. */
  z.object({ kind: z.literal("registers"), globs: z.array(z.string().min(1).max(1_024)).min(1).max(100) }),
]);
export type AlarmScope = z.infer<typeof AlarmScope>;

const delay = z.number().min(0).max(86_400_000).default(0);

/** When a rule is met. All but `no-data` are about registers, or all registers of the devices in scope. A delay is how long
 *  it must hold without a break. */
export const AlarmCondition = z.discriminatedUnion("kind", [
  /** A device is offline; a register has expired, grace included. */
  z.object({ kind: z.literal("no-data"), delay }),
  /** Holds until the value is `hysteresis` on the other side of the limit. Values that are no numbers do not count. */
  z.object({
    kind: z.enum(["above", "below"]),
    limit: z.number(),
    hysteresis: z.number().min(0).default(0),
    delay,
  }),
  /** The value is this one, or is not. Numbers within `hysteresis` of it are the same. */
  z.object({
    kind: z.enum(["equals", "differs"]),
    value: JsonText,
    hysteresis: z.number().min(0).default(0),
    delay,
  }),
  /** The value became another: the alarm is active for a moment only, and stays listed until somebody acknowledges it. */
  z.object({ kind: z.literal("changed") }),
  /** A text contains this one, letters of either case. */
  z.object({ kind: z.literal("contains"), text: z.string().min(1).max(1_000), delay }),
]);
export type AlarmCondition = z.infer<typeof AlarmCondition>;

export const AlarmRule = z.object({
  id: AlarmRuleId,
  name: z.string().trim().min(1).max(200),
  isOn: z.boolean().default(true),
  scope: AlarmScope,
  condition: AlarmCondition,
  severity: Severity.default(2),
});
export type AlarmRule = z.infer<typeof AlarmRule>;

/** The one that is there from the start: any device that goes offline. */
export const OFFLINE_RULE: AlarmRule = {
  id: "device-offline" as AlarmRuleId,
  name: "Device offline",
  isOn: true,
  scope: { kind: "all-devices" },
  condition: { kind: "no-data", delay: 0 },
  severity: 2,
};

/** - `active-unacked`: it is so, and nobody has said that they know
 *  - `active-acked`: it is so, and somebody knows; it stays listed
 *  - `cleared-unacked`: it is not so any more, and nobody has said that they know
 *  - `closed`: over */
export const AlarmState = z.enum(["active-unacked", "active-acked", "cleared-unacked", "closed"]);
export type AlarmState = z.infer<typeof AlarmState>;

/** What an alarm is about, for `alarmSentence` of `shared/device-words.ts` or a sentence in another language. */
export const AlarmCause = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("device-offline") }),
  z.object({ kind: z.literal("register-silent") }),
  /** The value when it became active; `condition` is the rule's then. */
  z.object({ kind: z.literal("value"), condition: AlarmCondition, value: JsonText, before: JsonText.optional() }),
  /** Most devices went offline within half a minute: one alarm in place of theirs. */
  z.object({ kind: z.literal("storm"), devices: z.int().positive() }),
]);
export type AlarmCause = z.infer<typeof AlarmCause>;

export const Shelf = z.object({
  /** When it comes back by itself. */
  until: z.number(),
  by: z.string(),
  at: z.number(),
  reason: z.string(),
});
export type Shelf = z.infer<typeof Shelf>;

export const Acknowledgement = z.object({ by: z.string(), at: z.number(), note: z.string().optional() });
export type Acknowledgement = z.infer<typeof Acknowledgement>;

export const Alarm = z.object({
  id: AlarmId,
  /** The rule, as it was called when the alarm became active; none for a storm. */
  rule: z.object({ id: AlarmRuleId, name: z.string() }).optional(),
  severity: Severity,
  state: AlarmState,
  cause: AlarmCause,
  device: DeviceId.optional(),
  /** What the device was called then. */
  deviceName: z.string().optional(),
  register: RegisterName.optional(),
  /** When it last became active. */
  since: z.number(),
  /** How often it became active before it was closed. */
  times: z.int().positive(),
  clearedAt: z.number().optional(),
  acknowledged: Acknowledgement.optional(),
  /** Not counted, not notified and not among the others until then. */
  shelved: Shelf.optional(),
  /** Under the storm of this id: it is listed there, and not counted. */
  foldedUnder: AlarmId.optional(),
  closedAt: z.number().optional(),
  /** Its device is muted (ignored, blocked, or under maintenance): not counted and not notified. */
  isMuted: z.boolean(),
});
export type Alarm = z.infer<typeof Alarm>;

/** Those that the bell counts: active, not acknowledged, and nothing speaks for being quiet about them. */
export function isRinging({ state, shelved, foldedUnder, isMuted }: Alarm): boolean {
  return state === "active-unacked" && shelved === undefined && foldedUnder === undefined && !isMuted;
}

const STATE_ORDER: readonly AlarmState[] = ["active-unacked", "active-acked", "cleared-unacked", "closed"];

/** As a drawer lists them: unacknowledged active ones first, of them the gravest, of those the latest; shelved ones last. */
export function byUrgency(a: Alarm, b: Alarm): number {
  const shelved = Number(a.shelved !== undefined) - Number(b.shelved !== undefined);
  const states = STATE_ORDER.indexOf(a.state) - STATE_ORDER.indexOf(b.state);
  return shelved || states || b.severity - a.severity || b.since - a.since || Number(b.id) - Number(a.id);
}
