import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { StagedRestore } from "#shared/model/backup.ts";
import type { Audit } from "./audit/audit.ts";
import type { ChangeRequests } from "./change-requests/change-requests.ts";
import { forgetRestore } from "./store/staged-restore.ts";

interface Parts {
  readonly audit: Audit;
  readonly changeRequests: ChangeRequests;
  readonly clock: Clock;
  readonly dataDirectory: string;
}

/** The audit of a restored database begins again where the backup's ended, and says why. What was approved then is taken
 *  back, because its device may have had it since. While nothing can be stored, the next start tries again; nothing is
 *  delivered meanwhile, because a delivery is stored before it begins. */
export async function resumeRestored(restore: StagedRestore, parts: Parts): Promise<void> {
  const { audit, changeRequests, clock, dataDirectory } = parts;
  const { by, backup: path, setAside } = restore;
  const approved = changeRequests.all().filter(({ state }) => state === "approved" || state === "deliverable");
  try {
    await audit.append([{ kind: "restored", at: clock.now(), by, path, setAside }]);
    if (approved.length > 0) {
      const note = "A backup was restored, and the device may have had it already.";
      await changeRequests.recall(
        approved.map(({ id }) => id),
        { by: "Regdesk", note },
      );
    }
    forgetRestore(dataDirectory);
  } catch (error) {
    if (!(error instanceof RegdeskError)) throw error;
  }
}
