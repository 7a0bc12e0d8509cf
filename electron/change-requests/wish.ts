import { jsonText, type Json } from "#shared/json.ts";
import type { ChangeRequest, ChangeRequestId, Requester } from "#shared/model/change-request.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { RegisterRecord } from "../registry/register-record.ts";
import type { Registry } from "../registry/registry.ts";
import type { RegisterDevices } from "./register-devices.ts";

/** What a consumer asks for. */
export interface Wish {
  readonly register: RegisterName;
  readonly value: Json;
}

/** Where what is known of a register stands. */
export interface Knowing {
  readonly registry: Registry;
  readonly devices: RegisterDevices;
}

export interface Filing {
  readonly id: ChangeRequestId;
  readonly requester: Requester;
  /** Epoch milliseconds. */
  readonly at: number;
  /** How long it may wait for a decision, in milliseconds. */
  readonly patience: number;
}

/** The request for a wish, with what is known of its register now. A register that has expired has no value any more, but
 *  still belongs to its device. */
export function requestFor({ register, value }: Wish, { registry, devices }: Knowing, filing: Filing): ChangeRequest {
  const living = registry.find(register);
  return {
    id: filing.id,
    register,
    value: jsonText(value),
    ...deviceOf(registry.findKnown(register), devices),
    ...(living === undefined ? {} : { previousValue: jsonText(living.value) }),
    state: "pending",
    requester: filing.requester,
    requestedAt: filing.at,
    expiresAt: filing.at + filing.patience,
    deliveries: 0,
  };
}

/** As the fleet has it. A source's register has no device, but may name one in its metadata. */
function deviceOf(
  record: RegisterRecord | undefined,
  devices: RegisterDevices,
): Pick<ChangeRequest, "device" | "deviceWireNames"> {
  if (record === undefined) return {};
  const [device = namedIn(record), ...wireNames] = record.source === undefined ? devices.namesOf(record.name) : [];
  if (device === undefined) return {};
  return { device, ...(wireNames.length === 0 ? {} : { deviceWireNames: wireNames }) };
}

function namedIn({ metadata = {} }: RegisterRecord): string | undefined {
  const device = Object.hasOwn(metadata, "device") ? metadata["device"] : undefined;
  return typeof device === "string" && device !== "" ? device : undefined;
}
