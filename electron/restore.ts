import type { ReadRegister, RegisterRecord } from "./registry/register-record.ts";

/** The moment of a start. */
export interface RestoredAt {
  /** Epoch milliseconds. */
  readonly wall: number;
  readonly monotonic: number;
}

/** Brings a stored register back to life. The time that passed while Regdesk did not run counts against its TTL; how
 *  much that was only the wall clock knows, and one that jumped back must not make a register live longer than its TTL. */
export function restored({ register, value, metadata }: ReadRegister, { wall, monotonic }: RestoredAt): RegisterRecord {
  const left = register.providedAt + register.ttl - wall;
  return {
    name: register.name,
    value,
    metadata,
    ttl: register.ttl,
    revision: register.revision,
    providedAt: register.providedAt,
    changedAt: register.changedAt,
    deadline: monotonic + Math.min(Math.max(left, 0), register.ttl),
    expiredAt: register.expiredAt,
    provider: register.provider,
    token: register.token,
    source: undefined,
    override: undefined,
    bucket: undefined,
    size: 0,
    fragment: undefined,
  };
}
