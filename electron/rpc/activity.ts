import type { ActivityFeed } from "./activity-feed.ts";
import { os } from "./context.ts";
import type { Past } from "./past.ts";

export function activityRouter(feed: ActivityFeed, past: Past) {
  return os.activity.router({
    watch: os.activity.watch.handler(({ signal }) => feed.subscribe(signal)),
    page: os.activity.page.handler(({ input }) => past.auditPage(input)),
  });
}
