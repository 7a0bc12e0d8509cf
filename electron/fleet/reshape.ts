/** Which registers are whose, where a person knows better: devices are merged, split and forgotten. */
import type { Clock, Timer } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import { matchesGlob } from "#shared/glob.ts";
import { jsonText } from "#shared/json.ts";
import type { DeviceId, DeviceNote, Identity } from "#shared/model/device.ts";
import type { KeptDevice } from "#shared/model/fleet-policy.ts";
import type { Period } from "#shared/model/history.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { lineFor, type Care } from "./care.ts";
import type { Fleet } from "./fleet.ts";
import type { FleetOrders } from "./fleet-orders.ts";
import type { Forgetting } from "./forgetting.ts";
import type { StoredTransition } from "./fleet-store.ts";
import { keyOf } from "./identify.ts";
import { joined } from "./joined.ts";
import type { Member } from "./member.ts";
import type { DeviceTransition } from "./uptime.ts";

/** How long a device that was forgotten can be brought back, in milliseconds. */
const TO_UNDO = 10_000;

export interface ReshapeOptions {
  readonly clock: Clock;
  readonly fleet: Fleet;
  readonly care: Care;
  readonly orders: FleetOrders;
  /** Takes the last known values away; who still pushes goes on. */
  readonly dropLastKnown: (names: readonly RegisterName[]) => void;
  readonly forgetting: Forgetting;
  /** What is stored of a device's states. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  readonly transitions: (device: DeviceId, range: Period) => Promise<readonly StoredTransition[]>;
  /** Registers of devices are others. @param gone a device that is no more */
  readonly onChanged: (gone?: Member) => void;
}

interface Going {
  readonly member: Member;
  readonly by: string;
  readonly timer: Timer;
}

export class Reshape implements AsyncDisposable {
  readonly #options: ReshapeOptions;
  readonly #going = new Map<DeviceId, Going>();

  constructor(options: ReshapeOptions) {
    this.#options = options;
  }

  /** Everything of the first is the second's from now on. @throws {RegdeskError} */
  merge(id: DeviceId, into: DeviceId, by: string): Promise<Member> {
    const { orders, care, clock, fleet } = this.#options;
    return orders.inTurn(async () => {
      const [from, to] = [care.find(id), care.find(into)];
      if (from === to)
        throw new RegdeskError("DEVICE_NOT_POSSIBLE", "A device cannot be merged into itself; name another");
      const kept = merged(from.kept, to.kept);
      const line = lineFor(kept, { change: "merged", before: jsonText(from.name) }, clock.now(), by);
      const states = await this.#joinedStates(from, to);
      const transitions = states.map((transition) => ({ ...transition, device: into }));
      await orders.say([line], { devices: [kept], goneDevices: [id], transitions });
      // A beat may have come while it was stored.
      const last = states.at(-1)?.at ?? -Infinity;
      to.transitions = [...states, ...to.transitions.filter(({ at }) => at > last)];
      this.#takeOver(from, to, kept);
      fleet.touch(to);
      this.#options.onChanged(from);
      return to;
    });
  }

