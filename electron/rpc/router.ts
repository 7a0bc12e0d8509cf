/** Answers the contract. It translates between windows and rooms, and decides nothing. */
import { ORPCError } from "@orpc/server";
import { RegdeskError } from "#shared/errors.ts";
import type { ChangeRequests } from "../change-requests/change-requests.ts";
import type { Logger } from "../logging.ts";
import type { ChangeRequestFeed } from "./change-request-feed.ts";
import { changeRequestsRouter } from "./change-requests.ts";
import { os } from "./context.ts";
import { hostRouter } from "./host.ts";
import { demoRouter, type DemoPlayer } from "./demo.ts";
import { activityRouter } from "./activity.ts";
import type { ActivityFeed } from "./activity-feed.ts";
import { preferencesRouter } from "./preferences.ts";
import type { PreferencesFeed } from "./preferences-feed.ts";
import type { RegisterFeed } from "./register-feed.ts";
import { registersRouter } from "./registers.ts";
import type { StatusFeed } from "./status-feed.ts";

export interface RouterParts {
  readonly activityFeed: ActivityFeed;
  readonly preferencesFeed: PreferencesFeed;
  readonly demoPlayer: DemoPlayer;
  readonly changeRequests: ChangeRequests;
  readonly registerFeed: RegisterFeed;
  readonly changeRequestFeed: ChangeRequestFeed;
  readonly statusFeed: StatusFeed;
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
      registers: registersRouter(registerFeed),
      changeRequests: changeRequestsRouter(changeRequests, changeRequestFeed),
      activity: activityRouter(parts.activityFeed),
      host: hostRouter(statusFeed),
      preferences: preferencesRouter(parts.preferencesFeed),
      demo: demoRouter(parts.demoPlayer),
    });
}

/** Expected refusals keep their code and sentence; anything else is a bug, and its details stay in the log. */
function translated(error: unknown, path: string, log: Logger): unknown {
  if (error instanceof RegdeskError) {
    return new ORPCError(error.code, { status: error.status, message: error.message, cause: error });
  }
  if (!(error instanceof ORPCError)) log.error({ err: error, path }, "a call failed because of a fault in Regdesk");
  return error;
}
