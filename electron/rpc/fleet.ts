import type { Care } from "../fleet/care.ts";
import type { Reshape } from "../fleet/reshape.ts";
import type { FleetView } from "../fleet/view.ts";
import { os } from "./context.ts";
import type { FleetFeed } from "./fleet-feed.ts";

export interface FleetParts {
  readonly view: FleetView;
  readonly care: Care;
  readonly reshape: Reshape;
  readonly feed: FleetFeed;
}

export function fleetRouter({ view, care, reshape, feed }: FleetParts) {
  const { fleet } = os;
  return fleet.router({
    watch: fleet.watch.handler(({ signal }) => feed.subscribe(signal)),
    list: fleet.list.handler(() => view.all()),
    registers: fleet.registers.handler(({ input }) => [...care.find(input.id).registers.keys()]),
    uptime: fleet.uptime.handler(({ input }) => view.uptime(input.id, input.range)),
    intervals: fleet.intervals.handler(({ input }) => care.find(input.id).interval.spread()),
    edit: fleet.edit.handler(async ({ input, context }) =>
      view.one(await care.edit(input.id, input.change, context.actor)),
    ),
    addNote: fleet.addNote.handler(async ({ input, context }) =>
      view.one(await care.addNote(input.id, input.text, context.actor)),
    ),
    editNote: fleet.editNote.handler(async ({ input, context }) =>
      view.one(await care.editNote(input.id, input.note, input.text, context.actor)),
    ),
    removeNote: fleet.removeNote.handler(async ({ input, context }) =>
      view.one(await care.removeNote(input.id, input.note, context.actor)),
    ),
    undoRemoveNote: fleet.undoRemoveNote.handler(async ({ input, context }) =>
      view.one(await care.undoRemoveNote(input.id, input.note, context.actor)),
    ),
    review: fleet.review.handler(async ({ input, context }) =>
      view.of(await care.review(input.ids, input.decision, context.actor)),
    ),
    merge: fleet.merge.handler(async ({ input, context }) =>
      view.one(await reshape.merge(input.id, input.into, context.actor)),
    ),
    keepApart: fleet.keepApart.handler(async ({ input, context }) =>
      view.one(await care.keepApart(input.id, context.actor)),
    ),
    split: fleet.split.handler(async ({ input, context }) =>
      view.one(await reshape.split(input.id, input.registers, input.name, context.actor)),
    ),
    forget: fleet.forget.handler(({ input, context }) => ({
      id: input.id,
      undoUntil: reshape.forget(input.id, input.registers, context.actor),
    })),
    undoForget: fleet.undoForget.handler(({ input }) => view.one(reshape.undoForget(input.id))),
    maintain: fleet.maintain.handler(({ input, context }) =>
      care.maintain(input.scope, input.until, input.note, context.actor),
    ),
    endMaintenance: fleet.endMaintenance.handler(({ input, context }) => care.endMaintenance(input.id, context.actor)),
  });
}
