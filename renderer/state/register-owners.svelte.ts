import type { FleetFeed } from "#shared/contract/fleet.ts";
import type { Device, DeviceId } from "#shared/model/device.ts";
import type { Register, RegisterName } from "#shared/model/register.ts";
import { applyOwners, deviceNamedIn, namedDevices, type NamedDevice } from "../lib/register-devices.ts";

/* eslint-disable svelte/prefer-svelte-reactivity -- a signal for each of ten thousand names is what this avoids */

/** Whose registers are. Two signals: one for which register is whose, one for what devices are called. A device that pushes, or
 *  comes into another state, wakes no list. */
export class RegisterOwners {
  readonly #devices: () => readonly Device[];
  readonly #byRegister = new Map<RegisterName, DeviceId>();
  /** The map, told anew when a register is another device's. */
  #latest = $state.raw({ owners: this.#byRegister });
  #called: ReadonlyMap<DeviceId, NamedDevice> = new Map();
  /** The same object as long as all are called the same. */
  readonly #named: ReadonlyMap<DeviceId, NamedDevice> = $derived.by(() => {
    this.#called = namedDevices(this.#devices(), this.#called);
    return this.#called;
  });

  constructor(devices: () => readonly Device[]) {
    this.#devices = devices;
  }

  hear(message: FleetFeed): void {
    if (applyOwners(this.#byRegister, message)) this.#latest = { owners: this.#byRegister };
  }

  /** @returns nothing when it belongs to none */
  idOf(name: RegisterName): DeviceId | undefined {
    return this.#latest.owners.get(name);
  }

  /** What lists call its device. Where the fleet knows none, as for a source's, its metadata may name one. */
  of(register: Register): NamedDevice | undefined {
    const id = register.source === undefined ? this.idOf(register.name) : undefined;
    const device = id === undefined ? undefined : this.#named.get(id);
    return device ?? deviceNamedIn(register);
  }
}
