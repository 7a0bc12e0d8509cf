import { os } from "./context.ts";
import type { StatusFeed } from "./status-feed.ts";

export function hostRouter(feed: StatusFeed) {
  return os.host.router({
    watch: os.host.watch.handler(({ signal }) => feed.subscribe(signal)),
    status: os.host.status.handler(() => feed.now()),
  });
}
