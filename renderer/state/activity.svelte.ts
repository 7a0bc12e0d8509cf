import type { ActivityPage, ActivityPageQuery } from "#shared/contract/activity.ts";
import type { Client } from "#shared/contract/contract.ts";
import type { AuditLine } from "#shared/model/activity.ts";
import { until, withoutGap } from "../lib/feed.ts";
import type { Call } from "./change-requests.svelte.ts";

/** So many of the latest are at hand; pages have what was before. */
const MOST = 5_000;

/** The end of the audit as the host tells it while it grows, and pages of all of it. */
export class ActivityState {
  readonly #call: Call;
  /** The latest, latest first, without a gap. */
  entries = $state.raw<readonly AuditLine[]>([]);
  loaded = $state(false);

  constructor(call: Call) {
    this.#call = call;
  }

  /** @throws {Error} with a sentence, when the host cannot be asked or cannot read it */
  page(query: Partial<ActivityPageQuery>): Promise<ActivityPage> {
    return this.#call((client) => client.activity.page(query));
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
