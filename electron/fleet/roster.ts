/** Which register belongs to which device, by what identifies devices and by what a person said. */
import { matchesGlob } from "#shared/glob.ts";
import { DeviceId, type Identity } from "#shared/model/device.ts";
import type { KeptDevice } from "#shared/model/fleet-policy.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { identify, type Told } from "./identify.ts";
import { Identified } from "./identified.ts";
import { Member, type Followed } from "./member.ts";

/** So many devices are kept, and so many of them that nobody has looked at may come from one address: whoever sends made-up
 *  names must not fill the memory. */
export const MOST_DEVICES = 2_000;
export const MOST_NEW_FROM_ADDRESS = 250;

export class Roster {
  readonly #members = new Map<DeviceId, Member>();
  readonly #byIdentity = new Identified();
  readonly #followed = new Map<RegisterName, Followed>();
  /** Which devices push from each address. */
  readonly #atAddress = new Map<string, Set<Member>>();
  /** Devices that a person gave registers to. */
  #claimants: readonly Member[] = [];
  #hasBlocked = false;
  /** Registers that belong to no device, because there are too many. */
  readonly #homeless = new Set<RegisterName>();
  /** Registers that are another device's, or nobody's, since somebody last asked. */
  #rehomed = new Set<RegisterName>();
  #lastId: number;

  constructor(stored: readonly KeptDevice[], lastId: number, now: number) {
    this.#lastId = lastId;
    for (const kept of stored) this.#take(new Member(kept, now));
    this.#seeKept();
  }

  get homeless(): number {
    return this.#homeless.size;
  }

  members(): IterableIterator<Member> {
    return this.#members.values();
  }

  get size(): number {
    return this.#members.size;
  }

  find(id: DeviceId): Member | undefined {
    return this.#members.get(id);
  }

  /** The register, if it belongs to a device. */
  followed(name: RegisterName): Followed | undefined {
    return this.#followed.get(name);
  }

  /** The registers that came to a device or belong to none any more since this was called last. */
  takeRehomed(): ReadonlySet<RegisterName> {
    const rehomed = this.#rehomed;
    this.#rehomed = new Set();
    return rehomed;
  }

  /** The devices that push from an address. */
  at(address: string): Member[] {
    return [...(this.#atAddress.get(address) ?? [])];
  }

  /** Takes a device in as it is. */
  enter(member: Member): void {
    this.#take(member);
    this.#seeKept();
  }

  /** What is kept of it is this from now on. */
  alter(member: Member, kept: KeptDevice): void {
    for (const identity of member.kept.identities) this.#unname(identity, member);
    member.kept = kept;
    for (const identity of kept.identities) this.#byIdentity.set(identity, member);
    this.#seeKept();
  }

  /** The device that is told apart by this. */
  identified(identity: Identity): Member | undefined {
    return this.#byIdentity.get(identity);
  }

  /** It pushes from there. */
  meet(member: Member, address: string): void {
    const there = this.#atAddress.get(address);
    if (there === undefined) this.#atAddress.set(address, new Set([member]));
    else there.add(member);
  }

  /** The device a register belongs to; a new one when none does, unless there are too many. */
  claimant(told: Told, now: number): { member: Member; isNew: boolean } | undefined {
    const identity = identify(told);
    const member = this.#claimedBy(told.name) ?? this.identified(identity);
    if (member !== undefined) return { member, isNew: false };
    if (!this.#hasRoom(told.provider)) {
      this.#homeless.add(told.name);
      return undefined;
    }
    return { member: this.admit(this.draft(identity, now), now), isNew: true };
  }

  /** The device a register belongs to, if there is one. */
  ownerOf(told: Told): Member | undefined {
    return this.#claimedBy(told.name) ?? this.identified(identify(told));
  }

  /** Whether any device is blocked. */
  get hasBlocked(): boolean {
    return this.#hasBlocked;
  }

  /** The blocked device that alone pushes with a token: it is known by it, whatever it calls itself. */
  blockedBehind(token: string): Member | undefined {
    let blocked: Member | undefined;
    for (const member of this.#members.values()) {
      if (!member.ownTokens.includes(token)) continue;
      if (member.kept.review !== "blocked") return undefined;
      blocked = member;
    }
    return blocked;
  }

  /** A new device, which is not taken in yet. */
  draft(identity: Identity, now: number, given: Partial<KeptDevice> = {}): KeptDevice {
    this.#lastId += 1;
    return {
      id: DeviceId.parse(`d${this.#lastId}`),
      wireName: identity.value,
      identities: [identity],
      labels: [],
      notes: [],
      review: "new",
      firstSeenAt: now,
      claims: [],
      ...given,
    };
  }

  admit(kept: KeptDevice, now: number): Member {
    const member = new Member(kept, now);
    this.enter(member);
    return member;
  }

  /** The register is this device's from now on. */
  assign(name: RegisterName, member: Member, report: Omit<Followed, "name" | "member">): Followed {
    const before = this.#followed.get(name);
    if (before?.member === member) return before;
    before?.member.registers.delete(name);
    const { at, ttl, address, metadata, token } = report;
    const followed: Followed = { name, member, at, ttl, address, metadata, token };
    this.#homeless.delete(name);
    this.#followed.set(name, followed);
    this.#rehomed.add(name);
    member.registers.set(name, followed);
    return followed;
  }

  /** The register is no more. @returns the device it was of */
  release(name: RegisterName): Member | undefined {
    this.#homeless.delete(name);
    const member = this.#followed.get(name)?.member;
    if (member === undefined) return undefined;
    member.registers.delete(name);
    this.#followed.delete(name);
    this.#rehomed.add(name);
    return member;
  }

  /** The device is gone, and its registers belong to nobody until they are pushed again. */
  leave(member: Member): void {
    this.#members.delete(member.id);
    for (const identity of member.kept.identities) this.#unname(identity, member);
    for (const name of member.registers.keys()) {
      this.#followed.delete(name);
      this.#rehomed.add(name);
    }
    for (const address of member.addresses.keys()) this.#part(member, address);
    this.#seeKept();
  }

  #take(member: Member): void {
    this.#members.set(member.id, member);
    for (const identity of member.kept.identities) this.#byIdentity.set(identity, member);
    for (const address of member.addresses.keys()) this.meet(member, address);
  }

  #unname(identity: Identity, member: Member): void {
    if (this.#byIdentity.get(identity) === member) this.#byIdentity.delete(identity);
  }

  #seeKept(): void {
    const members = [...this.#members.values()];
    this.#claimants = members.filter(({ kept }) => kept.claims.length > 0);
    this.#hasBlocked = members.some(({ kept }) => kept.review === "blocked");
  }

  #part(member: Member, address: string): void {
    const there = this.#atAddress.get(address);
    there?.delete(member);
    if (there?.size === 0) this.#atAddress.delete(address);
  }

  #claimedBy(name: RegisterName): Member | undefined {
    for (const member of this.#claimants) {
      if (member.kept.claims.some((glob) => matchesGlob(glob, name))) return member;
    }
    return undefined;
  }

  #hasRoom(address: string): boolean {
    if (this.#members.size >= MOST_DEVICES) return false;
    let strangers = 0;
    for (const { kept } of this.#atAddress.get(address) ?? []) if (kept.review === "new") strangers += 1;
    return strangers < MOST_NEW_FROM_ADDRESS;
  }
}
