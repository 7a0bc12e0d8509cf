import type { Clock } from "#shared/clock.ts";
import type { AlarmsFeed as Message } from "#shared/contract/alarms.ts";
import type { Alarms } from "../fleet/alarms.ts";
import { ChangeFeed } from "./change-feed.ts";

export type AlarmsFeed = ChangeFeed<Pick<Message, "alarms" | "rules">>;

/** Tells windows about alarms. */
export function alarmsFeed(alarms: Alarms, clock: Clock): AlarmsFeed {
  return new ChangeFeed<Pick<Message, "alarms" | "rules">>({
    all: () => ({ alarms: alarms.book.open(), rules: alarms.rules.all() }),
    listen: (tell) =>
      alarms.listen((changed, rules) => {
        tell({ alarms: changed, ...(rules && { rules }) });
      }),
    clock,
  });
}
