/** The fleet: which devices there are, and how each stands. It watches the registry and never alters it; nothing in here
 *  knows how a report came, nor how anything is stored. */
import type { Clock, Timer } from "#shared/clock.ts";
import type { DeviceId, DeviceState } from "#shared/model/device.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { RegisterRecord } from "../registry/register-record.ts";
import type { Registry, RegistryListener } from "../registry/registry.ts";
import type { StoredFleet } from "./fleet-store.ts";
import type { Keeper } from "./keeper.ts";
import type { Member } from "./member.ts";
import { outageCause } from "./outage-cause.ts";
import { Roster } from "./roster.ts";
import { standingOf, type Counts } from "./standing.ts";
import { Storm } from "./storm.ts";
import { Telling } from "./telling.ts";

/** One look a second at what was pushed and at what is due; no register has a timer. */
export const BEAT = 1_000;
/** A beat that comes so much later had nobody to listen before it. */
const UNSEEN = 10_000;
/** So much of a device's states is held; before that the store knows. */
export const HELD = 26 * 3_600_000;

export interface FleetOptions {
  readonly clock: Clock;
  readonly registry: Pick<Registry, "listen" | "living" | "lastKnown">;
  readonly keeper: Keeper;
  readonly stored: StoredFleet;
  /** How many times its time to live a register may be silent, unless its device has a grace of its own. */
  readonly grace: () => number;
}

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
  /** The devices that went together just now, if most of the fleet did. */
  readonly storm: readonly Member[] | undefined;
  /** Time went by unseen before this beat. */
  readonly woke: boolean;
}

export class Fleet implements RegistryListener, Disposable {
  readonly roster: Roster;
  readonly #clock: Clock;
  readonly #keeper: Keeper;
  readonly #grace: () => number;
  readonly #listeners = new Set<(beat: Beat) => void>();
  readonly #stopListening: () => void;
  readonly #storm = new Storm();
  readonly #telling: Telling;
  /** Devices whose registers changed since the last beat. */
  readonly #touched = new Set<Member>();
  readonly #changed = new Set<Member>();
  readonly #removed: DeviceId[] = [];
  #timer: Timer;
  /** Since when it watches without a break, on the monotonic clock. */
  #watchingSince: number;
  #lastBeat: { readonly wall: number; readonly monotonic: number };
  #woke = false;

  constructor({ clock, registry, keeper, stored, grace }: FleetOptions) {
    this.#clock = clock;
    this.#keeper = keeper;
    this.#grace = grace;
    this.#telling = new Telling(keeper);
    this.roster = new Roster(stored.devices, stored.lastDeviceId, clock.now());
    this.#watchingSince = clock.monotonic();
    this.#lastBeat = { wall: clock.now(), monotonic: clock.monotonic() };
    this.#recall(stored);
    for (const record of registry.lastKnown()) this.#meet(record, record.providedAt);
    for (const record of registry.living()) this.#meet(record, record.providedAt);
    for (const member of this.roster.members()) this.#touched.add(member);
    this.#stopListening = registry.listen(this);
    this.#timer = clock.after(BEAT, () => this.#beat());
  }

  members(): IterableIterator<Member> {
    return this.roster.members();
  }

  /** Hears of every beat that brought something, and of every other one, too. @returns stops listening */
  listen(listener: (beat: Beat) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Something of the device was changed that its registers do not show. */
  touch(member: Member): void {
    this.#touched.add(member);
    this.#changed.add(member);
  }

  /** Something is to be shown of the device that does not change how it stands. */
  show(member: Member): void {
    this.#changed.add(member);
  }

  /** The device is no more. */
  remove(member: Member): void {
    this.roster.leave(member);
    this.#touched.delete(member);
    this.#changed.delete(member);
    this.#removed.push(member.id);
    this.#keeper.drop(member.id);
  }

  /** The device is back, as it was. */
  readmit(member: Member): void {
    this.roster.enter(member);
    this.#keeper.device(member.kept);
    this.touch(member);
  }

  /** The device is no more, and nobody will miss it. */
  discard(member: Member): void {
    this.remove(member);
    void this.#keeper.forget(member.id);
  }

  /** The machine was away: what was not pushed meanwhile may have been pushed to nobody. */
  resumed(): void {
    this.#watchingSince = this.#clock.monotonic();
    this.#woke = true;
    for (const member of this.roster.members()) this.#touched.add(member);
  }

  provided(record: RegisterRecord, changed: boolean): void {
    if (record.source !== undefined) return; // what a source provides is no device's
    const known = this.roster.followed(record.name);
    if (known === undefined || changed || known.address !== record.provider) this.#meet(record, record.providedAt);
    else this.#heard(known.member, record);
  }

  expired({ name }: RegisterRecord): void {
    const member = this.roster.followed(name)?.member;
    if (member !== undefined) this.#touched.add(member);
  }

  withdrawn(name: RegisterName): void {
    const member = this.roster.release(name);
    if (member !== undefined) this.#touched.add(member);
  }

  forgotten(name: RegisterName): void {
    const member = this.roster.release(name);
    if (member === undefined) return;
    this.#touched.add(member);
    if (member.isWorthless) this.discard(member);
  }

  [Symbol.dispose](): void {
    this.#timer.cancel();
    this.#stopListening();
    this.#keeper.flush();
  }

  /** What the last run knew of states. */
  #recall({ transitions }: StoredFleet): void {
    for (const { device, ...transition } of transitions) this.roster.find(device)?.transitions.push(transition);
    for (const member of this.roster.members()) {
      const last = member.transitions.at(-1);
      if (last === undefined) continue;
      member.state = last.state;
      member.since = last.at;
      this.#telling.recall(member);
    }
  }

