import { parseJson } from "#shared/json.ts";
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
    undo: os.changeRequests.undo.handler(({ input: { ids }, context }) =>
      changeRequests.undo(ids, { by: context.actor }),
    ),
    recall: os.changeRequests.recall.handler(({ input: { ids, note }, context }) =>
      changeRequests.recall(ids, { by: context.actor, note }),
    ),
    ask: os.changeRequests.ask.handler(({ input: { register, value, note }, context }) =>
      changeRequests.ask({ register, value: parseJson(value) }, { by: context.actor, note }),
    ),
    deny: os.changeRequests.deny.handler(({ input: { ids, note }, context }) =>
      changeRequests.deny(ids, { by: context.actor, note }),
    ),
  });
}
