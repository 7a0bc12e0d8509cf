import type { FleetWrite, StoredFleet } from "../fleet/fleet-store.ts";
import { alarmsTable, loadAlarms, loadDismissed } from "./alarms-table.ts";
import type { Database } from "./database.ts";
import { devicesTable, loadDevices, loadTransitions, numberOf } from "./devices-table.ts";

/** So much of the past of states is wanted at the start, in milliseconds. */
const WANTED = 26 * 3_600_000;

/** Everything that is stored of the fleet. */
export function loadFleet(database: Database): StoredFleet {
  const last = database.prepare<[string], number>("SELECT last FROM fleet_numbers WHERE name = ?").pluck();
  const newest = database.prepare<[], number | null>("SELECT max(at) FROM device_transitions").pluck().get() ?? 0;
  return {
    devices: loadDevices(database),
    transitions: loadTransitions(database, newest - WANTED),
    alarms: loadAlarms(database),
    dismissed: loadDismissed(database),
    lastDeviceId: last.get("device") ?? 0,
    lastAlarmId: last.get("alarm") ?? 0,
  };
}

export function fleetTables(database: Database) {
  const devices = devicesTable(database);
  const alarms = alarmsTable(database);
  const count = database.prepare<[string, number]>(
    "INSERT INTO fleet_numbers (name, last) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET last = max(last, excluded.last)",
  );
  return {
    save(write: FleetWrite): void {
      for (const device of write.devices ?? []) {
        devices.save(device);
        count.run("device", numberOf(device.id));
      }
      for (const transition of write.transitions ?? []) devices.came(transition);
      for (const alarm of write.alarms ?? []) {
        alarms.save(alarm);
        count.run("alarm", Number(alarm.id));
      }
      for (const id of write.goneDevices ?? []) {
        devices.remove(id);
        alarms.removeOf(id);
      }
    },
  };
}
