import type { Clock } from "#shared/clock.ts";
import { schedulePreview } from "../sync/coordinator-preview.ts";
import type { SyncManager } from "../sync/sync-manager.ts";
import { os } from "./context.ts";
import type { SourcesFeed } from "./sources-feed.ts";

const NEVER = new AbortController().signal;

export interface SyncParts {
  readonly manager: SyncManager;
  readonly feed: SourcesFeed;
  readonly clock: Clock;
}

export function sourcesRouter({ manager, feed, clock }: SyncParts) {
  const { sources } = os;
  return sources.router({
    watch: sources.watch.handler(({ signal }) => feed.subscribe(signal)),
    list: sources.list.handler(() => [...manager.all()]),
    add: sources.add.handler(({ input, context }) => manager.add(input.source, input.secret, context.actor)),
    edit: sources.edit.handler(({ input, context }) => manager.edit(input.source, input.secret, context.actor)),
    remove: sources.remove.handler(({ input, context }) => manager.remove(input.name, context.actor)),
    arrange: sources.arrange.handler(({ input, context }) => manager.arrange(input.order, context.actor)),
    preview: sources.preview.handler(({ input }) => manager.preview(input.source, input.secret)),
    test: sources.test.handler(({ input, signal = NEVER }) => manager.test(input.source, input.secret, signal)),
    previewSchedule: sources.previewSchedule.handler(({ input }) =>
      schedulePreview(input.schedule, input.count, clock.now()),
    ),
    sync: sources.sync.handler(({ input, context }) => manager.sync(input.names, context.actor)),
    syncOnceAt: sources.syncOnceAt.handler(({ input, context }) =>
      manager.syncOnceAt(input.name, input.at, context.actor),
    ),
    cancel: sources.cancel.handler(({ input, context }) => manager.cancel(input.name, context.actor)),
    confirm: sources.confirm.handler(({ input, context }) =>
      manager.confirm(input.name, input.run, input.leaveOut, context.actor),
    ),
    heldBack: sources.heldBack.handler(({ input }) => manager.heldBack(input.name)),
    dismiss: sources.dismiss.handler(({ input, context }) => manager.dismiss(input.name, input.run, context.actor)),
    pause: sources.pause.handler(({ input, context }) => manager.pause(input.name, input.until, context.actor)),
    resume: sources.resume.handler(({ input, context }) => manager.resume(input.name, context.actor)),
    runs: sources.runs.handler(({ input }) => manager.runs(input.name, input.limit)),
    shadowed: sources.shadowed.handler(({ input }) => manager.shadowed(input.name)),
    overrides: sources.overrides.handler(({ input }) => manager.overrides.of(input.name)),
    clearOverride: sources.clearOverride.handler(({ input, context }) =>
      manager.overrides.clear(input.register, context.actor),
    ),
    putBackOverride: sources.putBackOverride.handler(({ input, context }) =>
      manager.overrides.putBack(input.register, context.actor),
    ),
  });
}
