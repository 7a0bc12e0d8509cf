import { existsSync } from "node:fs";
import type { Clock } from "#shared/clock.ts";
import type { StagedRestore } from "#shared/model/backup.ts";
import type { ChangeRequestId } from "#shared/model/change-request.ts";
import type { Audit } from "./audit/audit.ts";
import type { ChangeRequests } from "./change-requests/change-requests.ts";
import { forgetRestore } from "./store/staged-restore.ts";
import { untilStored } from "./until-stored.ts";

const RECALLED = { by: "Regdesk", note: "A backup was restored, and the device may have had it already." };

interface Parts {
  readonly audit: Audit;
  readonly changeRequests: ChangeRequests;
  readonly clock: Clock;
  readonly dataDirectory: string;
}

/** The audit of a restored database begins again where the backup's ended, and says why. What was approved then is taken
 *  back, because its device may have had it since. While that cannot be stored it is tried again, and should Regdesk end
 *  before, by the next start. @returns stops trying */
export function resumeRestored(restore: StagedRestore, parts: Parts): Promise<Disposable> {
  const { changeRequests, clock } = parts;
  const approved = changeRequests.all().filter(({ state }) => state === "approved" || state === "deliverable");
  const ids = approved.map(({ id }) => id);
  return untilStored(clock, () => resumed(restore, ids, parts));
}

/** Both at once, so that the time of none of them runs out between the one and the other.
 *  @throws {RegdeskError} `STORE_UNAVAILABLE` */
async function resumed(restore: StagedRestore, ids: readonly ChangeRequestId[], parts: Parts): Promise<void> {
  const { audit, changeRequests, clock, dataDirectory } = parts;
  const { by, backup: path, setAside } = restore;
  const history = asideOf(restore);
  await Promise.all([
    audit.append([{ kind: "restored", at: clock.now(), by, path, setAside, ...history }]),
    changeRequests.recallEach(ids, RECALLED),
  ]);
  forgetRestore(dataDirectory);
}

/** Where there was no history yet, none was set aside. */
function asideOf({ historySetAside }: StagedRestore): Pick<StagedRestore, "historySetAside"> {
  return historySetAside !== undefined && existsSync(historySetAside) ? { historySetAside } : {};
}
