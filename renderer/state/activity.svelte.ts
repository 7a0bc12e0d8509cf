import type { Client } from "#shared/contract/contract.ts";
import type { Activity } from "#shared/model/activity.ts";
import { until, withoutGap } from "../lib/feed.ts";

/** More than anybody scrolls through; the command line has the rest. */
const MOST = 5_000;

/** What happened, as the host tells it. */
export class ActivityState {
  /** Latest first. */
  entries = $state.raw<readonly Activity[]>([]);
  loaded = $state(false);

  async follow(client: Client, signal: AbortSignal): Promise<void> {
    for await (const message of until(
      signal,
      withoutGap(() => client.activity.watch()),
    )) {
      const before = message.kind === "snapshot" ? [] : this.entries;
      this.entries = [...message.activity.toReversed(), ...before].slice(0, MOST);
      this.loaded = true;
    }
  }
}
