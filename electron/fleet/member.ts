import type { JsonObject } from "#shared/json.ts";
import type { DeviceId, DeviceReason, DeviceState } from "#shared/model/device.ts";
import type { KeptDevice } from "#shared/model/fleet-policy.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { Flapping } from "./flapping.ts";
import { Times } from "./pace.ts";
import type { Counts, Emptied, Report } from "./standing.ts";
import type { DeviceTransition } from "./uptime.ts";

/** A device has no more addresses; the one it was not heard from for longest goes. */
const MOST_ADDRESSES = 20;
/** The same for tokens. */
const MOST_TOKENS = 20;
/** A day of a device that changes its state all the time. */
const MOST_TRANSITIONS = 5_000;

/** A register as the fleet follows it. */
export interface Followed extends Report {
  readonly name: RegisterName;
  readonly member: Member;
  /** On the monotonic clock. */
  at: number;
  ttl: number;
  address: string;
  /** What it was told apart by: as long as these are as they were, nobody needs to ask again whose it is. */
  metadata: JsonObject | undefined;
  token: string | undefined;
}

/** What a push says of the device that made it. */
export interface Push {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly address: string;
  readonly token: string | undefined;
}

/** A device with all that is known of it. */
export class Member {
  readonly id: DeviceId;
  kept: KeptDevice;
  readonly registers = new Map<RegisterName, Followed>();
  /** When it last pushed from each, in epoch milliseconds; the latest last. */
  readonly addresses = new Map<string, number>();
  /** The same with each token, by its name. */
  readonly tokens = new Map<string, number>();
  readonly interval = new Times();
  readonly pickUp = new Times();
  readonly apply = new Times();
  readonly flapping = new Flapping();
  lastPushAt: number | undefined;
  lastAddress: string | undefined;
  /** The device it seems to be. */
  likeness: DeviceId | undefined;

  state: DeviceState = "not-observed";
  reason: DeviceReason = "not-observed";
  /** Epoch milliseconds. */
  since: number;
  counts: Counts = { total: 0, fresh: 0, late: 0, expired: 0 };
  /** What became of the last register that it lost. */
  emptied: Emptied = "no-registers";
  /** Its last states in their order, of the last day at least. */
  transitions: DeviceTransition[] = [];
  /** When it may be in another state without a push, on the monotonic clock. */
  dueAt = Infinity;

  constructor(kept: KeptDevice, now: number) {
    this.id = kept.id;
    this.kept = kept;
    this.since = now;
    this.likeness = kept.likeness;
    if (kept.isUnmet === true) this.emptied = "unmet";
    for (const token of kept.tokens ?? []) this.tokens.set(token, kept.firstSeenAt);
  }

  /** To be called once for each push, not for each of its registers. */
  pushed({ now, address, token }: Push): void {
    this.lastPushAt = now;
    if (address === this.lastAddress)
      this.addresses.set(address, now); // mostly, and then it stands last already
    else putLast(this.addresses, address, now, MOST_ADDRESSES);
    this.lastAddress = address;
    if (token !== undefined) putLast(this.tokens, token, now, MOST_TOKENS);
  }

  /** A register is its own no more. */
  lost(emptied: Emptied): this {
    this.emptied = emptied;
    return this;
  }

  /** @returns whether it came into another state or has another reason */
  came(state: DeviceState, reason: DeviceReason, at: number): boolean {
    const isOther = state !== this.state || this.transitions.length === 0;
    const hasOtherReason = reason !== this.reason;
    this.reason = reason;
    if (isOther) {
      this.state = state;
      this.since = at;
      // What is later was so before the clock was set back, and is told anew.
      while ((this.transitions.at(-1)?.at ?? at) > at) this.transitions.pop();
      this.transitions.push({ at, state });
      if (this.transitions.length > MOST_TRANSITIONS) this.transitions.shift();
    }
    return isOther || hasOtherReason;
  }

  /** As long as that is so, another push changes nothing but when it may be otherwise. */
  get isAllFresh(): boolean {
    return this.state === "online" && this.counts.fresh === this.counts.total;
  }

  /** The tokens that it is known by, the latest last. What pushes under another name by now has taken them along, unless it is
   *  blocked: then it is kept out by them all the more. */
  get ownTokens(): readonly string[] {
    const isElsewhere = this.registers.size === 0 && this.emptied === "moved" && this.kept.review !== "blocked";
    return isElsewhere ? [] : [...this.tokens.keys()];
  }

  /** Whether its pushes told other tokens, or another likeness, than what is kept of it. */
  get hasLearned(): boolean {
    const { ownTokens, kept } = this;
    const { tokens = [], likeness } = kept;
    if (likeness !== this.likeness || ownTokens.length !== tokens.length) return true;
    return ownTokens.some((token) => !tokens.includes(token));
  }

  /** What is kept of it, with what its pushes told. */
  withLearned(): KeptDevice {
    const { likeness: _, ...kept } = this.kept;
    const learned = { ...kept, tokens: [...this.ownTokens] };
    return this.likeness === undefined ? learned : { ...learned, likeness: this.likeness };
  }

  /** As far as anybody knows: who was there when observing ended is not gone before it was looked for. */
  get isThere(): boolean {
    return isThere(this.transitions.findLast(isKnown)?.state);
  }

  /** Whether it was before it came into the state it is in. */
  get wasThere(): boolean {
    return isThere(this.transitions.slice(0, -1).findLast(isKnown)?.state);
  }

  get name(): string {
    return this.kept.alias ?? this.kept.wireName;
  }

  /** Nobody has said anything about it, and nothing is left of it. */
  get isWorthless(): boolean {
    const { review, alias, site, labels, notes, claims } = this.kept;
    const isUntouched = review === "new" && alias === undefined && site === undefined;
    return isUntouched && this.registers.size + labels.length + notes.length + claims.length === 0;
  }
}

function isKnown({ state }: DeviceTransition): boolean {
  return state !== "not-observed";
}

function isThere(state: DeviceState | undefined): boolean {
  return state !== undefined && state !== "offline" && state !== "moved";
}

/** Those that were not put there for longest go when there are too many. */
function putLast(map: Map<string, number>, key: string, value: number, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
