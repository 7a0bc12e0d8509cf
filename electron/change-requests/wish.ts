import { jsonText, type Json } from "#shared/json.ts";
import type { ChangeRequest, ChangeRequestId, Requester } from "#shared/model/change-request.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { RegisterRecord } from "../registry/register-record.ts";
import type { Registry } from "../registry/registry.ts";

/** What a consumer asks for. */
export interface Wish {
  readonly register: RegisterName;
  readonly value: Json;
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
export function requestFor({ register, value }: Wish, registry: Registry, filing: Filing): ChangeRequest {
  const living = registry.find(register);
  const device = deviceOf(registry.findKnown(register));
  return {
    id: filing.id,
    register,
    value: jsonText(value),
    ...(device === undefined ? {} : { device }),
    ...(living === undefined ? {} : { previousValue: jsonText(living.value) }),
    state: "pending",
    requester: filing.requester,
    requestedAt: filing.at,
    expiresAt: filing.at + filing.patience,
    deliveries: 0,
  };
}

function deviceOf(record: RegisterRecord | undefined): string | undefined {
  const { metadata = {} } = record ?? {};
  const device = Object.hasOwn(metadata, "device") ? metadata["device"] : undefined;
  return typeof device === "string" && device !== "" ? device : undefined;
}
