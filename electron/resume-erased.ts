import type { Clock } from "#shared/clock.ts";
import type { StagedErase } from "#shared/model/erase.ts";
import type { Audit } from "./audit/audit.ts";
import { forgetErased } from "./store/staged-erase.ts";
import { untilStored } from "./until-stored.ts";

interface Parts {
  readonly audit: Audit;
  readonly clock: Clock;
  readonly dataDirectory: string;
}

/** The audit of a directory that was erased begins by saying so; while that cannot be stored it is tried again, and should
 *  Regdesk end before, by the next start. @returns stops trying */
export function resumeErased(erased: StagedErase, { audit, clock, dataDirectory }: Parts): Promise<Disposable> {
  return untilStored(clock, async () => {
    await audit.append([{ kind: "erased", at: clock.now(), by: erased.by, askedAt: erased.at }]);
    forgetErased(dataDirectory);
  });
}
