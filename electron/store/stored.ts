import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { Register } from "#shared/model/register.ts";
import { lastChangeRequestId, loadChangeRequests } from "./change-requests-table.ts";
import { openDatabase } from "./database.ts";
import { loadRegisters } from "./registers-table.ts";

/** How many finished change requests a window shows at once. */
const FINISHED_SHOWN = 1_000;

/** What the last run left behind. */
export interface Stored {
  readonly registers: readonly Register[];
  readonly changeRequests: readonly ChangeRequest[];
  readonly lastChangeRequestId: number;
  /** The highest revision that was stored. */
  readonly revision: number;
}

export function loadStored(path: string): Stored {
  const database = openDatabase(path);
  try {
    const registers = loadRegisters(database);
    return {
      registers,
      changeRequests: loadChangeRequests(database, FINISHED_SHOWN),
      lastChangeRequestId: lastChangeRequestId(database),
      revision: registers.reduce((highest, { revision }) => Math.max(highest, revision), 0),
    };
  } finally {
    database.close();
  }
}
