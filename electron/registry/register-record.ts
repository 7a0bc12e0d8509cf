import { jsonText, type Json, type JsonObject } from "#shared/json.ts";
import type { Register, RegisterName, RegisterOverride } from "#shared/model/register.ts";
import type { Overridden } from "./mirrors.ts";

/** What a provider reports of one register. */
export interface Provision {
  readonly name: RegisterName;
  readonly value: Json;
  readonly metadata: JsonObject | undefined;
  /** How long the report counts, in milliseconds, above zero; without end for a register of a source. */
  readonly ttl: number;
}

/** A register as the registry holds it. Only the registry alters one; others read it while it is handed to them. */
export interface RegisterRecord {
  readonly name: RegisterName;
  value: Json;
  metadata: JsonObject | undefined;
  ttl: number;
  revision: number;
  /** Epoch milliseconds of the last report, changed or not. */
  providedAt: number;
  /** Epoch milliseconds of the last change of the value. */
  changedAt: number;
  /** When it expires, on the monotonic clock. */
  deadline: number;
  /** Epoch milliseconds; undefined while it lives. */
  expiredAt: number | undefined;
  /** The address that last provided it, or the name of the source. */
  provider: string;
  /** The name of the token it was last pushed with; undefined when none was shown, and for a source's. */
  token: string | undefined;
  /** The source that provides it; undefined while a live device does. */
  source: string | undefined;
  /** What its value stands in place of; undefined while it is its provider's own. */
  override: Overridden | undefined;
  /** Which bucket of the expiry wheel holds it; undefined when none does. */
  bucket: number | undefined;
  /** About how many bytes of memory it takes; known while it lives, and after that. */
  size: number;
  /** What consumers are sent, kept until the next change: most reads meet an unchanged register. */
  fragment: string | undefined;
}

/** The register's member of a consumer's answer, for example `"a":{"value":1,"metadata":{"unit":"°C"}}`. */
export function consumerFragment(record: RegisterRecord): string {
  record.fragment ??= `${JSON.stringify(record.name)}:{"value":${jsonText(record.value)}${
    record.metadata === undefined ? "" : `,"metadata":${jsonText(record.metadata)}`
  }}`;
  return record.fragment;
}

/** A register of a live device, which does expire. */
export interface ReportedRegister extends Register {
  readonly ttl: number;
  /** The name of the token it was last pushed with. */
  readonly token?: string | undefined;
}

/** The register as the store keeps it, which keeps those of devices; those of sources are kept with their source. */
export function toReported(record: RegisterRecord): ReportedRegister {
  const { ttl, token } = record;
  return { ...common(record), ttl, ...(token === undefined ? {} : { token }) };
}

/** The register as the window knows it. */
export function toRegister(record: RegisterRecord): Register {
  const { source, override } = record;
  if (source === undefined) return { ...common(record), ttl: record.ttl };
  return { ...common(record), source, ...(override === undefined ? {} : { override: toOverride(override) }) };
}

function toOverride({ sourceValue, mark: { by, at, note } }: Overridden): RegisterOverride {
  return { sourceValue: jsonText(sourceValue), by, at, ...(note === undefined ? {} : { note }) };
}

function common(record: RegisterRecord): Omit<Register, "ttl" | "source" | "override"> {
  return {
    name: record.name,
    value: jsonText(record.value),
    ...(record.metadata === undefined ? {} : { metadata: jsonText(record.metadata) }),
    revision: record.revision,
    providedAt: record.providedAt,
    changedAt: record.changedAt,
    ...(record.expiredAt === undefined ? {} : { expiredAt: record.expiredAt }),
    provider: record.provider,
  };
}
