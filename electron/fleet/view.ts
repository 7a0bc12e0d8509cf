/** What others may know of the fleet: devices as they are shown, whose registers are, and how long each was up. */
import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { DeviceRegisters, FleetFeed } from "#shared/contract/fleet.ts";
import { deviceNames, type Device, type DeviceId, type Uptime } from "#shared/model/device.ts";
import { isRinging } from "#shared/model/alarm.ts";
import { worstOf, type FleetCounts, type FleetStanding } from "#shared/model/fleet-standing.ts";
import type { Period } from "#shared/model/history.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { Alarms } from "./alarms.ts";
import type { Care } from "./care.ts";
import { describe, ringingOf, type Senders, type Surroundings } from "./describe.ts";
import { HELD, type Fleet } from "./fleet.ts";
import type { FleetOrders } from "./fleet-orders.ts";
import type { StoredTransition } from "./fleet-store.ts";
import { isMuted } from "./maintenance.ts";
import type { Member } from "./member.ts";
import { MOST_DEVICES, MOST_NEW_FROM_ADDRESS } from "./roster.ts";
import { CELL, dayUntil, uptimeOf } from "./uptime.ts";

/** Who says that the machine slept may say so a little later than it shows here, in milliseconds. */
const SOON = 60_000;
/** More do not fit in a notification. */
const ALARMS_SHOWN = 20;
/** Nothing older is kept, in milliseconds. */
const LONGEST_RANGE = 31 * 24 * 3_600_000;

export interface FleetViewOptions {
  readonly clock: Clock;
  readonly fleet: Fleet;
  readonly orders: FleetOrders;
  readonly alarms: Alarms;
  readonly care: Care;
  /** When nobody watched. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  readonly unobserved: (range: Period) => Promise<readonly Period[]>;
  /** What is stored of a device's states. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  readonly transitions: (device: DeviceId, range: Period) => Promise<readonly StoredTransition[]>;
}

export class FleetView {
  readonly #options: FleetViewOptions;
  #senders: Senders | undefined;
  /** When nobody watched, of the last day. */
  #unobserved: readonly Period[] = [];
  /** When to ask for them again. */
  #askAt = -Infinity;

  constructor(options: FleetViewOptions) {
    this.#options = options;
    options.fleet.listen(({ now, woke }) => {
      const isDue = now >= this.#askAt || now < this.#askAt - CELL;
      if (woke || isDue) void this.#askWhenUnobserved(now, woke ? SOON : CELL);
    });
  }

  /** The listener starts after the fleet. */
  knowSenders(senders: Senders): void {
    this.#senders = senders;
  }

  all(): Device[] {
    const surroundings = this.#surroundings();
    return [...this.#options.fleet.members()].map((member) => describe(member, surroundings));
  }

  of(members: Iterable<Member>): Device[] {
    const surroundings = this.#surroundings();
    return [...members].map((member) => describe(member, surroundings));
  }

  one(member: Member): Device {
    return describe(member, this.#surroundings());
  }

  /** What the register's device is called, first by people, if they named it. Empty when it belongs to none. */
  namesOf(register: RegisterName): readonly string[] {
    const member = this.#options.fleet.roster.followed(register)?.member;
    return member === undefined ? [] : deviceNames(member.kept);
  }

  /** All registers of all devices. */
  owned(): DeviceRegisters[] {
    return [...this.#options.fleet.members()].map(({ id, registers }) => ({
      device: id,
      registers: [...registers.keys()],
    }));
  }

  /** Whose these registers are now. */
  ownersOf(names: ReadonlySet<RegisterName>): Pick<FleetFeed, "owned" | "released"> {
    const { roster } = this.#options.fleet;
    const byOwner = Map.groupBy(names, (name) => roster.followed(name)?.member.id);
    const released = byOwner.get(undefined);
    const owned = [...byOwner].flatMap(([device, registers]) => (device === undefined ? [] : { device, registers }));
    return { ...(owned.length > 0 ? { owned } : {}), ...(released === undefined ? {} : { released }) };
  }

  /** @throws {RegdeskError} `DEVICE_NOT_FOUND`, `DEVICE_NOT_POSSIBLE`, `STORE_UNAVAILABLE` */
  async uptime(id: DeviceId, range: Period | undefined): Promise<Uptime> {
    const { clock, care, unobserved, transitions } = this.#options;
    const member = care.find(id);
    const now = clock.now();
    const { from, to } = range ?? dayUntil(now);
    if (from >= to || to - from > LONGEST_RANGE) {
      throw new RegdeskError(
        "DEVICE_NOT_POSSIBLE",
        "Uptime is told of a range of at most 31 days, its end after its start",
      );
    }
    const period = { from, to };
    const states = from >= now - HELD ? member.transitions : await transitions(id, period);
    return uptimeOf({
      ...period,
      now,
      transitions: states,
      unobserved: await unobserved({ from, to: Math.min(to, now) }),
    });
  }

  /** What bell, badge and tray are made of. */
  standing(): FleetStanding {
    const devices = this.counts();
    const worst = worstOf(devices);
    const ringing = this.#options.alarms.book.open().filter(isRinging);
    const alarms = ringing.sort((a, b) => b.since - a.since).slice(0, ALARMS_SHOWN);
    return { devices, ...(worst === undefined ? {} : { worst }), ringing: ringing.length, alarms };
  }

  counts(): FleetCounts {
    const { fleet, orders, clock } = this.#options;
    const counts = { online: 0, late: 0, offline: 0, flapping: 0, notObserved: 0, new: 0, muted: 0 };
    const now = clock.now();
    for (const { state, kept } of fleet.members()) {
      if (state === "moved") continue; // its registers count where they are now
      if (isMuted(orders.policy.maintenance, kept, now)) {
        counts.muted += 1;
        continue;
      }
      counts[state === "not-observed" ? "notObserved" : state] += 1;
      if (kept.review === "new") counts.new += 1;
    }
    return counts;
  }

  /** What is to be said where there are more devices than Regdesk keeps. */
  overflow(): FleetFeed["overflow"] {
    const { homeless: registers, size } = this.#options.fleet.roster;
    if (registers === 0) return undefined;
    if (size >= MOST_DEVICES) return { registers, reason: "devices", most: MOST_DEVICES };
    return { registers, reason: "new-from-address", most: MOST_NEW_FROM_ADDRESS };
  }

  #surroundings(): Surroundings {
    const { clock, fleet, orders, alarms } = this.#options;
    return {
      now: clock.now(),
      roster: fleet.roster,
      senders: this.#senders,
      maintenance: orders.policy.maintenance,
      unobserved: this.#unobserved,
      alarms: ringingOf(alarms.book.open()),
    };
  }

  /** A range that cannot be asked for is asked for again with the next quarter of an hour. */
  async #askWhenUnobserved(now: number, again: number): Promise<void> {
    this.#askAt = now + again;
    try {
      this.#unobserved = await this.#options.unobserved({ from: dayUntil(now).from, to: now });
      for (const member of this.#options.fleet.members()) this.#options.fleet.show(member);
    } catch (error) {
      if (!(error instanceof RegdeskError)) throw error;
    }
  }
}
