/** What happens around a running desktop: devices push, consumers ask, the technician sets. */
import type { RunningDesktop } from "./running-desktop.ts";

/** A device pushes one register. */
export async function push(desktop: RunningDesktop, name = "boiler.setpoint", value: unknown = 20): Promise<void> {
  const { devicesUrl } = await desktop.connect().host.status();
  const body = JSON.stringify({ registers: { [name]: { value, ttl: "60s" } } });
  await fetch(`${devicesUrl}/provider`, { method: "PUT", body });
}

/** A consumer asks for a change, which waits for a decision. */
export async function askForChange(desktop: RunningDesktop, name = "boiler.setpoint", value: unknown = 22) {
  const { devicesUrl } = await desktop.connect().host.status();
  await fetch(`${devicesUrl}/consumer`, { method: "PUT", body: JSON.stringify({ registers: { [name]: { value } } }) });
}
