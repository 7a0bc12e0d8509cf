/** The demo: a small site of six devices and a building controller, played through the real port like real ones. */
import { withoutTokens } from "#shared/token-text.ts";
import type { Clock } from "#shared/clock.ts";
import type { Fetch } from "#shared/client/fetch.ts";
import { WireClient } from "#shared/client/wire-client.ts";
import type { RegdeskError } from "#shared/errors.ts";
import { systemClock } from "../clock.ts";
import { AirHandler } from "./air-handler.ts";
import { playBuildingController } from "./building-controller.ts";
import { Chiller } from "./chiller.ts";
import { HeatMeter } from "./heat-meter.ts";
import { HeatingController } from "./heating-controller.ts";
import { playDevice, type PlayedDevice } from "./played-device.ts";
import { Pump } from "./pump.ts";
import { seededRandom } from "./random.ts";
import { sayingReachability } from "./reachability.ts";
import { RoomBridge } from "./room-bridge.ts";

export interface DemoOptions {
  /** Where the host listens for devices. */
  readonly url: string;
  readonly signal: AbortSignal;
  /** Hears what a person at the terminal should know, in sentences. */
  readonly onNotice: (sentence: string) => void;
  readonly clock?: Clock;
  readonly fetch?: Fetch;
  /** The same seed plays the same site. */
  readonly seed?: number;
}

/** Plays until the signal aborts; what it provided expires by itself then. */
export async function playDemo(options: DemoOptions): Promise<void> {
  const { url, signal, onNotice, clock = systemClock, seed = 2026 } = options;
  const client = new WireClient(url, sayingReachability(options.fetch ?? fetch, withoutTokens(url), onNotice));
  const wire = { client, clock, onTrouble: sayingRefusals(onNotice) };
  const devices = demoDevices(seed);
  onNotice(`Playing ${devices.length} devices and a building controller at ${withoutTokens(url)}.`);
  await Promise.all([
    ...devices.map(async (device) => playDevice(device, wire, signal)),
    playBuildingController(wire, seededRandom(seed), signal),
  ]);
}

/** One of each temperament. Each has a chance of its own, so that none changes when another is asked more often. */
export function demoDevices(seed: number): readonly PlayedDevice[] {
  const kinds = [HeatingController, AirHandler, HeatMeter, Pump, RoomBridge, Chiller];
  return kinds.map((Kind, index) => new Kind(seededRandom(seed + index)));
}

/** Says each refusal once: a device repeats its request every second. */
function sayingRefusals(onNotice: (sentence: string) => void): (error: RegdeskError) => void {
  const said = new Set<string>();
  return ({ code, message }) => {
    if (code === "HOST_UNREACHABLE" || said.has(message)) return;
    said.add(message);
    onNotice(`The host refuses what the demo sends: ${message}`);
  };
}
