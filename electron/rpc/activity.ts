import type { ActivityFeed } from "./activity-feed.ts";
import { os } from "./context.ts";

export function activityRouter(feed: ActivityFeed) {
  return os.activity.router({
    watch: os.activity.watch.handler(({ signal }) => feed.subscribe(signal)),
  });
}
