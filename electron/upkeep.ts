/** What keeps an installation in order: backups and the way back, imports, recordings, diagnostics. */
import { join } from "node:path";
import type { Clock } from "#shared/clock.ts";
import { jsonText } from "#shared/json.ts";
import type { BackupsState } from "#shared/model/backup.ts";
import type { BundleChoice } from "#shared/model/diagnostics.ts";
import type { HostStatus } from "#shared/model/host-status.ts";
import { BackupKeeper } from "./backup-keeper.ts";
import { BackupMerger } from "./backup-merger.ts";
import type { ChangeRequests } from "./change-requests/change-requests.ts";
import type { Policy } from "./change-requests/policy.ts";
import { KEPT_IN, VERSION } from "./config.ts";
import { Diagnostics } from "./diagnostics.ts";
import type { KeptFleet } from "./kept-fleet.ts";
import type { Logbook } from "./logging.ts";
import type { Power } from "./power.ts";
import { RecordingsFolder } from "./recordings/folder.ts";
import { Recorder } from "./recordings/recorder.ts";
import { RegisterImporter } from "./register-importer.ts";
import type { RegisterRecord } from "./registry/register-record.ts";
import type { Registry } from "./registry/registry.ts";
import { LogFeed } from "./rpc/log-feed.ts";
import type { PreferencesFeed } from "./rpc/preferences-feed.ts";
import { StateFeed } from "./rpc/state-feed.ts";
import type { UpkeepParts } from "./rpc/upkeep.ts";
import type { Storage } from "./storage.ts";
import type { SyncManager } from "./sync/sync-manager.ts";
import { Uploads } from "./uploads.ts";

export interface UpkeepOptions {
  readonly dataDirectory: string;
  readonly storage: Storage;
  readonly registry: Registry;
  readonly changeRequests: ChangeRequests;
  readonly policy: Policy;
  readonly syncManager: SyncManager;
  readonly fleet: Pick<KeptFleet, "adoption" | "alarms">;
  readonly preferences: PreferencesFeed;
  readonly status: () => HostStatus;
  readonly logbook: Logbook | undefined;
  readonly power: Pick<Power, "listen">;
  /** Bytes of a register's name, as devices have it. */
  readonly longestName: number | undefined;
  readonly clock: Clock;
}

export interface Upkeep extends AsyncDisposable {
  readonly parts: UpkeepParts;
}

export async function startUpkeep(options: UpkeepOptions): Promise<Upkeep> {
  const { dataDirectory, storage, registry, logbook, longestName, clock } = options;
  await using started = new AsyncDisposableStack();
  const uploads = started.use(new Uploads(dataDirectory));
  const backups = new BackupKeeper({ dataDirectory, clock, audit: storage.audit, uploads });
  const recordings = await startRecordings(started, options);
  const diagnostics = new Diagnostics({
    dataDirectory,
    now: () => clock.now(),
    facts: (choice) => factsOf(options, choice),
    lines: () => logbook?.lines ?? [],
  });
  const parts: UpkeepParts = {
    uploads,
    backups,
    merger: started.use(new BackupMerger({ ...options, ...storage, backups, uploads })),
    backupsFeed: started.use(backupsFeed(backups, clock)),
    importer: new RegisterImporter({ registry, audit: storage.audit, longestName, clock }),
    recordings,
    diagnostics,
    logFeed: started.use(new LogFeed(logbook, clock)),
  };
  const running = started.move();
  return { parts, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** Told now and then, too: database and history grow by themselves. */
function backupsFeed(backups: BackupKeeper, clock: Clock): StateFeed<BackupsState> {
  const listen = (listener: () => void) => backups.listen(listener);
  return new StateFeed({ state: () => backups.state, listen, clock, isMoving: () => true, every: 30_000 });
}

async function startRecordings(started: AsyncDisposableStack, options: UpkeepOptions) {
  const { dataDirectory, registry, clock, power } = options;
  const listeners = new Set<() => void>();
  const folder = new RecordingsFolder(join(dataDirectory, KEPT_IN.recordings));
  const onChange = (): void => listeners.forEach((listener) => listener());
  const recorder = started.use(new Recorder({ registry, folder, clock, version: VERSION, onChange }));
  started.defer(power.listen(({ from }) => recorder.slept(from)));
  await recorder.look();
  const feed = started.use(
    new StateFeed({
      state: () => recorder.state,
      listen: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      clock,
      isMoving: ({ running }) => running !== undefined,
    }),
  );
  return { recorder, folder, feed };
}

function factsOf({ storage, registry, changeRequests, policy, status }: UpkeepOptions, choice: BundleChoice) {
  const { withValues } = choice;
  return {
    status: status(),
    settings: storage.settings.now,
    gate: policy.now,
    registers: [...registry.living(), ...registry.lastKnown()].map((record) => registerFacts(record, withValues)),
    "change-requests": changeRequests.all().map(({ value, previousValue, outcomeValue, note, ...request }) => ({
      ...request,
      ...(withValues ? { value, previousValue, outcomeValue, note } : {}),
    })),
  };
}

function registerFacts(record: RegisterRecord, withValues: boolean) {
  const { name, ttl, provider, providedAt, changedAt, expiredAt, revision } = record;
  const value = jsonText(record.value);
  return {
    ...{ name, ttl, provider, revision, providedAt, changedAt, expiredAt },
    // The size tells what a value must not.
    ...(withValues ? { value, metadata: record.metadata } : { valueBytes: Buffer.byteLength(value) }),
  };
}
