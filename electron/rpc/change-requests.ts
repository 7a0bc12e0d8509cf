import { parseJson } from "#shared/json.ts";
import { stageOf } from "#shared/model/change-request.ts";
import type { ChangeRequests } from "../change-requests/change-requests.ts";
import type { ChangeRequestFeed } from "./change-request-feed.ts";
import { os } from "./context.ts";
import type { Past } from "./past.ts";

export function changeRequestsRouter(changeRequests: ChangeRequests, feed: ChangeRequestFeed, past: Past) {
  return os.changeRequests.router({
    watch: os.changeRequests.watch.handler(({ signal }) => feed.subscribe(signal)),
    list: os.changeRequests.list.handler(({ input }) =>
      changeRequests
        .all()
        .filter((request) => input.all || stageOf(request) !== "done")
        .reverse(),
    ),
    finished: os.changeRequests.finished.handler(({ input }) => past.finishedRequests(input)),
    finishedCounts: os.changeRequests.finishedCounts.handler(({ input }) => past.finishedCounts(input.text)),
    approve: os.changeRequests.approve.handler(({ input: { ids, note, now, ...terms }, context }) =>
      changeRequests.approve(ids, { by: context.actor, note }, now, terms),
    ),
    undo: os.changeRequests.undo.handler(({ input: { ids }, context }) =>
      changeRequests.undo(ids, { by: context.actor }),
    ),
    recall: os.changeRequests.recall.handler(({ input: { ids, note }, context }) =>
      changeRequests.recall(ids, { by: context.actor, note }),
    ),
    ask: os.changeRequests.ask.handler(({ input: { register, value, note, confirmed }, context }) =>
      changeRequests.ask({ register, value: parseJson(value) }, { by: context.actor, note }, confirmed),
    ),
    deny: os.changeRequests.deny.handler(({ input: { ids, note }, context }) =>
      changeRequests.deny(ids, { by: context.actor, note }),
    ),
    approveEach: os.changeRequests.approveEach.handler(({ input: { ids, note, confirmed, seen }, context }) =>
      changeRequests.approveEach(ids, { by: context.actor, note }, { confirmed: new Set(confirmed), seen }),
    ),
    denyEach: os.changeRequests.denyEach.handler(({ input: { ids, note }, context }) =>
      changeRequests.denyEach(ids, { by: context.actor, note }),
    ),
    sendTest: os.changeRequests.sendTest.handler(() => changeRequests.sendTest()),
  });
}
