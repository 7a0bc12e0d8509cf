/** The rooms behind the listener, in the order in which they build on each other: registers, their past, sources, the
 *  fleet, the gate. */
import type { Clock } from "#shared/clock.ts";
import type { Period } from "#shared/model/history.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { ChangeRequests } from "./change-requests/change-requests.ts";
import type { Policy } from "./change-requests/policy.ts";
import type { Conditions } from "./conditions.ts";
import type { Surroundings } from "./desk.ts";
import type { Keeping } from "./keeping.ts";
import { startKeptFleet, type KeptFleet } from "./kept-fleet.ts";
import { startKeptGate } from "./kept-gate.ts";
import { startKeptHistory, type KeptHistory } from "./kept-history.ts";
import { startKeptRegistry } from "./kept-registry.ts";
import type { Logger } from "./logging.ts";
import { Power } from "./power.ts";
import type { Registry } from "./registry/registry.ts";
import { PreferencesFeed } from "./rpc/preferences-feed.ts";
import type { SyncManager } from "./sync/sync-manager.ts";
import { startSyncing } from "./syncing.ts";

export interface RoomsOptions {
  readonly keeping: Keeping;
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly conditions: Conditions;
  /** How many registers may live at a time. */
  readonly capacity: number;
  readonly surroundings: Surroundings;
  readonly log: (room: string) => Logger;
}

export interface Rooms extends AsyncDisposable {
  readonly registry: Registry;
  readonly preferences: PreferencesFeed;
  readonly history: KeptHistory;
  readonly syncManager: SyncManager;
  readonly policy: Policy;
  readonly changeRequests: ChangeRequests;
  readonly fleet: KeptFleet;
  readonly power: Power;
}

export async function startRooms(options: RoomsOptions): Promise<Rooms> {
  const { keeping, dataDirectory, clock, conditions, capacity, surroundings, log } = options;
  const { storage, tokens, path, isHeld, restore } = keeping;
  await using started = new AsyncDisposableStack();
  const { registry } = started.use(startKeptRegistry({ storage, clock, capacity, isRestored: restore !== undefined }));
  const kept = { storage, registry, clock, dataDirectory };
  const preferences = started.use(new PreferencesFeed(storage.writer, storage.stored.preferences));
  const pins = () => preferences.now.pins;
  const history = started.use(startKeptHistory({ ...kept, path, isHeld, pins, conditions, log: log("history") }));
  const { manager: syncManager, awake } = started.use(
    await startSyncing({ ...kept, conditions, path, seal: surroundings.seal, log: log("sync") }),
  );
  const unobserved = (range: Period) => history.observed.unobserved(range);
  const tokensNeeded = () => tokens.isRequired;
  const past = { unobserved, forgetPast: (names: readonly RegisterName[]) => history.observed.forget(names) };
  const fleet = started.use(startKeptFleet({ ...kept, ...past, tokensNeeded, conditions, log: log("fleet") }));
  // After the sources and the fleet, because it must know whose a register is, and stopped before them.
  const { policy, changeRequests } = started.use(
    await startKeptGate({ ...kept, syncManager, devices: fleet.view, restore, log: log("change-requests") }),
  );
  started.defer(changeRequests.listen((requests) => fleet.pace.hear(requests)));

  const { powerNotices: notices } = surroundings;
  const power = started.use(new Power({ audit: storage.audit, clock, log: log("power"), notices }));
  started.defer(power.listen(() => awake()));
  started.defer(power.listen(() => fleet.fleet.resumed()));
  started.defer(power.listen((sleep) => history.observed.append({ ...sleep, reason: "asleep" })));
  const running = started.move();
  return {
    ...{ registry, preferences, history, syncManager, policy, changeRequests, fleet, power },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
