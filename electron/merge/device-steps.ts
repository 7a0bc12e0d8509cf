import { DeviceChange, deviceName, type DeviceId } from "#shared/model/device.ts";
import type { KeptDevice } from "#shared/model/fleet-policy.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { Adoption } from "../fleet/adoption.ts";
import { addsChecked, barred, stayed, stays, type MergeStep } from "./step.ts";

type Adopting = Pick<Adoption, "adopt" | "gainsOf" | "here" | "room">;

/** What people said of devices, where nobody has said it here, by what devices are told apart by. Devices that have not been
 *  met here yet come along if somebody said something of them. */
export function deviceSteps(theirs: readonly KeptDevice[], adoption: Adopting): MergeStep[] {
  let { room } = adoption;
  return theirs.filter(isDescribed).map((device): MergeStep => {
    const gains = adoption.gainsOf(device);
    const thing = { kind: "device", name: deviceName(device) } as const;
    if (gains.length === 0) return stays(thing, saysTheSame(device, adoption) ? "same" : "own");
    if (gains.includes("device")) {
      // Only registers that were given to it by hand make it one; here they may be another's.
      if (device.identities.every(({ by }) => by === "person")) return barred(thing, "by-hand");
      if (room <= 0) return barred(thing, "full");
      room -= 1;
    }
    return addsChecked(
      { ...thing, gains },
      () => makeSureOf(device),
      async (by) => {
        const came = await adoption.adopt(device, by);
        return came.length === 0 ? stayed("own") : { gains: came };
      },
    );
  });
}

/** The devices here that those of the backup are, or will be once they came in. */
export class Counterparts {
  readonly #theirs: ReadonlyMap<DeviceId, KeptDevice>;
  readonly #adoption: Adopting;

  constructor(theirs: readonly KeptDevice[], adoption: Adopting) {
    this.#theirs = new Map(theirs.map((device) => [device.id, device]));
    this.#adoption = adoption;
  }

  of(id: DeviceId): DeviceId | undefined {
    const device = this.#theirs.get(id);
    return device && this.#adoption.here(device)?.id;
  }

  /** Whether it comes in, should it not be here. */
  isComing(id: DeviceId): boolean {
    const device = this.#theirs.get(id);
    return device !== undefined && deviceSteps([device], this.#adoption).some(({ add }) => add !== undefined);
  }
}

function isDescribed({ alias, labels, site, notes, grace }: KeptDevice): boolean {
  const isNamed = alias !== undefined || site !== undefined || grace !== undefined;
  return isNamed || labels.length + notes.length > 0;
}

function saysTheSame(theirs: KeptDevice, adoption: Adopting): boolean {
  const here = adoption.here(theirs)?.kept;
  return here !== undefined && JSON.stringify(said(theirs, here)) === JSON.stringify(said(here, theirs));
}

/** What is said of a device, as far as it is said of the other one. */
function said(kept: KeptDevice, other: KeptDevice): unknown[] {
  const { alias, labels, site, grace, notes } = kept;
  return [
    other.alias && alias,
    other.labels.length > 0 && labels,
    other.site && site,
    other.grace && grace,
    other.notes.length > 0 && notes.map(({ text }) => text),
  ];
}

function makeSureOf({ alias, labels, site, grace, wireName }: KeptDevice): void {
  const change = DeviceChange.safeParse({ alias, labels, site, grace });
  if (change.success) return;
  const [issue] = change.error.issues;
  const message = `What the backup says of ${wireName} cannot be (${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""})`;
  throw new RegdeskError("DEVICE_NOT_POSSIBLE", message);
}
