/** What the host answers windows and commands: the feeds and the router over its parts. */
import type { Clock } from "#shared/clock.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { HostStatus } from "#shared/model/host-status.ts";
import type { ChangeRequests } from "./change-requests/change-requests.ts";
import { VERSION } from "./config.ts";
import type { Logger } from "./logging.ts";
import type { Registry } from "./registry/registry.ts";
import { ActivityFeed, activityOf } from "./rpc/activity-feed.ts";
import { ChangeRequestFeed } from "./rpc/change-request-feed.ts";
import type { DemoPlayer } from "./rpc/demo.ts";
import { PreferencesFeed } from "./rpc/preferences-feed.ts";
import { RegisterFeed } from "./rpc/register-feed.ts";
import { hostContract, type HostRouter } from "./rpc/router.ts";
import { StatusFeed } from "./rpc/status-feed.ts";
import type { Storage } from "./storage.ts";

export interface AnswersOptions {
  readonly storage: Storage;
  readonly registry: Registry;
  readonly changeRequests: ChangeRequests;
  readonly demoPlayer: DemoPlayer;
  readonly status: () => HostStatus;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface Answers extends Disposable {
  readonly router: HostRouter;
}

export function startAnswers(options: AnswersOptions): Answers {
  const { storage, registry, changeRequests, demoPlayer, status, clock, log } = options;
  using started = new DisposableStack();
  const earlier = [...storage.stored.transitions.map(activityOf), hostStarted(clock.now())];
  const router = hostContract({
    changeRequests,
    demoPlayer,
    log,
    registerFeed: started.use(new RegisterFeed(registry, clock)),
    changeRequestFeed: started.use(new ChangeRequestFeed(changeRequests, clock)),
    activityFeed: started.use(new ActivityFeed(changeRequests, earlier)),
    preferencesFeed: started.use(new PreferencesFeed(storage.writer, storage.stored.preferences)),
    statusFeed: started.use(new StatusFeed(clock, status)),
  });
  const running = started.move();
  return { router, [Symbol.dispose]: () => running.dispose() };
}

function hostStarted(at: number): Activity {
  return { kind: "host-started", at, by: "Regdesk", version: VERSION };
}
