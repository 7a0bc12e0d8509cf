import { SvelteSet } from "svelte/reactivity";
import type { Client } from "#shared/contract/contract.ts";
import type { FleetFeed, Forgotten } from "#shared/contract/fleet.ts";
import {
  deviceName,
  type Device,
  type DeviceChange,
  type DeviceId,
  type Maintenance,
  type MaintenanceScope,
  type Review,
  type Spread,
  type Uptime,
} from "#shared/model/device.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { until, withoutGap } from "../lib/feed.ts";
import { Turns } from "../lib/turns.ts";
import type { Call } from "./change-requests.svelte.ts";
import { RegisterOwners } from "./register-owners.svelte.ts";

/* eslint-disable svelte/prefer-svelte-reactivity -- maps are replaced with every message, never altered */

/** What can be said of a device that showed up. */
export type ReviewDecision = "keep" | "ignore" | "block" | "later";

/** Every device of the site, and what can be done with it. A technician is told of what does not work; `undefined` and
 *  `false` mean that they have been. */
export class FleetState {
  readonly #call: Call;
  readonly #report: (error: unknown) => void;
  readonly #busy = new SvelteSet<DeviceId>();
  readonly #turns = new Turns<DeviceId>();
  #byId: ReadonlyMap<DeviceId, Device> = $state.raw(new Map());
  /** All of them, the one that ends first. */
  maintenance: readonly Maintenance[] = $state.raw([]);
  /** How many senders were too many to be taken up as devices. */
  overflow: FleetFeed["overflow"] = $state.raw();
  /** Whether the first snapshot is here: before, nothing can be said about what exists. */
  loaded = $state(false);

