/** How the devices stand whose registers somebody wants to change. A device is what the registers' metadata name; a
 *  register that names none stands for itself. */
import { freshness, type Freshness } from "#shared/freshness.ts";
import type { HostStatus } from "#shared/model/host-status.ts";
import type { Register } from "#shared/model/register.ts";
import { deviceOf } from "./metadata.ts";
import type { Tone } from "./status.ts";

/** `offline` when all of its registers have expired, `late` when some are late or have, `absent` when it has none. */
export type Standing = "online" | "late" | "offline" | "absent";

export const STANDING_TONES: Readonly<Record<Standing, Tone>> = {
  online: "ok",
  late: "late",
  offline: "bad",
  absent: "off",
};

export interface RequestDevice {
  /** Nothing when the register names no device. */
  readonly name: string | undefined;
  /** The source whose register it is: then no device has a part in it. */
  readonly source?: string | undefined;
  readonly standing: Standing;
  readonly registers: number;
  readonly expired: number;
  /** When any of its registers was last reported, in epoch milliseconds. */
  readonly lastAt: number | undefined;
}

/** The devices of that name, in one pass over all registers. */
export function devicesNamed(
  names: ReadonlySet<string>,
  registers: Iterable<Register>,
  now: number,
): Map<string, RequestDevice> {
  const byDevice = new Map<string, Register[]>();
  for (const register of registers) {
    const name = deviceOf(register);
    if (name === undefined || !names.has(name)) continue;
    const group = byDevice.get(name);
    if (group) group.push(register);
    else byDevice.set(name, [register]);
  }
  return new Map([...names].map((name) => [name, deviceFrom(name, byDevice.get(name) ?? [], now)]));
}

export function deviceFrom(name: string | undefined, registers: readonly Register[], now: number): RequestDevice {
  const states = registers.map((register) => freshness(register, now));
  const expired = states.filter((state) => state === "expired").length;
  const lastAt = registers.length === 0 ? undefined : Math.max(...registers.map(({ providedAt }) => providedAt));
  return { name, standing: standingOf(states), registers: registers.length, expired, lastAt };
}

type Senders = Pick<HostStatus, "startedAt"> & { readonly arrivals: Pick<HostStatus["arrivals"], "senders"> };

/** Since when who reports a register could have asked for change requests and has not, in epoch milliseconds: since the
 *  host started. @returns nothing when it has asked, or when it is not known who it is */
export function silentSince(register: Register | undefined, status: Senders | undefined): number | undefined {
  const sender = status?.arrivals.senders.find(({ address }) => address === register?.provider);
  return sender && sender.askedForChangesAt === undefined ? status?.startedAt : undefined;
}

function standingOf(states: readonly Freshness[]): Standing {
  if (states.length === 0) return "absent";
  if (states.every((state) => state === "expired")) return "offline";
  return states.some((state) => state === "expired" || state === "late") ? "late" : "online";
}
