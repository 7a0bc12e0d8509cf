import type { DeviceId, Spread } from "#shared/model/device.ts";
import { errorSentence } from "../lib/host-words.ts";
import type { FleetState } from "./fleet.svelte.ts";

/** How regularly one device reports. */
export class DeviceIntervalsState {
  readonly #fleet: FleetState;
  readonly #device: DeviceId;
  /** What was asked for last counts: an answer to anything before it comes too late. */
  #asked = 0;
  /** Nothing before the first answer. */
  spread = $state.raw<Spread>();
  failure = $state<string>();

  constructor(fleet: FleetState, device: DeviceId) {
    this.#fleet = fleet;
    this.#device = device;
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const spread = await this.#fleet.intervals(this.#device);
      if (asked !== this.#asked) return;
      this.spread = spread;
      this.failure = undefined;
    } catch (error) {
      if (asked === this.#asked) this.failure = errorSentence(error);
    }
  }
}
