/** Answers the contract. It translates between windows and rooms, and decides nothing. */
import { ORPCError } from "@orpc/server";
import { RegdeskError } from "#shared/errors.ts";
import type { ChangeRequests } from "../change-requests/change-requests.ts";
import type { Policy } from "../change-requests/policy.ts";
import type { Logger } from "../logging.ts";
import type { ChangeRequestFeed } from "./change-request-feed.ts";
import { changeRequestsRouter } from "./change-requests.ts";
import { os } from "./context.ts";
import { gateRouter } from "./gate.ts";
import type { GateFeed } from "./gate-feed.ts";
import { alarmsRouter, type AlarmParts } from "./alarms.ts";
import { fleetRouter, type FleetParts } from "./fleet.ts";
import { historyRouter, type HistoryPast } from "./history.ts";
import { hostRouter } from "./host.ts";
import { networkRouter, type NetworkParts } from "./network.ts";
import type { Past } from "./past.ts";
import { demoRouter, type DemoPlayer } from "./demo.ts";
import { deskRouter, type DeskParts } from "./desk.ts";
import { activityRouter } from "./activity.ts";
import type { ActivityFeed } from "./activity-feed.ts";
import { preferencesRouter } from "./preferences.ts";
import type { PreferencesFeed } from "./preferences-feed.ts";
import type { RegisterFeed } from "./register-feed.ts";
import { registersRouter, type Archiver } from "./registers.ts";
import { settingsRouter, type TryListening } from "./settings.ts";
import type { SettingsFeed } from "./settings-feed.ts";
import { sourcesRouter, type SyncParts } from "./sources.ts";
import type { StatusFeed } from "./status-feed.ts";
import { tokensRouter, type TokensParts } from "./tokens.ts";
import { updatesRouter, type UpdatesParts } from "./updates.ts";
import { upkeepRouters, type UpkeepParts } from "./upkeep.ts";

export interface RouterParts {
  readonly activityFeed: ActivityFeed;
  readonly past: Past;
  readonly history: HistoryPast;
  readonly preferencesFeed: PreferencesFeed;
  readonly demoPlayer: DemoPlayer;
  readonly policy: Policy;
  readonly gateFeed: GateFeed;
  readonly changeRequests: ChangeRequests;
  readonly archiver: Archiver;
  readonly registerFeed: RegisterFeed;
  readonly changeRequestFeed: ChangeRequestFeed;
  readonly statusFeed: StatusFeed;
  readonly settingsFeed: SettingsFeed;
  readonly tryListening: TryListening;
  readonly sync: SyncParts;
  readonly upkeep: UpkeepParts;
  readonly tokens: TokensParts;
  readonly fleet: FleetParts;
  readonly alarms: AlarmParts;
  readonly desk: DeskParts;
  readonly network: NetworkParts;
  readonly updates: UpdatesParts;
  readonly log: Logger;
}

export type HostRouter = ReturnType<typeof hostContract>;

export function hostContract(parts: RouterParts) {
  const { changeRequests, registerFeed, changeRequestFeed, statusFeed, log } = parts;
  return os
    .use(async ({ next, path }) => {
      try {
        return await next();
      } catch (error) {
        throw translated(error, path.join("."), log);
      }
    })
    .router({
      registers: registersRouter(registerFeed, parts.archiver),
      changeRequests: changeRequestsRouter(changeRequests, changeRequestFeed, parts.past),
      gate: gateRouter(parts.policy, parts.gateFeed, parts.past),
      activity: activityRouter(parts.activityFeed, parts.past),
      fleet: fleetRouter(parts.fleet),
      alarms: alarmsRouter(parts.alarms),
      history: historyRouter(parts.history),
      host: hostRouter(statusFeed),
      preferences: preferencesRouter(parts.preferencesFeed),
      settings: settingsRouter(parts.settingsFeed, parts.preferencesFeed, parts.tryListening),
      sources: sourcesRouter(parts.sync),
      demo: demoRouter(parts.demoPlayer),
      desk: deskRouter(parts.desk),
      network: networkRouter(parts.network),
      updates: updatesRouter(parts.updates),
      tokens: tokensRouter(parts.tokens),
      ...upkeepRouters(parts.upkeep),
    });
}

/** Expected refusals keep their code and sentence; anything else is a bug, and its details stay in the log. */
function translated(error: unknown, procedure: string, log: Logger): unknown {
  if (error instanceof RegdeskError) {
    const { code, status, message, path } = error;
    return new ORPCError(code, { status, message, cause: error, data: path === undefined ? undefined : { path } });
  }
  if (!(error instanceof ORPCError))
    log.error({ err: error, path: procedure }, "a call failed because of a fault in Regdesk");
  return error;
}
