import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import { Device, DeviceChange, DeviceId, Maintenance, MaintenanceScope, Spread, Uptime } from "../model/device.ts";
import { RegisterName } from "../model/register.ts";
import { feedOf } from "./feed.ts";

/** Registers of one device. */
export interface DeviceRegisters {
  readonly device: DeviceId;
  readonly registers: readonly RegisterName[];
}

/** First all devices (ignored and blocked ones, too), then at most once a second those that changed; a device of which only
 *  the last push is newer is told every five seconds. Whose a register is gets told when that changes, never with its values. A
 *  gap in `sequence` means: watch anew. */
export interface FleetFeed {
  readonly kind: "snapshot" | "delta";
  readonly sequence: number;
  /** The host's wall clock. */
  readonly now: number;
  readonly devices: readonly Device[];
  readonly removed: readonly DeviceId[];
  /** In a snapshot all registers of each device, in a delta those that came to it; absent when none did. A register has one
   *  device at most: what came to one is no other's any more. */
  readonly owned?: readonly DeviceRegisters[];
  /** Registers that belong to no device any more; absent when none. */
  readonly released?: readonly RegisterName[];
  /** All of them, the one that ends first; absent in a delta when they are as they were. */
  readonly maintenance?: readonly Maintenance[];
  /** How many registers were not taken up as some device's, because there are as many devices as Regdesk keeps, or as many
   *  new ones from one address as it takes; absent when none. */
  readonly overflow?:
    { readonly registers: number; readonly reason: "devices" | "new-from-address"; readonly most: number } | undefined;
}

/** A device that was forgotten can be brought back until then. */
export const Forgotten = z.object({ id: DeviceId, undoUntil: z.number() });
export type Forgotten = z.infer<typeof Forgotten>;

const One = z.object({ id: DeviceId });
const NoteText = z.string().trim().min(1).max(20_000);
const Range = z.object({ from: z.number(), to: z.number() });

const change = oc.errors({
  DEVICE_NOT_FOUND: { status: ERROR_STATUS.DEVICE_NOT_FOUND },
  DEVICE_NOT_POSSIBLE: { status: ERROR_STATUS.DEVICE_NOT_POSSIBLE },
  STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE },
});

export const fleet = {
  watch: oc.output(feedOf<FleetFeed>()),
  list: oc.output(z.array(Device)),
  /** The registers of a device, living and expired. */
  registers: change.input(One).output(z.array(RegisterName)),
  /** The last 24 hours in quarters of an hour in UTC, or another range of at most 31 days, with its outages. */
  uptime: change.input(One.extend({ range: Range.optional() })).output(Uptime),
  /** The times between two reports of one of its registers, all registers together: what its interval is made of. */
  intervals: change.input(One).output(Spread),

  edit: change.input(One.extend({ change: DeviceChange })).output(Device),
  addNote: change.input(One.extend({ text: NoteText })).output(Device),
  editNote: change.input(One.extend({ note: z.int(), text: NoteText })).output(Device),
  removeNote: change.input(One.extend({ note: z.int() })).output(Device),
  /** Brings back one that was removed a moment ago, as it was; of all notes the last 20 that were removed can be. */
  undoRemoveNote: change.input(One.extend({ note: z.int() })).output(Device),

  /** Keep, ignore, block, or look at it later. Blocking is refused as long as devices need no token to push. Keep brings an
   *  ignored or a blocked one back. All or none. */
  review: change
    .input(z.object({ ids: z.array(DeviceId).min(1), decision: z.enum(["keep", "ignore", "block", "later"]) }))
    .output(z.array(Device)),
  /** Everything of the first is the second's from now on, and what identified it identifies that. @returns the second */
  merge: change.input(z.object({ id: DeviceId, into: DeviceId })).output(Device),
  /** Dismisses the suggestion to merge it. */
  keepApart: change.input(One).output(Device),
  /** The registers of these names or matching these globs are a device of their own from now on; those that were merged
   *  into it, too. @returns the new one */
  split: change
    .input(
      One.extend({
        registers: z.array(z.string().min(1).max(1_024)).min(1).max(100),
        name: z.string().min(1).max(200),
      }),
    )
    .output(Device),
  /** Deletes what is known of it: notes, names, uptime and alarms. @param registers how many it has, as the person typed it:
   *  another number is refused. It will reappear if it pushes again. */
  forget: change.input(One.extend({ registers: z.int() })).output(Forgotten),
  /** @returns the device, as it was */
  undoForget: change.input(One).output(Device),

  maintain: change
    .input(
      z.object({ scope: MaintenanceScope, until: z.number(), note: z.string().trim().min(1).max(2_000).optional() }),
    )
    .output(Maintenance),
  endMaintenance: change.input(z.object({ id: z.int() })).output(z.void()),
};
