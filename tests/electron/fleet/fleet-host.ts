/** A registry with its fleet and alarms, on a fake clock and a store that forgets nothing and can be told to fail. */
import { Alarms } from "#electron/fleet/alarms.ts";
import { Care } from "#electron/fleet/care.ts";
import { Fleet } from "#electron/fleet/fleet.ts";
import { FleetOrders } from "#electron/fleet/fleet-orders.ts";
import { Forgetting, type ForgettingTrouble } from "#electron/fleet/forgetting.ts";
import { Keeper } from "#electron/fleet/keeper.ts";
import { Learning } from "#electron/fleet/learning.ts";
import type { Member } from "#electron/fleet/member.ts";
import { Reshape } from "#electron/fleet/reshape.ts";
import { FleetView } from "#electron/fleet/view.ts";
import type { RegisterRecord } from "#electron/registry/register-record.ts";
import { Registry } from "#electron/registry/registry.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { Json, JsonObject } from "#shared/json.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { Device, DeviceId } from "#shared/model/device.ts";
import type { Period } from "#shared/model/history.ts";
import { FleetPolicy } from "#shared/model/fleet-policy.ts";
import { openDatabase } from "#electron/store/database.ts";
import { deviceTransitions } from "#electron/store/devices-table.ts";
import { fleetTables, loadFleet } from "#electron/store/fleet-tables.ts";
import { aProvision } from "../../support/builders.ts";
import { FakeClock } from "../../support/fake-clock.ts";

export const SITE = "192.168.1.20";

interface Kept {
  readonly clock: FakeClock;
  readonly database: ReturnType<typeof openDatabase>;
  policy: FleetPolicy;
  /** What the registry had when the last run ended. */
  readonly registers?: readonly RegisterRecord[];
}

export function aFleet(
  kept: Kept = { clock: new FakeClock(), database: openDatabase(":memory:"), policy: FleetPolicy.parse({}) },
) {
  const { clock, database } = kept;
  const registry = new Registry({ clock, restored: kept.registers ?? [] });
  const tables = fleetTables(database);
  const lines: Activity[] = [];
  const unobserved: Period[] = [];
  const disk = { fails: false, historyFails: false };
  const keeper = new Keeper({
    append: (activity, { fleet: write, fleetPolicy }) => {
      if (disk.fails) return Promise.reject(new RegdeskError("STORE_UNAVAILABLE", "the disk is full"));
      if (write !== undefined) tables.save(write);
      kept.policy = fleetPolicy ?? kept.policy;
      lines.push(...activity);
      return Promise.resolve();
    },
  });
  const stored = loadFleet(database);
  const orders = new FleetOrders(keeper, kept.policy);
  const fleet = new Fleet({ clock, registry, keeper, stored, grace: () => 1.5 });
  const alarms = new Alarms({ clock, registry, fleet, keeper, orders, stored, grace: () => 1.5 });
  const onChanged = (gone?: Member) => alarms.devicesChanged(gone);
  const tokens = { needed: false };
  const care = new Care({ clock, fleet, orders, tokensNeeded: () => tokens.needed, onChanged });
  /** Registers whose past was deleted. */
  const forgotten: string[] = [];
  /** What nobody could forget, as it was told. */
  const unforgotten: (ForgettingTrouble | undefined)[] = [];
  const forgetting = new Forgetting({
    ...{ clock, orders, onTrouble: (trouble) => unforgotten.push(trouble) },
    forgetPast: (names) => {
      if (disk.historyFails) return Promise.reject(new RegdeskError("STORE_UNAVAILABLE", "the history is locked"));
      forgotten.push(...names);
      return Promise.resolve();
    },
  });
  const dropLastKnown = (names: readonly string[]) =>
    registry.withdraw(names.flatMap((name) => (registry.find(name) ? [] : (registry.findKnown(name)?.name ?? []))));
  const learning = new Learning(fleet, orders);
  const past = deviceTransitions(database);
  const transitions = (device: DeviceId, range: Period) => Promise.resolve(past({ device, ...range }));
  const shaping = { clock, fleet, care, orders, dropLastKnown, forgetting, transitions, onChanged };
  const reshape = new Reshape(shaping);
  const view = new FleetView({
    ...{ clock, fleet, orders, alarms, care },
    unobserved: ({ from, to }) =>
      Promise.resolve(
        unobserved
          .map((gap) => ({ from: Math.max(gap.from, from), to: Math.min(gap.to, to) }))
          .filter((gap) => gap.from < gap.to),
      ),
    transitions,
  });
  const named = (name: string): Device => {
    const found = view.all().find(({ wireName, alias }) => wireName === name || alias === name);
    if (found === undefined) throw new Error(`there is no device ${name}`);
    return found;
  };
  return {
    ...{ clock, registry, fleet, alarms, care, reshape, view, lines, disk, tokens, unobserved, orders },
    ...{ forgotten, unforgotten },
    device: named,
    idOf: (name: string): DeviceId => named(name).id,
    /** Registers of one device push at once. */
    push: (names: string | readonly string[], push: Push = {}) => {
      const { from = SITE, value = 1, ttl = 10_000, token, ...metadata } = push;
      const all = typeof names === "string" ? [names] : names;
      const given = Object.keys(metadata).length === 0 ? undefined : (metadata as JsonObject);
      registry.provide(
        all.map((name) => aProvision({ name, value, ttl, metadata: given })),
        from,
        token,
      );
    },
    beat: () => clock.advance(1_000),
    /** Ends this run and begins another on the same database, with the same registers unless others are given. */
    restarted: (left: readonly RegisterRecord[] = [...registry.living(), ...registry.lastKnown()]) => {
      const registers = left.map((one) => ({ ...one, bucket: undefined }));
      end();
      return aFleet({ ...kept, registers });
    },
    [Symbol.dispose]: () => end(),
  };

  function end(): void {
    void reshape[Symbol.asyncDispose]();
    void forgetting[Symbol.asyncDispose]();
    learning[Symbol.dispose]();
    alarms[Symbol.dispose]();
    fleet[Symbol.dispose]();
    registry[Symbol.dispose]();
  }
}

interface Push {
  readonly from?: string;
  readonly value?: Json;
  readonly ttl?: number;
  /** The name of the one it shows. */
  readonly token?: string;
  readonly [metadata: string]: Json | undefined;
}
