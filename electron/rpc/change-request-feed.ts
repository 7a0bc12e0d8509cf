import type { Clock } from "#shared/clock.ts";
import type { ChangeRequestFeed as Message } from "#shared/contract/change-requests.ts";
import type { ChangeRequests } from "../change-requests/change-requests.ts";
import { ChangeFeed } from "./change-feed.ts";

export type ChangeRequestFeed = ChangeFeed<Pick<Message, "requests">>;

/** Tells windows about change requests. */
export function changeRequestFeed(changeRequests: ChangeRequests, clock: Clock): ChangeRequestFeed {
  return new ChangeFeed<Pick<Message, "requests">>({
    all: () => ({ requests: changeRequests.all() }),
    listen: (tell) => changeRequests.listen((requests) => tell({ requests })),
    clock,
  });
}
