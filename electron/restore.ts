import type { Clock } from "#shared/clock.ts";
import type { ReadRegister, RegisterRecord } from "./registry/register-record.ts";

/** Brings a stored register back to life. The time that passed while Regdesk did not run counts against its TTL; how
 *  much that was only the wall clock knows, and one that jumped back must not make a register live longer than its TTL. */
export function restored({ register, value, metadata }: ReadRegister, clock: Clock): RegisterRecord {
  const left = register.providedAt + register.ttl - clock.now();
  return {
    name: register.name,
    value,
    metadata,
    ttl: register.ttl,
    revision: register.revision,
    providedAt: register.providedAt,
    changedAt: register.changedAt,
    deadline: clock.monotonic() + Math.min(Math.max(left, 0), register.ttl),
    expiredAt: register.expiredAt,
    provider: register.provider,
    token: register.token,
    source: undefined,
    override: undefined,
    bucket: undefined,
    fragment: undefined,
  };
}
