import { join } from "node:path";
import type { Clock } from "#shared/clock.ts";
import type { Conditions, Observation } from "./conditions.ts";
import { KEPT_IN } from "./config.ts";
import type { Logger } from "./logging.ts";
import type { Registry } from "./registry/registry.ts";
import { FileSecrets, type Seal } from "./secrets.ts";
import type { Storage } from "./storage.ts";
import { Coordinator } from "./sync/coordinator.ts";
import { SourceWatcher } from "./sync/source-files.ts";
import { tokenApart } from "./sync/peer-token.ts";
import { SyncManager } from "./sync/sync-manager.ts";
import { SyncThread } from "./sync/thread/sync-thread.ts";

export interface SyncingOptions {
  readonly storage: Storage;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly log: Logger;
  readonly conditions: Conditions;
  readonly dataDirectory: string;
  /** Where the database is. */
  readonly path: string;
  /** The platform's key store, where there is one. */
  readonly seal?: Seal | undefined;
}

export interface Syncing extends AsyncDisposable {
  readonly manager: SyncManager;
}

export interface StartedSyncing extends Syncing {
  /** The machine is awake again: what fell due meanwhile begins at once. */
  readonly awake: () => void;
}

/** The sources, with what they provided in the registry already, and whatever decides when they are synced. */
export async function startSyncing(options: SyncingOptions): Promise<StartedSyncing> {
  const { storage, clock, log, conditions, dataDirectory } = options;
  await using started = new AsyncDisposableStack();
  const { manager } = started.use(startManager(options));
  const coordinator = started.use(new Coordinator({ sources: manager, clock, log }));
  const watcher = started.use(
    new SourceWatcher({
      folder: join(dataDirectory, KEPT_IN.sources),
      sources: manager,
      bookmark: storage.stored.sourceFiles,
      keepBookmark: (sourceFiles) => storage.writer.commit({ sourceFiles }),
      clock,
      log,
      notice: (faults) => conditions.set(readable(faults)),
    }),
  );
  // Nothing begins any more, and what is under way ends, before anybody is waited for.
  started.defer(() => {
    coordinator.end();
    return manager.stop();
  });
  await watcher.looked();
  const running = started.move();
  return { manager, awake: () => coordinator.awake(), [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** The sources alone: they are synced when somebody asks for it. */
export function startManager(options: Omit<SyncingOptions, "conditions">): Syncing {
  const { storage, registry, clock, log, dataDirectory, path, seal } = options;
  const started = new AsyncDisposableStack();
  // In the sources the thread is a .ts file, in the bundle a .js file; either way it lies beside this one.
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const script = new URL(`./sync-thread.${extension}`, import.meta.url);
  const thread = started.use(new SyncThread({ script, workerData: { path }, clock, log }));
  const { stored, audit, reader } = storage;
  const secrets = new FileSecrets(join(dataDirectory, KEPT_IN.secrets), seal);
  secrets.sealAll().then(
    (sealed) => sealed > 0 && log.info({ secrets: sealed }, "sealed what was kept before"),
    (error: unknown) => log.warn({ err: error }, "secrets stay as they were kept before"),
  );
  const manager = started.use(
    new SyncManager({
      clock,
      log,
      registry,
      thread,
      store: audit,
      stored: stored.sync,
      secrets,
      runs: { runsOf: (source, limit) => reader.ask("syncRuns", { source, limit }) },
    }),
  );
  takeTokensOut(manager, secrets).catch((error: unknown) =>
    log.warn({ err: error }, "the address of a peer still has a token in it; give the token as its secret instead"),
  );
  return { manager, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

/** Sources of earlier versions may have a peer's token in their address. What a file describes is taken in anew anyway. */
async function takeTokensOut(manager: SyncManager, secrets: FileSecrets): Promise<void> {
  for (const { source } of manager.all()) {
    if (source.file !== undefined || tokenApart(source, undefined).secret === undefined) continue;
    await manager.edit(source, await secrets.get(source.name), "Regdesk");
  }
}

/** What of the files of sources cannot be taken in. */
function readable(faults: readonly string[]): Observation {
  const type = "SourceFiles";
  if (faults.length === 0)
    return { type, status: true, reason: "taken-in", message: "All files of sources are taken in." };
  return { type, status: false, reason: "source-file-bad", message: faults.join(" ") };
}
