/** Devices: what a set of registers belongs to. The wire has no identity for them, so each says how it was told apart. Times
 *  are epoch milliseconds, durations milliseconds. */
import { z } from "zod";

/** Given once and kept for good, whatever the device is called later: history, alarms and notes hang on it. */
export const DeviceId = z
  .string()
  .regex(/^d[1-9]\d{0,14}$/, "a device's id is a d and a number such as d17; `regdesk devices` shows them")
  .brand<"DeviceId">();
export type DeviceId = z.infer<typeof DeviceId>;

/** What a device was told apart by, the first that there is:
 *  - `metadata`: a member of a register's metadata, which `key` names (`device`, `deviceId`, `serial` or `mac`)
 *  - `token`: the name of the token it pushes with
 *  - `name`: the first segment of its registers' names, when they have several
 *  - `address`: where it pushes from
 *  - `person`: a technician said which registers belong to it */
export const Identity = z.object({
  by: z.enum(["metadata", "token", "name", "address", "person"]),
  /** The member of the metadata. */
  key: z.string().optional(),
  /** The device's name by that. */
  value: z.string(),
});
export type Identity = z.infer<typeof Identity>;

/** - `online`: a register is fresh, and none is late
 *  - `late`: some are late or expired, or all are but their grace is not over
 *  - `offline`: all have expired, grace included
 *  - `flapping`: it went on and off at least four times within ten minutes, until it has been quiet for as long
 *  - `not-observed`: the laptop slept or Regdesk did not run, and the device has not had the chance to push since
 *  - `moved`: its registers belong to other devices now, as when it calls itself something else: neither on nor off, and
 *    counted nowhere; it is there until somebody merges or forgets it */
export const DeviceState = z.enum(["online", "late", "offline", "flapping", "not-observed", "moved"]);
export type DeviceState = z.infer<typeof DeviceState>;

/** Why a device is in its state, for `deviceSentence` of `shared/device-words.ts` or a sentence in another language.
 *  - `all-fresh`, `some-late` (none has expired), `some-expired`, `all-expired`
 *  - `in-grace`: all are late or expired, but the grace of one is not over
 *  - `withdrawn`: it took all of its registers back, a clean stop
 *  - `no-registers`: nothing of it is left, because it was silent for so long
 *  - `unmet`: what people said of it came from a backup, and it has never pushed here
 *  - `flapping`, `not-observed`, `moved`: as the states */
export const DeviceReason = z.enum([
  ...(["all-fresh", "some-late", "some-expired", "in-grace", "all-expired"] as const),
  ...(["withdrawn", "moved", "no-registers", "unmet", "flapping", "not-observed"] as const),
]);
export type DeviceReason = z.infer<typeof DeviceReason>;

/** What a person said of a device that showed up. `ignored` hides and mutes it; `blocked` has its pushes refused. */
export const Review = z.enum(["new", "later", "kept", "ignored", "blocked"]);
export type Review = z.infer<typeof Review>;

export const DeviceNote = z.object({
  id: z.int().positive(),
  at: z.number(),
  by: z.string(),
  /** Markdown. */
  text: z.string(),
  /** When it was last changed. */
  editedAt: z.number().optional(),
});
export type DeviceNote = z.infer<typeof DeviceNote>;

/** An address that a device pushes from. */
export const DeviceAddress = z.object({
  address: z.string(),
  lastAt: z.number(),
  /** How many devices push from there; above 1 it is a bridge. */
  devices: z.int().positive(),
});
export type DeviceAddress = z.infer<typeof DeviceAddress>;

/** No notification and no badge for it until then; its state is told and kept all the same. */
export const MaintenanceScope = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("device"), device: DeviceId }),
  z.object({ kind: z.literal("label"), label: z.string().min(1).max(100) }),
  z.object({ kind: z.literal("site"), site: z.string().min(1).max(200) }),
]);
export type MaintenanceScope = z.infer<typeof MaintenanceScope>;

export const Maintenance = z.object({
  id: z.int().positive(),
  scope: MaintenanceScope,
  from: z.number(),
  until: z.number(),
  by: z.string(),
  note: z.string().optional(),
});
export type Maintenance = z.infer<typeof Maintenance>;

/** How regularly something happens: half of the times it took no longer than `p50`. */
export const Pace = z.object({
  p50: z.number(),
  /** By how much half of the times differ from `p50` at most. */
  jitter: z.number(),
  /** Of how many it is made, the latest ones. */
  of: z.int().positive(),
});
export type Pace = z.infer<typeof Pace>;

/** How regularly something happens, in full: how many of the latest times were how long. */
export const Spread = z.object({
  /** Of how many it is made, the latest ones. */
  of: z.int().nonnegative(),
  /** From the shortest to the longest time, without a gap, each a quarter longer than the one before. */
  buckets: z.array(z.object({ from: z.number(), to: z.number(), count: z.int().nonnegative() })),
});
export type Spread = z.infer<typeof Spread>;

/** The cells of the last 24 hours. */
export const DAY_CELLS = 96;

/** What one cell shows, the gravest that was: `x` offline, `f` flapping, `l` late, `o` online, `n` not observed; `-` when
 *  the device was not known yet. A cell of which most was not observed shows `n`, unless the device was offline in it. */
