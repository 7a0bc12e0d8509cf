import type { Clock } from "#shared/clock.ts";
import type { ChangeRequests } from "../change-requests/change-requests.ts";
import type { Barrier } from "../fleet/barrier.ts";
import type { Logger } from "../logging.ts";
import type { Registry } from "../registry/registry.ts";
import type { Access } from "./access.ts";
import type { Arrivals } from "./arrivals.ts";
import type { RestLimits } from "./limits.ts";
import type { MeasuredFleet } from "./fleet-metrics.ts";
import type { ParkedPolls } from "./parked-polls.ts";
import type { MeasuredSync } from "./sync-metrics.ts";

/** What the listener needs of the fleet. */
export interface FleetDoor {
  readonly view: MeasuredFleet;
  readonly barrier: Pick<Barrier, "makeSureOfWelcome">;
}

/** What the routes of the listener work with. */
export interface RestContext {
  readonly registry: Registry;
  readonly changeRequests: ChangeRequests;
  /** Where there is sync. */
  readonly sync?: MeasuredSync | undefined;
  /** Who may do what. */
  readonly access: Access;
  /** Devices, and which of them are kept out. */
  readonly fleet?: FleetDoor | undefined;
  readonly arrivals: Arrivals;
  readonly parked: ParkedPolls;
  readonly clock: Clock;
  readonly limits: RestLimits;
  readonly log: Logger;
  /** Aborted when the listener stops. */
  readonly stopping: AbortSignal;
}
