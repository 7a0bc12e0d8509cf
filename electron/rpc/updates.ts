import type { UpdatesState } from "#shared/model/update.ts";
import { os } from "./context.ts";
import type { StateFeed } from "./state-feed.ts";

export interface UpdatesParts {
  readonly updates: { check(): Promise<UpdatesState>; save(folder: string): Promise<string> };
  readonly updatesFeed: StateFeed<UpdatesState>;
  readonly changelog: () => Promise<string>;
}

export function updatesRouter({ updates, updatesFeed, changelog }: UpdatesParts) {
  return os.updates.router({
    watch: os.updates.watch.handler(({ signal }) => updatesFeed.subscribe(signal)),
    check: os.updates.check.handler(() => updates.check()),
    save: os.updates.save.handler(async ({ input }) => ({ path: await updates.save(input.folder) })),
    notes: os.updates.notes.handler(async () => ({ markdown: await changelog() })),
  });
}
