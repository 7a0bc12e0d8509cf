import type { Client } from "#shared/contract/contract.ts";
import { until } from "../lib/feed.ts";
import type { Condition, HostStatus } from "#shared/model/host-status.ts";

const GRAVEST_FIRST: readonly Condition["type"][] = ["Intact", "Storing", "Receiving", "Commandable"];

/** How the host stands, as it says once a second. */
export class HostState {
  status = $state.raw<HostStatus>();

  /** The gravest condition that does not hold, if any. */
  readonly trouble: Condition | undefined = $derived(
    GRAVEST_FIRST.map((type) =>
      this.status?.conditions.find((condition) => condition.type === type && !condition.status),
    ).find((condition) => condition !== undefined),
  );

  /** @param onMessage called for each message: the host's heartbeat */
  async follow(client: Client, signal: AbortSignal, onMessage: (now: number) => void): Promise<void> {
    for await (const status of until(signal, await client.host.watch())) {
      onMessage(status.now);
      this.status = status;
    }
  }
}
