/** What a person said about the fleet, and what is kept of devices. */
import { z } from "zod";
import { AlarmRule, OFFLINE_RULE } from "./alarm.ts";
import { Device, DeviceId, Maintenance } from "./device.ts";
import { RegisterName } from "./register.ts";

/** The rules of alarms, when nobody wants to hear of whom, and what is to be forgotten. */
export const FleetPolicy = z.object({
  alarmRules: z.array(AlarmRule).default([OFFLINE_RULE]),
  /** Also those that are over, until another begins. */
  maintenance: z.array(Maintenance).default([]),
  /** Registers of forgotten devices whose past is not deleted yet. */
  toForget: z.array(RegisterName).default([]),
});
export type FleetPolicy = z.infer<typeof FleetPolicy>;

/** What is kept of a device; everything else is derived from its registers. */
export const KeptDevice = Device.pick({
  id: true,
  wireName: true,
  alias: true,
  labels: true,
  site: true,
  notes: true,
  review: true,
  identities: true,
  grace: true,
  firstSeenAt: true,
}).extend({
  /** Names and globs of registers that are its own because a person said so. */
  claims: z.array(z.string()).default([]),
  /** It is no other device, whatever it looks like. */
  isApart: z.boolean().optional(),
  /** The names of the tokens that it pushes with, the latest last: it is known by them, also when nothing else of it is left. */
  tokens: z.array(z.string()).optional(),
  /** The device it seems to be, because all registers of that one came to it. */
  likeness: DeviceId.optional(),
  /** What people said of it came from a backup, and nothing has been heard of it here yet. */
  isUnmet: z.boolean().optional(),
});
export type KeptDevice = z.infer<typeof KeptDevice>;
