import { stageOf } from "#shared/model/change-request.ts";
import type { ChangeRequests } from "../change-requests/change-requests.ts";
import type { ChangeRequestFeed } from "./change-request-feed.ts";
import { os } from "./context.ts";

export function changeRequestsRouter(changeRequests: ChangeRequests, feed: ChangeRequestFeed) {
  return os.changeRequests.router({
    watch: os.changeRequests.watch.handler(({ signal }) => feed.subscribe(signal)),
    list: os.changeRequests.list.handler(({ input }) =>
      changeRequests
        .all()
        .filter((request) => input.all || stageOf(request) !== "done")
        .reverse(),
    ),
    approve: os.changeRequests.approve.handler(({ input: { ids, note, now }, context }) =>
      changeRequests.approve(ids, { by: context.actor, note }, now),
    ),
    deny: os.changeRequests.deny.handler(({ input: { ids, note }, context }) =>
      changeRequests.deny(ids, { by: context.actor, note }),
    ),
  });
}
