import type { Client } from "#shared/contract/contract.ts";
import type { Condition, HostStatus } from "#shared/model/host-status.ts";
import { until } from "../lib/feed.ts";
import { troublesOf } from "../lib/notices.ts";

/** How the host stands, as it says once a second. */
export class HostState {
  status = $state.raw<HostStatus>();

  /** The conditions that do not hold, gravest first. */
  readonly troubles: readonly Condition[] = $derived(troublesOf(this.status?.conditions ?? []));
  readonly trouble: Condition | undefined = $derived(this.troubles[0]);

  /** @param onMessage called for each message: the host's heartbeat */
  async follow(client: Client, signal: AbortSignal, onMessage: (now: number) => void): Promise<void> {
    for await (const status of until(signal, await client.host.watch())) {
      onMessage(status.now);
      this.status = status;
    }
  }
}
