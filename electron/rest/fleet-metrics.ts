/** What is measured of the fleet, in the text format of Prometheus. */
import type { FleetStanding } from "#shared/model/fleet-standing.ts";

/** What the listener asks of the fleet. */
export interface MeasuredFleet {
  standing(): FleetStanding;
}

/** A site without devices has none of it but zeros. */
export function fleetMetrics(fleet: MeasuredFleet): string[] {
  const { devices, ringing } = fleet.standing();
  const { online, late, offline, flapping, notObserved, muted } = devices;
  const states = { online, late, offline, flapping, "not-observed": notObserved, muted };
  return [
    "# HELP regdesk_devices Devices, by state; those that nobody wants to hear of are muted, whatever their state.",
    "# TYPE regdesk_devices gauge",
    ...Object.entries(states).map(([state, count]) => `regdesk_devices{state="${state}"} ${count}`),
    "# HELP regdesk_alarms Alarms that are active and that nobody has acknowledged.",
    "# TYPE regdesk_alarms gauge",
    `regdesk_alarms ${ringing}`,
  ];
}
