/** Whose each register is, and what lists call that device. The host finds it out; the window keeps it beside the registers, so
 *  that values come in without it. */
import type { FleetFeed } from "#shared/contract/fleet.ts";
import { deviceName, deviceNames, type Device, type DeviceId } from "#shared/model/device.ts";
import type { Register, RegisterName } from "#shared/model/register.ts";
import { deviceInMetadata } from "./metadata.ts";

/** A device as it is called. */
export interface NamedDevice {
  /** Absent for one that a register's metadata names and the fleet does not know, as a source's. */
  readonly id?: DeviceId;
  /** What people call it, else its name on the wire. */
  readonly name: string;
  /** All that it is found by: that, its name on the wire, and those of what was merged into it. */
  readonly names: readonly string[];
}

export type DeviceOf = (register: Register) => NamedDevice | undefined;

/** Brings whose registers are up to date. @returns whether any is another's than before */
export function applyOwners(owners: Map<RegisterName, DeviceId>, message: FleetFeed): boolean {
  const { kind, owned = [], released = [] } = message;
  const isAnew = kind === "snapshot";
  if (isAnew) owners.clear();
  for (const { device, registers } of owned) for (const name of registers) owners.set(name, device);
  for (const name of released) owners.delete(name);
  return isAnew || owned.length + released.length > 0;
}

/** What all devices are called. @param before what this gave last: the same again as long as nothing is called otherwise */
export function namedDevices(
  devices: readonly Device[],
  before: ReadonlyMap<DeviceId, NamedDevice>,
): ReadonlyMap<DeviceId, NamedDevice> {
  const named = new Map(devices.map((device) => [device.id, kept(before.get(device.id), device)]));
  const isSame = named.size === before.size && [...named].every(([id, device]) => before.get(id) === device);
  return isSame ? before : named;
}

/** As the register's own metadata calls its device. */
export function deviceNamedIn(register: Pick<Register, "metadata">): NamedDevice | undefined {
  const name = deviceInMetadata(register);
  return name === undefined ? undefined : { name, names: [name] };
}

/** By which names a rule may know the devices of these registers, each device once; the empty one is of those without. */
export function namesOfDevices(registers: readonly Register[], deviceOf: DeviceOf): (readonly string[])[] {
  const all = registers.map((register) => deviceOf(register)?.names ?? [""]);
  return [...new Map(all.map((names) => [names.join("\n"), names])).values()];
}

function kept(before: NamedDevice | undefined, device: Device): NamedDevice {
  const names = deviceNames(device);
  const isSame = before?.names.length === names.length && names.every((name, index) => before.names[index] === name);
  return isSame ? before : { id: device.id, name: deviceName(device), names };
}
