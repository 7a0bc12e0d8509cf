/** Things that tests need but do not care about: each with sensible values for what is not said. */
import type { Provision, RegisterRecord, ReportedRegister } from "#electron/registry/register-record.ts";
import { jsonText, type Json } from "#shared/json.ts";
import { ChangeRequestId, type ChangeRequest } from "#shared/model/change-request.ts";
import { DAY_CELLS, DeviceId, type Device } from "#shared/model/device.ts";
import { RegisterName, type Register } from "#shared/model/register.ts";
import { NOON } from "./fake-clock.ts";

/** Plain texts where the product has branded ones. */
type Plain<T> = { readonly [K in keyof T]?: T[K] extends string | undefined ? string : T[K] };

export function named(name: string): RegisterName {
  return RegisterName.parse(name);
}

export function idOf(id: number | string): ChangeRequestId {
  return ChangeRequestId.parse(String(id));
}

export function aProvision({ name = "boiler.temperature", ...given }: Plain<Provision> = {}): Provision {
  return { value: 20, metadata: undefined, ttl: 10_000, ...given, name: named(name) };
}

/** A report of one register. */
export function aReport(name: string, value: Json, ttl = 10_000): Provision[] {
  return [aProvision({ name, value, ttl })];
}

export function aRecord(given: Plain<RegisterRecord> = {}): RegisterRecord {
  return {
    value: 20,
    metadata: undefined,
    ttl: 10_000,
    revision: 1,
    providedAt: NOON,
    changedAt: NOON,
    deadline: 15_000,
    expiredAt: undefined,
    token: undefined,
    provider: "192.168.1.20",
    source: undefined,
    override: undefined,
    bucket: undefined,
    size: 0,
    fragment: undefined,
    ...given,
    name: named(given.name ?? "boiler.temperature"),
  };
}

export function aRegister({
  value = "20",
  metadata,
  name = "boiler.temperature",
  ttl = 10_000,
  ...given
}: Plain<ReportedRegister> = {}): ReportedRegister {
  return {
    ttl,
    revision: 1,
    providedAt: NOON,
    changedAt: NOON,
    provider: "192.168.1.20",
    ...given,
    name: named(name),
    value: value as Register["value"],
    ...(metadata === undefined ? {} : { metadata: metadata as Register["value"] }),
  };
}

/** @param given the values of `value`, `previousValue` and `outcomeValue` are JSON texts */
export function aChangeRequest(given: Plain<ChangeRequest> = {}): ChangeRequest {
  return {
    state: "pending",
    requester: { address: "192.168.1.30" },
    requestedAt: NOON,
    expiresAt: NOON + 15 * 60_000,
    deliveries: 0,
    value: jsonText(22),
    ...given,
    id: idOf(given.id ?? "1"),
    register: named(given.register ?? "boiler.setpoint"),
  } as ChangeRequest;
}

/** Online, kept, and with one fresh register. */
export function aDevice(given: Plain<Omit<Device, "id" | "registers">> & Partial<DevicePlain> = {}): Device {
  const { id = "d1", registers, wireName = "boiler-2", ...others } = given;
  return {
    labels: [],
    notes: [],
    review: "kept",
    identities: [{ by: "metadata", key: "device", value: wireName }],
    addresses: [{ address: "192.168.1.20", lastAt: NOON, devices: 1 }],
    firstSeenAt: NOON,
    lastPushAt: NOON,
    state: "online",
    reason: "all-fresh",
    since: NOON,
    transitions: 0,
    isMuted: false,
    hasAskedForChanges: true,
    day: "o".repeat(DAY_CELLS),
    alarms: 0,
    ...others,
    id: DeviceId.parse(id),
    wireName,
    registers: { total: 1, fresh: 1, late: 0, expired: 0, ...registers },
  } as Device;
}

interface DevicePlain {
  readonly id: string;
  readonly registers: Partial<Device["registers"]>;
}
