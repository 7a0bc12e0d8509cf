import type { Register } from "./model/register.ts";

/** How a register stands: `null` is a third state beside having a value and being gone. */
export type Freshness = "fresh" | "late" | "expired" | "no-value";

/** Official clients refresh at half the TTL, so past this share a refresh is overdue. */
export const LATE_SHARE = 0.6;

/** @param now epoch milliseconds on the host's clock */
export function freshness(
  register: Pick<Register, "value" | "ttl" | "providedAt" | "expiredAt">,
  now: number,
): Freshness {
  if (register.expiredAt !== undefined) return "expired";
  if (isOverdue(register, now)) return "late";
  return register.value === "null" ? "no-value" : "fresh";
}

/** What comes from a source is not refreshed, and never overdue. */
function isOverdue({ ttl = Infinity, providedAt }: Pick<Register, "ttl" | "providedAt">, now: number): boolean {
  return now - providedAt > ttl * LATE_SHARE;
}
