import type { DeviceId, Uptime } from "#shared/model/device.ts";
import { periodOf, type UptimeRange } from "../lib/devices/uptime-range.ts";
import { readingSentence } from "../lib/host-words.ts";
import type { FleetState } from "./fleet.svelte.ts";

/** What is known of a stretch of time. */
export interface ShownUptime extends Uptime {
  readonly range: UptimeRange;
  readonly from: number;
  readonly to: number;
}

/** How long one device was in which state, over the range that was chosen. */
export class DeviceUptimeState {
  readonly #fleet: FleetState;
  readonly #device: DeviceId;
  /** What was asked for last counts: an answer to anything before it comes too late. */
  #asked = 0;
  shown = $state.raw<ShownUptime>();
  /** Why there is nothing newer. */
  failure = $state<string>();

  constructor(fleet: FleetState, device: DeviceId) {
    this.#fleet = fleet;
    this.#device = device;
  }

  /** @param now epoch milliseconds */
  async load(range: UptimeRange, now: number): Promise<void> {
    const asked = ++this.#asked;
    const period = periodOf(range, now);
    try {
      const uptime = await this.#fleet.uptime(this.#device, period);
      if (asked !== this.#asked) return;
      this.shown = { ...uptime, ...period, range };
      this.failure = undefined;
    } catch (error) {
      if (asked === this.#asked) this.failure = readingSentence(error);
    }
  }
}
