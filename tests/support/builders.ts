/** Things that tests need but do not care about: each with sensible values for what is not said. */
import type { Provision, RegisterRecord, ReportedRegister } from "#electron/registry/register-record.ts";
import { jsonText, type Json } from "#shared/json.ts";
import { ChangeRequestId, type ChangeRequest } from "#shared/model/change-request.ts";
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
    provider: "192.168.1.20",
    source: undefined,
    override: undefined,
    bucket: undefined,
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
}: Plain<Register> = {}): ReportedRegister {
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
