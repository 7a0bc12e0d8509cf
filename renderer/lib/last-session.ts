import type { Register } from "#shared/model/register.ts";

type Reported = Pick<Register, "expiredAt" | "providedAt" | "source">;

/** Whether a register is shown as the last run left it: it counts until its time runs out, and nobody has reported it since.
 *  @param startedAt when the host was started, in epoch milliseconds */
export function isOfLastSession({ expiredAt, providedAt, source }: Reported, startedAt: number | undefined): boolean {
  return startedAt !== undefined && source === undefined && expiredAt === undefined && providedAt < startedAt;
}
