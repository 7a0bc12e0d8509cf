import type { Client } from "#shared/contract/contract.ts";
import type { Activity } from "#shared/model/activity.ts";
import { until, withoutGap } from "../lib/feed.ts";
import { newerThan } from "../lib/timeline.ts";

/** More than anybody scrolls through; the command line has the rest. */
const MOST = 5_000;

/** What happened, as the host tells it. */
export class ActivityState {
  /** Latest first. */
  entries = $state.raw<readonly Activity[]>([]);
  loaded = $state(false);
  /** What is shown while it is paused. */
  #held = $state.raw<readonly Activity[]>();

  readonly shown: readonly Activity[] = $derived(this.#held ?? this.entries);
  /** What came in since it was paused. */
  readonly waiting: readonly Activity[] = $derived(this.#held ? newerThan(this.entries, this.#held[0]) : []);

  get isPaused(): boolean {
    return this.#held !== undefined;
  }

  toggle(): void {
    this.#held = this.#held ? undefined : this.entries;
  }

  /** Takes in what waits, and stays paused. */
  catchUp(): void {
    if (this.#held) this.#held = this.entries;
  }

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
