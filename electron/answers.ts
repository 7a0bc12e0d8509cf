/** What the host answers windows and commands: the feeds and the router over its parts. */
import type { Clock } from "#shared/clock.ts";
import type { HostStatus } from "#shared/model/host-status.ts";
import type { ChangeRequests } from "./change-requests/change-requests.ts";
import type { Policy } from "./change-requests/policy.ts";
import type { Logger } from "./logging.ts";
import type { Registry } from "./registry/registry.ts";
import { ActivityFeed } from "./rpc/activity-feed.ts";
import { ChangeRequestFeed } from "./rpc/change-request-feed.ts";
import type { DemoPlayer } from "./rpc/demo.ts";
import { GateFeed } from "./rpc/gate-feed.ts";
import type { Past } from "./rpc/past.ts";
import { PreferencesFeed } from "./rpc/preferences-feed.ts";
import { RegisterFeed } from "./rpc/register-feed.ts";
import { hostContract, type HostRouter } from "./rpc/router.ts";
import type { TryListening } from "./rpc/settings.ts";
import { SettingsFeed } from "./rpc/settings-feed.ts";
import { SourcesFeed } from "./rpc/sources-feed.ts";
import { StatusFeed } from "./rpc/status-feed.ts";
import type { UpkeepParts } from "./rpc/upkeep.ts";
import type { Storage } from "./storage.ts";
import type { SyncManager } from "./sync/sync-manager.ts";

export interface AnswersOptions {
  readonly storage: Storage;
  readonly registry: Registry;
  readonly policy: Policy;
  readonly changeRequests: ChangeRequests;
  readonly demoPlayer: DemoPlayer;
  readonly status: () => HostStatus;
  readonly tryListening: TryListening;
  readonly upkeep: UpkeepParts;
  readonly syncManager: SyncManager;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface Answers extends Disposable {
  readonly router: HostRouter;
}

export function startAnswers(options: AnswersOptions): Answers {
  const { storage, registry, policy, changeRequests, demoPlayer, status, syncManager, clock, log } = options;
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
    sync: { manager: syncManager, clock, feed: started.use(new SourcesFeed(syncManager, clock)) },
    settingsFeed: started.use(new SettingsFeed(storage.settings)),
    registerFeed: started.use(new RegisterFeed(registry, clock)),
    changeRequestFeed: started.use(new ChangeRequestFeed(changeRequests, clock)),
    activityFeed: started.use(new ActivityFeed(storage.audit, past)),
    preferencesFeed: started.use(new PreferencesFeed(storage.writer, storage.stored.preferences)),
    statusFeed: started.use(new StatusFeed(clock, status)),
  });
  const running = started.move();
  return { router, [Symbol.dispose]: () => running.dispose() };
}
