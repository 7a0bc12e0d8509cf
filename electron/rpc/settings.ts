import type { ListenTrial } from "#shared/contract/settings.ts";
import { os } from "./context.ts";
import type { PreferencesFeed } from "./preferences-feed.ts";
import type { SettingsFeed } from "./settings-feed.ts";

/** Finds out whether devices could be listened for at an address. */
export type TryListening = (host: string, port: number) => Promise<ListenTrial>;

export function settingsRouter(feed: SettingsFeed, preferences: PreferencesFeed, tryListening: TryListening) {
  return os.settings.router({
    watch: os.settings.watch.handler(({ signal }) => feed.subscribe(signal)),
    update: os.settings.update.handler(({ input, context }) => feed.settings.update(input, context.actor)),
    take: os.settings.take.handler(async ({ input, context }) => {
      await feed.settings.update(input.settings, context.actor);
      await preferences.update(input.preferences);
    }),
    tryListening: os.settings.tryListening.handler(({ input }) => tryListening(input.host, input.port)),
  });
}
