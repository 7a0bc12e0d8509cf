import type { Clock } from "#shared/clock.ts";
import type { ChangeRequests } from "../change-requests/change-requests.ts";
import type { Logger } from "../logging.ts";
import type { Registry } from "../registry/registry.ts";
import type { Arrivals } from "./arrivals.ts";
import type { RestLimits } from "./limits.ts";
import type { ParkedPolls } from "./parked-polls.ts";
import type { MeasuredSync } from "./sync-metrics.ts";

/** What the routes of the listener work with. */
export interface RestContext {
  readonly registry: Registry;
  readonly changeRequests: ChangeRequests;
  /** Where there is sync. */
  readonly sync?: MeasuredSync | undefined;
  readonly arrivals: Arrivals;
  readonly parked: ParkedPolls;
  readonly clock: Clock;
  readonly limits: RestLimits;
  readonly log: Logger;
  /** Aborted when the listener stops. */
  readonly stopping: AbortSignal;
}