  /** Finds out whose register it is. */
  #meet(record: RegisterRecord, now: number): void {
    const found = this.roster.claimant(record, now);
    if (found === undefined) return;
    const { member, isNew } = found;
    if (isNew) {
      this.#keeper.device(member.kept);
      this.#changed.add(member);
    }
    const before = this.roster.followed(record.name)?.member;
    this.roster.assign(record.name, member, { at: -Infinity, ttl: record.ttl, address: record.provider });
    if (before !== undefined && before !== member) this.#moved(before, member);
    this.#heard(member, record);
  }

  /** The register is another device's than before: the very same one may have got another address. */
  #moved(before: Member, member: Member): void {
    this.touch(before);
    if (before.registers.size === 0 && before.kept.isApart !== true) member.likeness = before.id;
  }

  #heard(member: Member, { name, deadline, ttl, provider, providedAt }: RegisterRecord): void {
    const register = member.registers.get(name);
    if (register === undefined) return;
    if (!member.addresses.has(provider)) {
      this.roster.meet(member, provider);
      this.#changed.add(member);
    }
    member.pushed(register, { at: deadline - ttl, ttl, address: provider, now: providedAt });
    this.#touched.add(member);
  }

  #beat(): void {
    this.#timer = this.#clock.after(BEAT, () => this.#beat());
    this.#noticeUnseenTime();
    const now = { wall: this.#clock.now(), monotonic: this.#clock.monotonic() };
    const pushed = new Set<Member>();
    const moves: Move[] = [];
    for (const member of this.roster.members()) {
      const isTouched = this.#touched.has(member);
      if (!isTouched && member.dueAt >= now.monotonic) continue;
      const move = this.#look(member, now);
      if (move !== undefined) moves.push(move);
      else if (!this.#changed.has(member)) pushed.add(member);
    }
    this.#touched.clear();
    const storm = this.#judge(moves);
    for (const move of moves) this.#telling.tell(move, now.wall);
    const changed = new Set(this.#changed);
    const removed = this.#removed.splice(0);
    this.#changed.clear();
    const beat: Beat = { now: now.wall, moves, changed, pushed, removed, storm, woke: this.#woke };
    this.#woke = false;
    for (const listener of this.#listeners) listener(beat);
    this.#keeper.flush();
  }

  /** A clock that was set shows on one side only; a machine that slept may, too. Either way nobody was there. */
  #noticeUnseenTime(): void {
    const now = { wall: this.#clock.now(), monotonic: this.#clock.monotonic() };
    const { wall, monotonic } = this.#lastBeat;
    this.#lastBeat = now;
    const passed = Math.max(now.monotonic - monotonic, now.wall - wall);
    if (passed > BEAT + UNSEEN) this.resumed();
  }

  /** @returns its move, if it came into another state */
  #look(member: Member, now: { readonly wall: number; readonly monotonic: number }): Move | undefined {
    const { state, reason } = this.#stateOf(member, now.monotonic);
    const from = member.state;
    const isFirst = member.transitions.length === 0;
    if (!member.came(state, reason, now.wall)) return undefined;
    this.#changed.add(member);
    if (!isFirst && from === state) return undefined;
    while ((member.transitions[1]?.at ?? Infinity) < now.wall - HELD) member.transitions.shift();
    return { member, from: isFirst ? "not-observed" : from, to: state };
  }

  #stateOf(member: Member, now: number): Pick<Member, "state" | "reason"> {
    const grace = member.kept.grace ?? this.#grace();
    const watch = { now, since: this.#watchingSince, grace };
    const { state, reason, registers, until } = standingOf(member.registers.values(), watch);
    if (!isSame(registers, member.counts)) this.#changed.add(member);
    member.counts = registers;
    const isKnown = state !== "not-observed";
    member.flapping.observe(isKnown ? state === "offline" : undefined, now);
    member.dueAt = until;
    if (!isKnown || !member.flapping.isFlapping) return { state, reason };
    member.dueAt = Math.min(until, member.flapping.until);
    return { state: "flapping", reason: "flapping" };
  }

  /** What took those down that went offline, which shows only when one looks at all of them.
   *  @returns most of the fleet, if it went together */
  #judge(moves: readonly Move[]): Member[] | undefined {
    const now = this.#clock.monotonic();
    const lost = moves.filter(({ from, to }) => to === "offline" && from !== "not-observed");
    for (const { member } of lost) this.#storm.lost(member, now);
    let present = 0;
    for (const { state } of this.roster.members()) if (state !== "offline" && state !== "not-observed") present += 1;
    const storm = lost.length === 0 ? undefined : this.#storm.together(present, now);
    for (const member of new Set([...moves.map((move) => move.member), ...(storm ?? [])])) {
      const last = member.transitions.at(-1);
      if (last === undefined) continue;
      const cause = outageCause(member, storm, this.roster);
      const transition = { at: last.at, state: last.state, ...(cause === undefined ? {} : { cause }) };
      member.transitions[member.transitions.length - 1] = transition;
      this.#keeper.transition({ device: member.id, ...transition });
    }
    return storm;
  }
}

function isSame(a: Counts, b: Counts): boolean {
  return a.total === b.total && a.fresh === b.fresh && a.late === b.late && a.expired === b.expired;
}
