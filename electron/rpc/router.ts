/** Answers the contract. It translates between windows and rooms, and decides nothing. */
import { ORPCError } from "@orpc/server";
import { RegdeskError } from "#shared/errors.ts";
import type { ChangeRequests } from "../change-requests/change-requests.ts";
import type { Logger } from "../logging.ts";
import type { ChangeRequestFeed } from "./change-request-feed.ts";
import { changeRequestsRouter } from "./change-requests.ts";
import { os } from "./context.ts";
import { hostRouter } from "./host.ts";
import type { RegisterFeed } from "./register-feed.ts";
import { registersRouter } from "./registers.ts";
import type { StatusFeed } from "./status-feed.ts";

export interface RouterParts {
  readonly changeRequests: ChangeRequests;
  readonly registerFeed: RegisterFeed;
  readonly changeRequestFeed: ChangeRequestFeed;
  readonly statusFeed: StatusFeed;
  readonly log: Logger;
}

export type HostRouter = ReturnType<typeof hostContract>;

export function hostContract({ changeRequests, registerFeed, changeRequestFeed, statusFeed, log }: RouterParts) {
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
      host: hostRouter(statusFeed),
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
