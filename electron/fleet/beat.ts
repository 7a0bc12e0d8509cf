/** What one look at the fleet brings. */
import type { DeviceId, DeviceState } from "#shared/model/device.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { Member } from "./member.ts";

/** A device came from one state into another. */
export interface Move {
  readonly member: Member;
  readonly from: DeviceState;
  readonly to: DeviceState;
}

/** What one beat brought. */
export interface Beat {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly moves: readonly Move[];
  /** Of which something is to be shown anew. */
  readonly changed: ReadonlySet<Member>;
  /** Which pushed, and have nothing else to show. */
  readonly pushed: ReadonlySet<Member>;
  readonly removed: readonly DeviceId[];
  /** Those of them that nobody can bring back. */
  readonly discarded: readonly DeviceId[];
  /** Registers that came to a device, or belong to none any more. */
  readonly rehomed: ReadonlySet<RegisterName>;
  /** The devices that went together just now, if most of the fleet did. */
  readonly storm: readonly Member[] | undefined;
  /** Time went by unseen before this beat. */
  readonly woke: boolean;
  /** Nobody listens on the devices' port. */
  readonly isDeaf: boolean;
}
