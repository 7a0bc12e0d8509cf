import type { Activity } from "../model/activity.ts";
import { oc } from "@orpc/contract";
import { feedOf } from "./feed.ts";

/** First the latest activity, then what happens. Oldest first. */
export interface ActivityFeed {
  readonly kind: "snapshot" | "delta";
  readonly sequence: number;
  readonly activity: readonly Activity[];
}

export const activity = {
  watch: oc.output(feedOf<ActivityFeed>()),
};
