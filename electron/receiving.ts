/** Whether devices are heard, and if not, what to look at first. */
import type { Observation } from "./conditions.ts";

/** So long without a request, in milliseconds, from a site that has sent before, and the technician should look. */
const SILENCE = 60_000;
/** Without a network nobody need wait that long to know why: one report may have been on its way. */
const SILENCE_OFF_NETWORK = 5_000;

export interface Hearing {
  /** Since the last request, or since the start. */
  readonly silentFor: number;
  readonly knowsDevices: boolean;
  /** Devices are listened for beyond this machine, which is on no network. */
  readonly isCutOff: boolean;
}

export function receiving({ silentFor, knowsDevices, isCutOff }: Hearing): Observation {
  if (knowsDevices && isCutOff && silentFor >= SILENCE_OFF_NETWORK) {
    const message = "This laptop is on no network, so no device reaches it. Connect it to the devices' network.";
    return { type: "Receiving", status: false, reason: "no-network", message };
  }
  if (!knowsDevices || silentFor < SILENCE) {
    return { type: "Receiving", status: true, reason: "receiving", message: "Devices send." };
  }
  const minutes = Math.floor(silentFor / 60_000);
  const message = `Nothing has arrived for ${minutes} min. Check that this laptop is still on the devices' network.`;
  return { type: "Receiving", status: false, reason: "silence", message };
}
