/** What the host answers windows and commands: the feeds and the router over its parts. */
import type { Clock } from "#shared/clock.ts";
import type { TokensState } from "#shared/contract/tokens.ts";
import type { HostStatus } from "#shared/model/host-status.ts";
import type { ChangeRequests } from "./change-requests/change-requests.ts";
import type { Policy } from "./change-requests/policy.ts";
import type { Logger } from "./logging.ts";
import type { Registry } from "./registry/registry.ts";
import type { KeptFleet } from "./kept-fleet.ts";
import { RegisterArchiver } from "./register-archiver.ts";
import { alarmsFeed } from "./rpc/alarms-feed.ts";
import { FleetFeed } from "./rpc/fleet-feed.ts";
import { ActivityFeed } from "./rpc/activity-feed.ts";
import { changeRequestFeed } from "./rpc/change-request-feed.ts";
import type { DemoPlayer } from "./rpc/demo.ts";
import type { DeskParts } from "./rpc/desk.ts";
import { GateFeed } from "./rpc/gate-feed.ts";
import type { HistoryPast } from "./rpc/history.ts";
import type { NetworkParts } from "./rpc/network.ts";
import type { Past } from "./rpc/past.ts";
import type { PreferencesFeed } from "./rpc/preferences-feed.ts";
import { RegisterFeed } from "./rpc/register-feed.ts";
import { hostContract, type HostRouter } from "./rpc/router.ts";
import type { TryListening } from "./rpc/settings.ts";
import { SettingsFeed } from "./rpc/settings-feed.ts";
import { SourcesFeed } from "./rpc/sources-feed.ts";
import { StateFeed } from "./rpc/state-feed.ts";
import { StatusFeed } from "./rpc/status-feed.ts";
import { tokensState } from "./rpc/tokens.ts";
import type { UpdatesParts } from "./rpc/updates.ts";
import type { UpkeepParts } from "./rpc/upkeep.ts";
import type { Storage } from "./storage.ts";
import type { SyncManager } from "./sync/sync-manager.ts";
import type { Tokens } from "./tokens/tokens.ts";

export interface AnswersOptions {
  readonly storage: Storage;
  readonly registry: Registry;
  readonly policy: Policy;
  readonly changeRequests: ChangeRequests;
  readonly demoPlayer: DemoPlayer;
  readonly status: () => HostStatus;
  readonly tryListening: TryListening;
  readonly preferences: PreferencesFeed;
  readonly history: HistoryPast;
  readonly fleet: KeptFleet;
  readonly upkeep: UpkeepParts;
  readonly tokens: Tokens;
  readonly desk: DeskParts;
  readonly network: NetworkParts;
  readonly updates: UpdatesParts;
  readonly syncManager: SyncManager;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface Answers extends Disposable {
  readonly router: HostRouter;
}

export function startAnswers(options: AnswersOptions): Answers {
  const { storage, registry, policy, changeRequests, demoPlayer, status, syncManager, tokens, clock, log } = options;
  using started = new DisposableStack();
  const { reader } = storage;
  const past = {
    auditPage: (query) => reader.ask("auditPage", query),
    finishedRequests: (query) => reader.ask("finishedRequests", query),
    finishedCounts: (text) => reader.ask("finishedCounts", text),
    latestRequests: (count) => reader.ask("latestRequests", count),
  } satisfies Past;
  const router = hostContract({
    changeRequests,
    demoPlayer,
    policy,
    gateFeed: started.use(
      new GateFeed({ policy, changeRequests, clock, hitsSince: (since) => reader.ask("ruleHits", since) }),
    ),
    log,
    past,
    tryListening: options.tryListening,
    upkeep: options.upkeep,
    fleet: { ...options.fleet, feed: started.use(new FleetFeed({ ...options.fleet, clock })) },
    alarms: { alarms: options.fleet.alarms, feed: started.use(alarmsFeed(options.fleet.alarms, clock)) },
    desk: options.desk,
    tokens: { tokens, feed: started.use(tokensFeed(tokens, clock)) },
    network: options.network,
    updates: options.updates,
    sync: { manager: syncManager, clock, feed: started.use(new SourcesFeed(syncManager, clock)) },
    settingsFeed: started.use(new SettingsFeed(storage.settings)),
    archiver: new RegisterArchiver({ registry, audit: storage.audit, clock }),
    registerFeed: started.use(new RegisterFeed(registry, clock)),
    changeRequestFeed: started.use(changeRequestFeed(changeRequests, clock)),
    activityFeed: started.use(new ActivityFeed(storage.audit, past)),
    preferencesFeed: options.preferences,
    history: options.history,
    statusFeed: started.use(new StatusFeed(clock, status)),
  });
  const running = started.move();
  return { router, [Symbol.dispose]: () => running.dispose() };
}

/** Uses show at the next second: they need no word of their own. */
function tokensFeed(tokens: Tokens, clock: Clock): StateFeed<TokensState> {
  const listen = (listener: () => void): (() => void) => tokens.listen(listener);
  return new StateFeed({ state: () => tokensState(tokens), listen, clock, isMoving: () => true });
}