export const CELL_LETTERS = ["x", "f", "l", "o", "n", "-"] as const;
export type CellLetter = (typeof CELL_LETTERS)[number];

/** A device, with all that a list shows of it. */
export const Device = z.object({
  id: DeviceId,
  /** What the wire calls it; shown beside an alias, and never changed. */
  wireName: z.string(),
  /** What people call it; absent when the wire name will do. */
  alias: z.string().optional(),
  labels: z.array(z.string()),
  site: z.string().optional(),
  notes: z.array(DeviceNote),
  review: Review,
  /** How it was told apart, and, when devices were merged, by what else; the first is that of the wire name. */
  identities: z.array(Identity).min(1),
  /** Where it pushes from, the latest first; at most 20. */
  addresses: z.array(DeviceAddress),
  userAgent: z.string().optional(),
  /** The names of the tokens that it pushes with, the latest first; absent when with none. */
  tokens: z.array(z.string()).optional(),
  firstSeenAt: z.number(),
  /** When it last pushed anything; absent when it has not since Regdesk started and nothing is known from before. */
  lastPushAt: z.number().optional(),

  state: DeviceState,
  reason: DeviceReason,
  /** Since when it is in its state. */
  since: z.number(),
  /** Within the last ten minutes. */
  transitions: z.int().nonnegative(),
  registers: z.object({
    total: z.int(),
    fresh: z.int(),
    late: z.int(),
    expired: z.int(),
  }),
  /** How many times its time to live a register may be silent before it counts for offline; absent when as for all. */
  grace: z.number().optional(),
  /** Neither notified nor counted in any badge: ignored, blocked, or under maintenance. */
  isMuted: z.boolean(),
  /** When the maintenance it is under ends; absent when it is under none. */
  maintenanceUntil: z.number().optional(),

  /** Whether it, or a bridge it comes through, has asked for change requests since Regdesk started. One that never has may
   *  be read-only. */
  hasAskedForChanges: z.boolean(),
  /** How often it pushes. */
  interval: Pace.optional(),
  /** From an approval to its pick-up. */
  pickUp: Pace.optional(),
  /** From the pick-up to the report with the value that was asked for. */
  apply: Pace.optional(),

  /** {@link DAY_CELLS} letters of {@link CELL_LETTERS}, the oldest first; each stands for a quarter of an hour in UTC, the
   *  last for the one that is running. */
  day: z.string(),
  /** Of the observed part of these 24 hours, how much of it the device was not offline, from 0 to 100; absent when none was
   *  observed. */
  uptime: z.number().optional(),
  /** Alarms of it that are active and that nobody has acknowledged. */
  alarms: z.int().nonnegative(),
  /** The device it seems to be: all registers of that one are its own now. */
  mergeInto: DeviceId.optional(),
});
export type Device = z.infer<typeof Device>;

/** What can be changed of a device. Null takes it away, absent leaves it. */
export const DeviceChange = z.object({
  alias: z.string().trim().min(1).max(200).nullable().optional(),
  labels: z.array(z.string().trim().min(1).max(100)).max(50).optional(),
  site: z.string().trim().min(1).max(200).nullable().optional(),
  grace: z.number().min(1).max(10).nullable().optional(),
});
export type DeviceChange = z.infer<typeof DeviceChange>;

/** A time in which a device was offline. */
export const Outage = z.object({
  start: z.number(),
  /** Absent while it lasts. */
  end: z.number().optional(),
  /** Without the time nobody observed. */
  duration: z.number(),
  /** What it probably was:
   *  - `network`: most devices went at the same moment
   *  - `bridge`: all devices of its address went
   *  - `stopped`: it took its registers back by itself
   *  - `moved`: its registers went to other devices; of lines of an earlier version only, it is a state of its own now
   *  - `device`: it alone */
  cause: z.enum(["network", "bridge", "stopped", "moved", "device"]),
});
export type Outage = z.infer<typeof Outage>;

/** How long a device was in which state within one quarter of an hour; together with `unknown`, before it was first seen or
 *  not yet past, they make 900,000. */
export const UptimeCell = z.object({
  from: z.number(),
  online: z.number(),
  late: z.number(),
  offline: z.number(),
  flapping: z.number(),
  notObserved: z.number(),
  unknown: z.number(),
});
export type UptimeCell = z.infer<typeof UptimeCell>;

export const Uptime = z.object({
  cells: z.array(UptimeCell),
  /** The latest first. */
  outages: z.array(Outage),
  percent: z.number().optional(),
});
export type Uptime = z.infer<typeof Uptime>;

/** What people call a device. */
export function deviceName({ alias, wireName }: Pick<Device, "alias" | "wireName">): string {
  return alias ?? wireName;
}

/** All that a device goes by, each once: what people call it first, then its name on the wire and whatever else it was told
 *  apart by, as what was merged into it. */
export function deviceNames(device: Pick<Device, "alias" | "wireName" | "identities">): readonly string[] {
  return [...new Set([deviceName(device), device.wireName, ...device.identities.map(({ value }) => value)])];
}
