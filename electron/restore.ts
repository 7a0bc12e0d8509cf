import type { RegisterRecord } from "./registry/register-record.ts";

/** The moment of a start. */
export interface RestoredAt {
  /** Epoch milliseconds. */
  readonly wall: number;
  readonly monotonic: number;
}

/** Brings a stored register back to life. The time that passed while Regdesk did not run counts against its TTL; how
 *  much that was only the wall clock knows, and one that jumped back must not make a register live longer than its TTL. */
export function restored(record: RegisterRecord, { wall, monotonic }: RestoredAt): RegisterRecord {
  const left = record.providedAt + record.ttl - wall;
  record.deadline = monotonic + Math.min(Math.max(left, 0), record.ttl);
  return record;
}