  /** By name, ignored and blocked ones, too. */
  readonly all: readonly Device[] = $derived.by(() => [...this.#byId.values()].sort(byName));
  /** Those that nobody has said anything of yet. What has moved is asked about under its new name. */
  readonly unreviewed: readonly Device[] = $derived.by(() =>
    this.all.filter(({ review, state }) => review === "new" && state !== "moved"),
  );
  readonly owners: RegisterOwners = new RegisterOwners(() => this.all);

  constructor(call: Call, report: (error: unknown) => void) {
    this.#call = call;
    this.#report = report;
  }

  find(id: DeviceId): Device | undefined {
    return this.#byId.get(id);
  }

  /** The device of a register, or nothing when it belongs to none. */
  ownerOf(register: RegisterName): Device | undefined {
    const id = this.owners.idOf(register);
    return id === undefined ? undefined : this.find(id);
  }

  /** Whether something about it is on its way. */
  isBusy(id: DeviceId): boolean {
    return this.#busy.has(id);
  }

  async follow(client: Client, signal: AbortSignal): Promise<void> {
    for await (const message of until(
      signal,
      withoutGap(() => client.fleet.watch()),
    )) {
      const byId = new Map(message.kind === "snapshot" ? [] : this.#byId);
      for (const device of message.devices) byId.set(device.id, device);
      for (const id of message.removed) byId.delete(id);
      this.#byId = byId;
      this.owners.hear(message);
      this.maintenance = message.maintenance ?? this.maintenance;
      this.overflow = message.overflow;
      this.loaded = true;
    }
  }

  /** @throws {Error} its message a sentence for the technician, as with all that only asks */
  registersOf(id: DeviceId): Promise<RegisterName[]> {
    return this.#call((client) => client.fleet.registers({ id }));
  }

  /** @param range epoch milliseconds, at most 31 days; the last 24 hours without one */
  uptime(id: DeviceId, range?: { readonly from: number; readonly to: number }): Promise<Uptime> {
    return this.#call((client) => client.fleet.uptime({ id, ...(range && { range }) }));
  }

  /** The times between two reports of one of its registers. */
  intervals(id: DeviceId): Promise<Spread> {
    return this.#call((client) => client.fleet.intervals({ id }));
  }

  edit(id: DeviceId, change: DeviceChange): Promise<Device | undefined> {
    return this.#one(id, (client) => client.fleet.edit({ id, change }));
  }

  addNote(id: DeviceId, note: string): Promise<Device | undefined> {
    return this.#one(id, (client) => client.fleet.addNote({ id, text: note }));
  }

  editNote(id: DeviceId, note: number, text: string): Promise<Device | undefined> {
    return this.#one(id, (client) => client.fleet.editNote({ id, note, text }));
  }

  removeNote(id: DeviceId, note: number): Promise<Device | undefined> {
    return this.#one(id, (client) => client.fleet.removeNote({ id, note }));
  }

  /** As it was; it can be done while its Undo is shown, and a good while longer. */
  undoRemoveNote(id: DeviceId, note: number): Promise<Device | undefined> {
    return this.#one(id, (client) => client.fleet.undoRemoveNote({ id, note }));
  }

  /** All or none. @throws {Error} its message a sentence for the technician: a dialog may say it in its place */
  async review(ids: readonly DeviceId[], decision: ReviewDecision): Promise<readonly Device[]> {
    const devices = await this.#call((client) => client.fleet.review({ ids: [...ids], decision }));
    this.#keep(devices);
    return devices;
  }

  /** @throws {Error} as above */
  async merge(id: DeviceId, into: DeviceId): Promise<Device> {
    const device = await this.#call((client) => client.fleet.merge({ id, into }));
    this.#keep([device]);
    return device;
  }

  keepApart(id: DeviceId): Promise<Device | undefined> {
    return this.#one(id, (client) => client.fleet.keepApart({ id }));
  }

  /** @param registers names or globs @throws {Error} as above */
  async split(id: DeviceId, registers: readonly string[], name: string): Promise<Device> {
    const device = await this.#call((client) => client.fleet.split({ id, registers: [...registers], name }));
    this.#keep([device]);
    return device;
  }

  /** @param registers how many it has, as it was typed @throws {Error} as above */
  forget(id: DeviceId, registers: number): Promise<Forgotten> {
    return this.#call((client) => client.fleet.forget({ id, registers }));
  }

  /** @throws {Error} as above */
  async undoForget(id: DeviceId): Promise<void> {
    this.#keep([await this.#call((client) => client.fleet.undoForget({ id }))]);
  }

  /** @param until epoch milliseconds @throws {Error} as above */
  maintain(scope: MaintenanceScope, until: number, note: string): Promise<Maintenance> {
    const noted = note.trim() === "" ? {} : { note };
    return this.#call((client) => client.fleet.maintain({ scope, until, ...noted }));
  }

  async endMaintenance(id: Maintenance["id"]): Promise<boolean> {
    try {
      await this.#call((client) => client.fleet.endMaintenance({ id }));
      return true;
    } catch (error) {
      this.#report(error);
      return false;
    }
  }

  /** One after the other of each device: whoever says two things of it quickly means both. */
  async #one(id: DeviceId, act: (client: Client) => Promise<Device>): Promise<Device | undefined> {
    this.#busy.add(id);
    try {
      const device = await this.#turns.take(id, () => this.#call(act));
      this.#keep([device]);
      return device;
    } catch (error) {
      this.#report(error);
      return undefined;
    } finally {
      if (!this.#turns.isTaken(id)) this.#busy.delete(id);
    }
  }

  /** What was answered may be newer than the feed, which tells once a second. */
  #keep(devices: readonly Device[]): void {
    this.#byId = new Map([...this.#byId, ...devices.map((device) => [device.id, device] as const)]);
  }
}

/** Hidden from lists, unless somebody asks for them. */
export function isHidden({ review }: { readonly review: Review }): boolean {
  return review === "ignored" || review === "blocked";
}

const order = new Intl.Collator(undefined, { numeric: true });

const byName = (a: Device, b: Device) => order.compare(deviceName(a), deviceName(b)) || order.compare(a.id, b.id);
