import { os } from "./context.ts";
import type { PreferencesFeed } from "./preferences-feed.ts";

export function preferencesRouter(feed: PreferencesFeed) {
  return os.preferences.router({
    watch: os.preferences.watch.handler(({ signal }) => feed.subscribe(signal)),
    update: os.preferences.update.handler(({ input }) => feed.update(input)),
  });
}
