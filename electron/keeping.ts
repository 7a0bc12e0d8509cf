/** What the host keeps, and where: the data directory, held for this host alone, with its log, its database and its tokens. */
import { join } from "node:path";
import type { Clock } from "#shared/clock.ts";
import { HostLife } from "./audit/host-life.ts";
import type { Conditions } from "./conditions.ts";
import { prepareDataDirectory } from "./config.ts";
import { applyStagedErase } from "./erasing.ts";
import { holdDataDirectory } from "./hold.ts";
import { keptTokens } from "./kept-tokens.ts";
import { followLogLevel, keepLog } from "./log-keeping.ts";
import type { Logbook, Logger } from "./logging.ts";
import { resumeErased } from "./resume-erased.ts";
import { startStorage, type Storage } from "./storage.ts";
import { applyStagedRestore } from "./store/staged-restore.ts";
import type { Tokens } from "./tokens/tokens.ts";

export interface KeepingOptions {
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly conditions: Conditions;
  readonly logbook: Logbook | undefined;
  readonly log: Logger;
}

export interface Keeping extends AsyncDisposable {
  /** The database's file. */
  readonly path: string;
  /** False where the data directory may not be written. */
  readonly isHeld: boolean;
  readonly storage: Storage;
  readonly tokens: Tokens;
  readonly life: HostLife;
  /** The restore that this start has put in place. */
  readonly restore: ReturnType<typeof applyStagedRestore>;
}

/** @throws {RegdeskError} `DATA_DIRECTORY_IN_USE` or `DATA_DIRECTORY_UNUSABLE` */
export async function startKeeping(options: KeepingOptions): Promise<Keeping> {
  const { dataDirectory, clock, conditions, logbook, log } = options;
  await using started = new AsyncDisposableStack();
  prepareDataDirectory(dataDirectory);
  const hold = started.use(await holdDataDirectory(dataDirectory, conditions));
  const isHeld = hold !== undefined;
  const erased = isHeld ? applyStagedErase(dataDirectory) : undefined;
  if (logbook !== undefined && isHeld) started.use(keepLog(logbook, dataDirectory));
  const restore = isHeld ? applyStagedRestore(dataDirectory) : undefined;
  const path = join(dataDirectory, "regdesk.db");
  const storage = started.use(startStorage({ path, isHeld, clock, conditions, log }));
  if (erased !== undefined) {
    log.info({ by: erased.by, askedAt: erased.at }, "everything was erased");
    started.use(await resumeErased(erased, { audit: storage.audit, clock, dataDirectory })); // the first line of the audit
  }
  const tokens = started.use(keptTokens(storage, clock));
  const life = started.use(new HostLife(storage.audit, clock));
  if (logbook !== undefined) started.defer(followLogLevel(logbook, storage.settings));
  const running = started.move();
  return {
    ...{ path, isHeld, storage, tokens, life, restore },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