  /** All that the first has is the second's. */
  #takeOver(from: Member, to: Member, kept: KeptDevice): void {
    const { fleet } = this.#options;
    const registers = [...from.registers.values()];
    fleet.remove(from);
    fleet.roster.alter(to, kept);
    to.likeness = kept.likeness;
    for (const other of fleet.members()) {
      if (other.likeness !== from.id) continue;
      other.likeness = to.id;
      fleet.show(other);
    }
    from.registers.clear(); // none went with it
    for (const register of registers) fleet.roster.assign(register.name, to, register);
    for (const [address, at] of from.addresses) {
      if (!to.addresses.has(address)) to.addresses.set(address, at);
      fleet.roster.meet(to, address);
    }
    for (const [token, at] of from.tokens) if (!to.tokens.has(token)) to.tokens.set(token, at);
    to.lastPushAt = Math.max(to.lastPushAt ?? 0, from.lastPushAt ?? 0) || undefined;
  }

  /** The registers of these names or matching these globs are a device of their own. @throws {RegdeskError} */
  split(id: DeviceId, globs: readonly string[], name: string, by: string): Promise<Member> {
    const { orders, care, clock, fleet } = this.#options;
    return orders.inTurn(async () => {
      const from = care.find(id);
      const own = [...from.registers.values()].filter((register) => isAmong(globs, register.name));
      if (own.length === 0 || own.length === from.registers.size) {
        const which = own.length === 0 ? "None" : "All";
        const message = `${which} of the ${from.registers.size} registers of ${from.name} match; name some of them, and not all`;
        throw new RegdeskError("DEVICE_NOT_POSSIBLE", message);
      }
      const identity: Identity = { by: "person", value: name };
      if (fleet.roster.identified(identity) !== undefined) {
        throw new RegdeskError("DEVICE_NOT_POSSIBLE", `There is a device ${name} already; choose another name`);
      }
      const now = clock.now();
      const made = fleet.roster.draft(identity, now, { review: "kept", claims: [...globs] });
      const line = lineFor(
        made,
        { change: "split", before: jsonText(from.name), after: jsonText([...globs]) },
        now,
        by,
      );
      await orders.say([line], { devices: [made] });
      const member = fleet.roster.admit(made, now);
      for (const register of own) {
        fleet.roster.assign(register.name, member, register);
        member.addresses.set(register.address, from.addresses.get(register.address) ?? now);
        fleet.roster.meet(member, register.address);
        if (register.token !== undefined) member.tokens.set(register.token, from.tokens.get(register.token) ?? now);
      }
      member.lastPushAt = from.lastPushAt;
      fleet.touch(from);
      fleet.touch(member);
      this.#options.onChanged();
      return member;
    });
  }

  /** Takes the device away, and deletes what is known of it once nobody can bring it back any more.
   *  @param count how many registers it has, as the person typed it  @throws {RegdeskError} */
  forget(id: DeviceId, count: number, by: string): number {
    const { care, clock, fleet } = this.#options;
    const member = care.find(id);
    const { size } = member.registers;
    if (count !== size) {
      const message = `${member.name} has ${size} registers, not ${count}; type ${size} to forget it`;
      throw new RegdeskError("DEVICE_NOT_POSSIBLE", message);
    }
    fleet.remove(member);
    const timer = clock.after(TO_UNDO, () => void this.#end(id));
    this.#going.set(id, { member, by, timer });
    return clock.now() + TO_UNDO;
  }

  /** @throws {RegdeskError} `DEVICE_NOT_FOUND` when it is too late */
  undoForget(id: DeviceId): Member {
    const going = this.#going.get(id);
    if (going === undefined) {
      throw new RegdeskError(
        "DEVICE_NOT_FOUND",
        `Device ${id} cannot be brought back any more; it reappears if it pushes`,
      );
    }
    going.timer.cancel();
    this.#going.delete(id);
    return this.#bringBack(going.member);
  }

  /** What nobody brought back is gone before the host is; a past that cannot be deleted now is with the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const { timer } of this.#going.values()) timer.cancel();
    await Promise.all([...this.#going.keys()].map((id) => this.#end(id)));
  }

  /** What the two were, as one, with all that is stored of it. */
  async #joinedStates(from: Member, to: Member): Promise<DeviceTransition[]> {
    const { clock, transitions } = this.#options;
    const all = async ({ id, transitions: held }: Member): Promise<DeviceTransition[]> => {
      const before = held[0]?.at ?? clock.now();
      const stored = await transitions(id, { from: 0, to: before });
      return [...stored.map(({ device: _, ...transition }) => transition), ...held];
    };
    const states = joined(await all(from), await all(to));
    // That it is back is told with the next beat, which must find it as it was.
    const isAway = to.state === "offline" || to.state === "moved";
    if (!isAway && states.at(-1)?.state !== to.state) states.push({ at: clock.now(), state: to.state });
    return states;
  }

  async #end(id: DeviceId): Promise<void> {
    const { orders, clock, forgetting, dropLastKnown, onChanged } = this.#options;
    const going = this.#going.get(id);
    if (going === undefined) return;
    this.#going.delete(id);
    const { member, by } = going;
    const names = [...member.registers.keys()];
    const line = lineFor(member.kept, { change: "forgotten" }, clock.now(), by);
    try {
      await orders.inTurn(() => orders.say([line], { goneDevices: [id] }, forgetting.ordered(names)));
    } catch (error) {
      if (!(error instanceof RegdeskError)) throw error;
      this.#bringBack(member); // what cannot be stored was not done
      return;
    }
    onChanged(member);
    dropLastKnown(names);
    await forgetting.run();
  }

  /** What pushed under its name meanwhile is it again. */
  #bringBack(member: Member): Member {
    const { fleet, onChanged } = this.#options;
    for (const identity of member.kept.identities) {
      const double = fleet.roster.identified(identity);
      if (double === undefined) continue;
      for (const register of double.registers.values()) member.registers.set(register.name, register);
      for (const [address, at] of double.addresses) member.addresses.set(address, at);
      for (const [token, at] of double.tokens) member.tokens.set(token, at);
      member.lastPushAt = Math.max(member.lastPushAt ?? 0, double.lastPushAt ?? 0) || undefined;
      fleet.discard(double);
    }
    fleet.readmit(member);
    for (const register of member.registers.values()) fleet.roster.assign(register.name, member, register);
    onChanged();
    return member;
  }
}

function isAmong(globs: readonly string[], name: string): boolean {
  return globs.some((glob) => matchesGlob(glob, name));
}

function merged(from: KeptDevice, { likeness, ...to }: KeptDevice): KeptDevice {
  const known = new Set(to.identities.map(keyOf));
  const notes: DeviceNote[] = [...to.notes, ...from.notes].sort((a, b) => a.at - b.at);
  return {
    ...to,
    identities: [...to.identities, ...from.identities.filter((identity) => !known.has(keyOf(identity)))],
    labels: [...new Set([...to.labels, ...from.labels])],
    notes: notes.map((note, index) => ({ ...note, id: index + 1 })),
    claims: [...to.claims, ...from.claims],
    tokens: [...new Set([...(from.tokens ?? []), ...(to.tokens ?? [])])],
    firstSeenAt: Math.min(to.firstSeenAt, from.firstSeenAt),
    ...(to.site === undefined && from.site !== undefined ? { site: from.site } : {}),
    ...(likeness === undefined || likeness === from.id ? {} : { likeness }),
  };
}
