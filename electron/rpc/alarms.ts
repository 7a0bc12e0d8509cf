import { byUrgency } from "#shared/model/alarm.ts";
import type { Alarms } from "../fleet/alarms.ts";
import type { AlarmsFeed } from "./alarms-feed.ts";
import { os } from "./context.ts";

export interface AlarmParts {
  readonly alarms: Alarms;
  readonly feed: AlarmsFeed;
}

export function alarmsRouter({ alarms: book, feed }: AlarmParts) {
  const { alarms } = os;
  return alarms.router({
    watch: alarms.watch.handler(({ signal }) => feed.subscribe(signal)),
    list: alarms.list.handler(() => book.book.open().sort(byUrgency)),
    rules: alarms.rules.handler(() => [...book.rules.all()]),
    acknowledge: alarms.acknowledge.handler(({ input, context }) =>
      book.acknowledge(input.ids, { by: context.actor, note: input.note }),
    ),
    shelve: alarms.shelve.handler(({ input, context }) =>
      book.shelve(input.ids, input.until, { by: context.actor, note: input.reason }),
    ),
    unshelve: alarms.unshelve.handler(({ input, context }) => book.unshelve(input.ids, { by: context.actor })),
    clear: alarms.clear.handler(({ input, context }) => book.clear(input.ids, { by: context.actor, note: input.note })),
    saveRule: alarms.saveRule.handler(({ input, context }) => book.rules.save(input.rule, context.actor)),
    removeRule: alarms.removeRule.handler(({ input, context }) => book.rules.remove(input.id, context.actor)),
  });
}
