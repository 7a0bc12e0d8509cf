import { KeptDevice } from "#shared/model/fleet-policy.ts";
import { DeviceId, DeviceState, type Outage } from "#shared/model/device.ts";
import type { StoredTransition } from "../fleet/fleet-store.ts";
import type { Database } from "./database.ts";

interface Row {
  readonly device: number;
  readonly at: number;
  readonly state: string;
  readonly cause: Outage["cause"] | null;
}

/** What is asked of a device's past. Epoch milliseconds. */
export interface TransitionsQuestion {
  readonly device: DeviceId;
  readonly from: number;
  readonly to: number;
}

/** Transitions are kept for so long, in milliseconds. */
const KEPT_FOR = 32 * 24 * 3_600_000;

/** What is not understood any more is left out: the device is told apart anew. */
export function loadDevices(database: Database): KeptDevice[] {
  const texts = database.prepare<[], string>("SELECT document FROM devices ORDER BY id").pluck().all();
  return texts.flatMap((text) => {
    const device = KeptDevice.safeParse(JSON.parse(text));
    return device.success ? [device.data] : [];
  });
}

/** Since a moment, and of each device the last one before it. */
export function loadTransitions(database: Database, since: number): StoredTransition[] {
  const rows = database
    .prepare<[number], Row>(
      `SELECT t.device, t.at, t.state, t.cause FROM devices d JOIN device_transitions t ON t.device = d.id
       WHERE t.at >= coalesce((SELECT max(at) FROM device_transitions WHERE device = d.id AND at <= ?), 0)
       ORDER BY t.device, t.at`,
    )
    .all(since);
  return rows.flatMap(transitionOf);
}

/** Those in a range, and the last one before it. */
export function deviceTransitions(database: Database) {
  const select = database.prepare<{ device: number; from: number; to: number }, Row>(
    `SELECT device, at, state, cause FROM device_transitions
     WHERE device = :device AND at < :to
       AND at >= coalesce((SELECT max(at) FROM device_transitions WHERE device = :device AND at <= :from), 0)
     ORDER BY at`,
  );
  return ({ device, from, to }: TransitionsQuestion): StoredTransition[] =>
    select.all({ device: numberOf(device), from, to }).flatMap(transitionOf);
}

export function devicesTable(database: Database) {
  const upsert = database.prepare<[number, string]>("INSERT OR REPLACE INTO devices (id, document) VALUES (?, ?)");
  const remove = database.prepare<[number]>("DELETE FROM devices WHERE id = ?");
  const removeTransitions = database.prepare<[number]>("DELETE FROM device_transitions WHERE device = ?");
  const removeOld = database.prepare<[number, number]>("DELETE FROM device_transitions WHERE device = ? AND at < ?");
  // They come in their order: what is later was so before the clock was set back.
  const removeLater = database.prepare<[number, number]>("DELETE FROM device_transitions WHERE device = ? AND at > ?");
  const insert = database.prepare<[number, number, string, string | null]>(
    "INSERT OR REPLACE INTO device_transitions (device, at, state, cause) VALUES (?, ?, ?, ?)",
  );
  return {
    save(device: KeptDevice): void {
      upsert.run(numberOf(device.id), JSON.stringify(device));
    },
    remove(id: DeviceId): void {
      remove.run(numberOf(id));
      removeTransitions.run(numberOf(id));
    },
    came({ device, at, state, cause }: StoredTransition): void {
      removeLater.run(numberOf(device), at);
      insert.run(numberOf(device), at, state, cause ?? null);
      removeOld.run(numberOf(device), at - KEPT_FOR);
    },
  };
}

export function numberOf(id: DeviceId): number {
  return Number(id.slice(1));
}

function transitionOf({ device, at, state, cause }: Row): StoredTransition[] {
  // An earlier version took it for an outage.
  const known = DeviceState.safeParse(cause === "moved" ? "moved" : state);
  if (!known.success) return [];
  if (known.data === "moved") return [{ device: DeviceId.parse(`d${device}`), at, state: known.data }];
  return [{ device: DeviceId.parse(`d${device}`), at, state: known.data, ...(cause === null ? {} : { cause }) }];
}
