/** Takes over what another installation knows of devices, where nobody has said it here. What is said here stays. */
import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import { jsonText } from "#shared/json.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { DeviceGain } from "#shared/model/backup-merge.ts";
import type { KeptDevice } from "#shared/model/fleet-policy.ts";
import type { Beat } from "./beat.ts";
import { lineFor } from "./care.ts";
import type { Fleet } from "./fleet.ts";
import type { FleetOrders } from "./fleet-orders.ts";
import type { Keeper } from "./keeper.ts";
import type { Member } from "./member.ts";
import { MOST_DEVICES } from "./roster.ts";

type Said = Exclude<DeviceGain, "device">;

export interface AdoptionOptions {
  readonly clock: Clock;
  readonly fleet: Fleet;
  readonly orders: FleetOrders;
  readonly keeper: Keeper;
  /** Called when labels of devices are others, or there are more devices. */
  readonly onChanged: () => void;
}

export class Adoption implements Disposable {
  readonly #options: AdoptionOptions;
  readonly #stopListening: () => void;

  constructor(options: AdoptionOptions) {
    this.#options = options;
    this.#stopListening = options.fleet.listen((beat) => this.#hear(beat));
  }

  /** The device here that is told apart by one of the same. */
  here({ identities }: KeptDevice): Member | undefined {
    for (const identity of identities) {
      const member = this.#options.fleet.roster.identified(identity);
      if (member !== undefined) return member;
    }
    return undefined;
  }

  /** For how many more devices. */
  get room(): number {
    return MOST_DEVICES - this.#options.fleet.roster.size;
  }

  /** What is said of it there and not here. */
  gainsOf(theirs: KeptDevice): DeviceGain[] {
    const member = this.here(theirs);
    const gains = SAID.filter((what) => isSaid(theirs, what) && (member === undefined || !isSaid(member.kept, what)));
    return member === undefined ? ["device", ...gains] : gains;
  }

  /** @returns what came of it; nothing where all of it has been said meanwhile
   *  @throws {RegdeskError} `DEVICE_NOT_POSSIBLE` when there are too many devices, `STORE_UNAVAILABLE` */
  adopt(theirs: KeptDevice, by: string): Promise<DeviceGain[]> {
    const { orders, fleet, clock, onChanged } = this.#options;
    return orders.inTurn(async () => {
      const now = clock.now();
      const known = this.here(theirs);
      const before = known?.kept ?? this.#draft(theirs, now);
      const gains = SAID.filter((what) => isSaid(theirs, what) && !isSaid(before, what));
      const kept = gains.reduce((device, what) => ({ ...device, [what]: theirs[what] }), before);
      const lines = gains.flatMap((what) => linesOf(kept, what, now, by));
      if (lines.length === 0 && known !== undefined) return [];
      // A new one is there before it is stored: who pushes under its name meanwhile is it.
      const member = known ?? fleet.roster.admit(before, now);
      try {
        await orders.say(lines, { devices: [kept] });
      } catch (error) {
        if (known === undefined) fleet.discard(member);
        throw error;
      }
      fleet.roster.alter(member, kept);
      fleet.touch(member);
      onChanged();
      return known === undefined ? ["device", ...gains] : gains;
    });
  }

  [Symbol.dispose](): void {
    this.#stopListening();
  }

  /** Who may push here is nobody's decision elsewhere: one that was blocked there is looked at anew. */
  #draft(theirs: KeptDevice, now: number): KeptDevice {
    const { identities, wireName, review } = theirs;
    const [first] = identities;
    if (first === undefined || this.room <= 0) {
      const message = `There are ${MOST_DEVICES} devices already; forget some first`;
      throw new RegdeskError("DEVICE_NOT_POSSIBLE", message);
    }
    const isDecided = review === "kept" || review === "ignored";
    const given = { wireName, identities, review: isDecided ? review : "new", isUnmet: true } as const;
    return this.#options.fleet.roster.draft(first, now, given);
  }

  /** From its first push on it is a device like any other. */
  #hear({ changed }: Beat): void {
    const { fleet, keeper } = this.#options;
    for (const member of changed) {
      if (member.kept.isUnmet !== true || member.registers.size === 0) continue;
      const { isUnmet: _, ...kept } = member.kept;
      fleet.roster.alter(member, kept);
      keeper.device(kept);
    }
  }
}

const SAID = ["alias", "labels", "site", "grace", "notes"] as const satisfies readonly Said[];

function isSaid(kept: KeptDevice, what: Said): boolean {
  const value = kept[what];
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

/** Notes keep who wrote them, and when; the lines tell who brought them. */
function linesOf(kept: KeptDevice, what: Said, at: number, by: string): Activity[] {
  if (what === "notes") {
    return kept.notes.map(({ text }) => lineFor(kept, { change: "note-added", after: jsonText(text) }, at, by));
  }
  const before = jsonText(what === "labels" ? [] : null);
  return [lineFor(kept, { change: what, before, after: jsonText(kept[what] ?? null) }, at, by)];
}
