import type { Clock } from "#shared/clock.ts";
import type { DeviceId } from "#shared/model/device.ts";
import type { Period } from "#shared/model/history.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { ChangeRequests } from "./change-requests/change-requests.ts";
import { Alarms } from "./fleet/alarms.ts";
import { Barrier } from "./fleet/barrier.ts";
import { Care } from "./fleet/care.ts";
import { DeliveryPace } from "./fleet/delivery-pace.ts";
import { Fleet } from "./fleet/fleet.ts";
import { FleetOrders } from "./fleet/fleet-orders.ts";
import { Keeper } from "./fleet/keeper.ts";
import type { Member } from "./fleet/member.ts";
import { Reshape } from "./fleet/reshape.ts";
import { FleetView } from "./fleet/view.ts";
import type { Registry } from "./registry/registry.ts";
import type { Storage } from "./storage.ts";

export interface KeptFleetOptions {
  readonly storage: Storage;
  readonly registry: Registry;
  readonly changeRequests: ChangeRequests;
  readonly clock: Clock;
  /** When nobody watched. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  readonly unobserved: (range: Period) => Promise<readonly Period[]>;
  readonly tokensNeeded: () => boolean;
  /** Deletes what registers were. */
  readonly forgetPast: (names: readonly RegisterName[]) => Promise<void>;
}

/** The fleet and its alarms. */
export interface KeptFleet extends AsyncDisposable {
  readonly fleet: Fleet;
  readonly alarms: Alarms;
  readonly orders: FleetOrders;
  readonly care: Care;
  readonly reshape: Reshape;
  readonly view: FleetView;
  readonly barrier: Barrier;
}

/** The fleet with what the last run left of it, and whatever people say about it. */
export function startKeptFleet(options: KeptFleetOptions): KeptFleet {
  const { storage, registry, changeRequests, clock, unobserved, tokensNeeded, forgetPast } = options;
  const { stored, audit, reader, settings } = storage;
  const started = new AsyncDisposableStack();
  const keeper = new Keeper(audit);
  const orders = new FleetOrders(keeper, stored.fleetPolicy);
  const grace = (): number => settings.now.deviceGrace;
  const kept = { clock, registry, keeper, stored: stored.fleet, grace };
  const fleet = started.use(new Fleet(kept));
  const alarms = started.use(new Alarms({ ...kept, fleet, orders }));
  const onChanged = (gone?: Member): void => alarms.devicesChanged(gone);
  const care = new Care({ clock, fleet, orders, tokensNeeded, onChanged });
  const forgetRegisters = (names: readonly RegisterName[]): Promise<void> => {
    const expired = names
      .flatMap((name) => registry.findKnown(name) ?? [])
      .filter(({ expiredAt }) => expiredAt !== undefined);
    registry.withdraw(expired.map(({ name }) => name));
    return forgetPast(names);
  };
  const transitions = (device: DeviceId, range: Period) => reader.ask("deviceTransitions", { device, ...range });
  const reshape = started.use(new Reshape({ clock, fleet, care, orders, forgetRegisters, transitions, onChanged }));
  const pace = new DeliveryPace(fleet);
  started.defer(changeRequests.listen((requests) => pace.hear(requests)));
  const view = new FleetView({ clock, fleet, orders, alarms, care, unobserved, transitions });
  const barrier = new Barrier(fleet.roster, tokensNeeded);
  const parts = { fleet, alarms, orders, care, reshape, view, barrier };
  return { ...parts, [Symbol.asyncDispose]: () => started.disposeAsync() };
}
