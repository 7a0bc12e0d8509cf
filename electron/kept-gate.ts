import type { Clock } from "#shared/clock.ts";
import type { StagedRestore } from "#shared/model/backup.ts";
import { ChangeRequests } from "./change-requests/change-requests.ts";
import { Policy } from "./change-requests/policy.ts";
import type { RegisterDevices } from "./change-requests/register-devices.ts";
import type { Logger } from "./logging.ts";
import type { Registry } from "./registry/registry.ts";
import { resumeRestored } from "./resume-restored.ts";
import type { Storage } from "./storage.ts";
import type { SyncManager } from "./sync/sync-manager.ts";

export interface KeptGateOptions {
  readonly storage: Storage;
  readonly registry: Registry;
  readonly syncManager: SyncManager;
  readonly devices: RegisterDevices;
  readonly clock: Clock;
  readonly dataDirectory: string;
  /** The backup that took the database's place since the last run. */
  readonly restore: StagedRestore | undefined;
  readonly log: Logger;
}

/** The gate with its policy and what the last run left undecided or under way. */
export async function startKeptGate(options: KeptGateOptions) {
  const { storage, registry, syncManager, devices, clock, dataDirectory, restore, log } = options;
  const { stored, audit } = storage;
  const { overrides } = syncManager;
  await using started = new AsyncDisposableStack();
  const policy = new Policy(audit, clock, stored.gatePolicy);
  const changeRequests = started.use(
    new ChangeRequests({
      clock,
      registry,
      devices,
      store: audit,
      stored: stored.changeRequests,
      lastId: stored.lastChangeRequestId,
      policy,
      mostOpen: () => storage.settings.now.mostOpenRequests,
      sources: {
        ownerOf: (register) => overrides.ownerOf(register),
        valueOf: (register) => overrides.valueOf(register),
        storing: (write, commit) => overrides.storing(write, commit),
        listen: (listener) => syncManager.listen(listener),
      },
      log,
    }),
  );
  if (restore !== undefined) {
    started.use(await resumeRestored(restore, { audit, changeRequests, clock, dataDirectory }));
  }
  const running = started.move();
  return { policy, changeRequests, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
