import type { Clock } from "#shared/clock.ts";
import type { Conditions } from "./conditions.ts";
import type { Logger } from "./logging.ts";
import { backupsIn } from "./store/backups.ts";
import { loadStored, type Stored } from "./store/stored.ts";
import type { Trouble } from "./store/trouble.ts";
import { startWriter, type Writer } from "./store/writer.ts";
import { dirname } from "node:path";

/** Soon after the start, and then daily: a backup must not slow the start down. */
const FIRST_BACKUP_AFTER = 60_000;
const BACKUP_EVERY = 24 * 3_600_000;

export interface StorageOptions {
  readonly path: string;
  /** Whether the host holds the data directory. */
  readonly isHeld: boolean;
  readonly clock: Clock;
  readonly conditions: Conditions;
  readonly log: Logger;
}

export interface Storage extends AsyncDisposable {
  readonly stored: Stored;
  readonly writer: Writer;
}

/** Loads what the last run left and starts the writer. Whatever is wrong with the database becomes a condition. */
export async function startStorage({ path, isHeld, clock, conditions, log }: StorageOptions): Promise<Storage> {
  const tell = (trouble: Trouble | undefined): void => {
    conditions.set(storing(trouble));
    if (trouble === undefined) log.info("the database can be written");
    else log.error({ reason: trouble.reason }, trouble.message);
  };
  const stored = loadStored(path, clock.now());
  tell(stored.trouble);
  if (stored.damaged !== undefined) {
    const message = damageSentence(stored.damaged, dirname(path));
    conditions.set({ type: "Intact", status: false, reason: "database-damaged", message });
    log.error({ damaged: stored.damaged }, message);
  }
  const writer = await startWriter({ path, isHeld, trouble: stored.trouble, onTrouble: tell, log });
  let timer = clock.after(FIRST_BACKUP_AFTER, function backUp() {
    writer.backUp(clock.now());
    timer = clock.after(BACKUP_EVERY, backUp);
  });
  return {
    stored,
    writer,
    async [Symbol.asyncDispose]() {
      timer.cancel();
      await writer[Symbol.asyncDispose]();
    },
  };
}

function storing(trouble: Trouble | undefined) {
  if (trouble === undefined)
    return { type: "Storing", status: true, reason: "stored", message: "Everything is stored." } as const;
  return { type: "Storing", status: false, ...trouble } as const;
}

function damageSentence(damaged: string, dataDirectory: string): string {
  const [newest] = backupsIn(dataDirectory);
  const cure =
    newest === undefined
      ? "There is no backup yet."
      : `To go back to the backup of ${new Date(newest.madeAt).toISOString()}, stop Regdesk and run \`regdesk restore\`.`;
  return `The database was damaged. It was set aside as ${damaged}, and an empty one was started. ${cure}`;
}
