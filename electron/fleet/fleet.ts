/** The fleet: which devices there are, and how each stands. It watches the registry and never alters it; nothing in here
 *  knows how a report came, nor how anything is stored. */
import type { Clock, Timer } from "#shared/clock.ts";
import { LATE_SHARE } from "#shared/freshness.ts";
import type { DeviceId } from "#shared/model/device.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { RegisterRecord } from "../registry/register-record.ts";
import type { Registry, RegistryListener } from "../registry/registry.ts";
import type { Beat, Move } from "./beat.ts";
import type { StoredFleet } from "./fleet-store.ts";
import { Hearing } from "./hearing.ts";
import type { Keeper } from "./keeper.ts";
import type { Followed, Member, Push } from "./member.ts";
import { emptiedBy, outageCause } from "./outage-cause.ts";
import { Roster } from "./roster.ts";
import { isSameCount, standingOf } from "./standing.ts";
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

export class Fleet implements RegistryListener, Disposable {
  readonly roster: Roster;
  readonly hearing: Hearing;
  readonly #clock: Clock;
  readonly #keeper: Keeper;
  readonly #grace: () => number;
  readonly #listeners = new Set<(beat: Beat) => void>();
  readonly #stopListening: () => void;
  readonly #storm = new Storm();
  readonly #telling: Telling;
  /** Devices that may stand otherwise than at the last beat. */
  readonly #touched = new Set<Member>();
  /** Devices that pushed since. */
  readonly #heardOf = new Set<Member>();
  readonly #changed = new Set<Member>();
  readonly #removed: DeviceId[] = [];
  readonly #discarded: DeviceId[] = [];
  /** Whose push is under way. */
  #pushing: Member | undefined;
  #timer: Timer;
  #woke = false;

  constructor({ clock, registry, keeper, stored, grace }: FleetOptions) {
    this.#clock = clock;
    this.#keeper = keeper;
    this.#grace = grace;
    this.#telling = new Telling(keeper);
    this.roster = new Roster(stored.devices, stored.lastDeviceId, clock.now());
    this.hearing = new Hearing(clock, BEAT + UNSEEN);
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
    for (const members of [this.#touched, this.#heardOf, this.#changed]) members.delete(member);
    this.#pushing = undefined;
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
    this.#discarded.push(member.id);
    void this.#keeper.forget(member.id);
  }

  /** The machine was away: what was not pushed meanwhile may have been pushed to nobody. */
  resumed(): void {
    this.hearing.begin();
    this.#woke = true;
    for (const member of this.roster.members()) this.#touched.add(member);
  }

  /** Called for each register of each report there is: where all is as it was, it costs one look. */
  provided(record: RegisterRecord): void {
    if (record.source !== undefined) return; // what a source provides is no device's
    const known = this.roster.followed(record.name);
    if (known === undefined || !isAsBefore(known, record)) this.#meet(record, record.providedAt);
    else this.#heard(known, record);
  }

  expired({ name }: RegisterRecord): void {
    const member = this.roster.followed(name)?.member;
    if (member !== undefined) this.#touched.add(member);
  }

  withdrawn(name: RegisterName): void {
    const member = this.roster.release(name)?.lost("withdrawn");
    if (member !== undefined) this.#touched.add(member);
  }

  forgotten(name: RegisterName): void {
    const member = this.roster.release(name)?.lost("no-registers");
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
      member.emptied = member.kept.isUnmet === true ? "unmet" : emptiedBy(last);
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
    const { name, ttl, provider: address, metadata, token } = record;
    const before = this.roster.followed(name)?.member;
    const register = this.roster.assign(name, member, { at: -Infinity, ttl, address, metadata, token });
    if (before !== undefined && before !== member) this.#moved(before, member);
    if (before !== member) this.#touched.add(member);
    this.#heard(register, record);
  }

  /** The register is another device's than before: the very same one may have got another address. */
  #moved(before: Member, member: Member): void {
    this.touch(before.lost("moved"));
    if (before.registers.size > 0) return;
    if (before.kept.isApart !== true && member.kept.isApart !== true) member.likeness = before.id;
    if (before.likeness === member.id) before.likeness = undefined; // it is called again as it was
  }

  #heard(register: Followed, { deadline, ttl, provider, providedAt, metadata, token }: RegisterRecord): void {
    const { member } = register;
    const at = deadline - ttl;
    if (member !== this.#pushing || member.lastPushAt !== providedAt || member.lastAddress !== provider) {
      this.#pushed(member, { now: providedAt, address: provider, token });
    }
    if (at > register.at && register.at > -Infinity) member.interval.add(at - register.at);
    member.dueAt = Math.min(member.dueAt, at + ttl * LATE_SHARE); // it may be due sooner than before
    register.at = at;
    register.ttl = ttl;
    register.address = provider;
    register.metadata = metadata;
    register.token = token;
  }

  /** What a push says of its device is said by its first register. */
  #pushed(member: Member, push: Push): void {
    if (!member.addresses.has(push.address)) {
      this.roster.meet(member, push.address);
      this.#changed.add(member);
    }
    member.pushed(push);
    this.#heardOf.add(member);
    if (!member.isAllFresh) this.#touched.add(member);
    this.#pushing = member;
  }

  #beat(): void {
    this.#timer = this.#clock.after(BEAT, () => this.#beat());
    if (this.hearing.isBroken()) this.resumed();
    const now = { wall: this.#clock.now(), monotonic: this.#clock.monotonic() };
    const moves: Move[] = [];
    for (const member of this.roster.members()) {
      if (!this.#touched.has(member) && member.dueAt >= now.monotonic) continue;
      const move = this.#look(member, now);
      if (move !== undefined) moves.push(move);
    }
    this.#touched.clear();
    const storm = this.#judge(moves);
    for (const move of moves) this.#telling.tell(move, now.wall);
    const changed = new Set(this.#changed);
    const pushed = new Set([...this.#heardOf].filter((member) => !changed.has(member)));
    const [removed, discarded] = [this.#removed.splice(0), this.#discarded.splice(0)];
    const rehomed = this.roster.takeRehomed();
    this.#changed.clear();
    this.#heardOf.clear();
    this.#pushing = undefined;
    const about = { moves, changed, pushed, removed, discarded, rehomed, storm };
    const beat: Beat = { now: now.wall, ...about, woke: this.#woke, isDeaf: this.hearing.isDeaf };
    this.#woke = false;
    for (const listener of this.#listeners) listener(beat);
    this.#keeper.flush();
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
    const watch = { now, since: this.hearing.since, grace, emptied: member.emptied };
    const { state, reason, registers, until } = standingOf(member.registers.values(), watch);
    if (!isSameCount(registers, member.counts)) this.#changed.add(member);
    member.counts = registers;
    const isKnown = state !== "not-observed" && state !== "moved";
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
    const lost = moves.filter(({ member, to }) => to === "offline" && member.wasThere);
    for (const { member } of lost) this.#storm.lost(member, now);
    let present = 0;
    for (const member of this.roster.members()) if (member.isThere) present += 1;
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

/** Whether nothing is other that tells whose register it is. */
function isAsBefore(known: Followed, { metadata, provider, token }: RegisterRecord): boolean {
  return known.metadata === metadata && known.address === provider && known.token === token;
}
