import type { Clock } from "#shared/clock.ts";
import type { DeviceId } from "#shared/model/device.ts";
import type { Period } from "#shared/model/history.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { Conditions } from "./conditions.ts";
import { Adoption } from "./fleet/adoption.ts";
import { Alarms } from "./fleet/alarms.ts";
import { Barrier } from "./fleet/barrier.ts";
import { Care } from "./fleet/care.ts";
import { DeliveryPace } from "./fleet/delivery-pace.ts";
import { Fleet } from "./fleet/fleet.ts";
import { FleetOrders } from "./fleet/fleet-orders.ts";
import { Forgetting, type ForgettingTrouble } from "./fleet/forgetting.ts";
import { Keeper } from "./fleet/keeper.ts";
import { Learning } from "./fleet/learning.ts";
import type { Member } from "./fleet/member.ts";
import { Reshape } from "./fleet/reshape.ts";
import { FleetView } from "./fleet/view.ts";
import type { Logger } from "./logging.ts";
import type { Registry } from "./registry/registry.ts";
import type { Storage } from "./storage.ts";

export interface KeptFleetOptions {
  readonly storage: Storage;
  readonly registry: Registry;
  readonly clock: Clock;
  /** When nobody watched. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  readonly unobserved: (range: Period) => Promise<readonly Period[]>;
  readonly tokensNeeded: () => boolean;
  /** Deletes what registers were. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  readonly forgetPast: (names: readonly RegisterName[]) => Promise<void>;
  readonly conditions: Conditions;
  readonly log: Logger;
}

/** The fleet and its alarms. */
export interface KeptFleet extends AsyncDisposable {
  readonly fleet: Fleet;
  readonly alarms: Alarms;
  readonly orders: FleetOrders;
  readonly care: Care;
  readonly reshape: Reshape;
  readonly adoption: Adoption;
  readonly view: FleetView;
  readonly barrier: Barrier;
  readonly pace: DeliveryPace;
}

/** The fleet with what the last run left of it, and whatever people say about it. */
export function startKeptFleet(options: KeptFleetOptions): KeptFleet {
  const { storage, registry, clock, unobserved, tokensNeeded, forgetPast, conditions, log } = options;
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
  started.use(new Learning(fleet, orders));
  const adoption = started.use(new Adoption({ clock, fleet, orders, keeper, onChanged }));
  const dropLastKnown = (names: readonly RegisterName[]): void => {
    const expired = names
      .flatMap((name) => registry.findKnown(name) ?? [])
      .filter(({ expiredAt }) => expiredAt !== undefined);
    registry.withdraw(expired.map(({ name }) => name));
  };
  const onTrouble = (trouble: ForgettingTrouble | undefined): void => {
    const condition = forgotten(trouble);
    conditions.set(condition);
    if (trouble !== undefined) log.error(condition.message);
  };
  const forgetting = started.use(new Forgetting({ clock, orders, forgetPast, onTrouble }));
  const transitions = (device: DeviceId, range: Period) => reader.ask("deviceTransitions", { device, ...range });
  const shaping = { clock, fleet, care, orders, dropLastKnown, forgetting, transitions, onChanged };
  const reshape = started.use(new Reshape(shaping));
  const pace = new DeliveryPace(fleet);
  const view = new FleetView({ clock, fleet, orders, alarms, care, unobserved, transitions });
  const barrier = new Barrier(fleet.roster, tokensNeeded);
  const parts = { fleet, alarms, orders, care, reshape, adoption, view, barrier, pace };
  return { ...parts, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

function forgotten(trouble: ForgettingTrouble | undefined) {
  const type = "Forgetting";
  if (trouble === undefined)
    return { type, status: true, reason: "forgotten", message: "What was to be forgotten is." } as const;
  const { registers, message: why } = trouble;
  const of = registers === 1 ? "a register" : `${registers} registers`;
  const message = `The past of ${of} of forgotten devices is there yet: ${why} Regdesk tries again by itself, also after a start.`;
  return { type, status: false, reason: "past-remains", message } as const;
}
