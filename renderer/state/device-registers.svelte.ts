import type { DeviceId } from "#shared/model/device.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { errorSentence } from "../lib/host-words.ts";
import type { FleetState } from "./fleet.svelte.ts";

const order = new Intl.Collator(undefined, { numeric: true });

/** Which registers belong to one device. */
export class DeviceRegistersState {
  readonly #fleet: FleetState;
  readonly #device: DeviceId;
  /** What was asked for last counts: an answer to anything before it comes too late. */
  #asked = 0;
  /** By name; nothing before the first answer. */
  names = $state.raw<readonly RegisterName[]>();
  failure = $state<string>();

  constructor(fleet: FleetState, device: DeviceId) {
    this.#fleet = fleet;
    this.#device = device;
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const names = await this.#fleet.registersOf(this.#device);
      if (asked !== this.#asked) return;
      this.names = names.sort(order.compare);
      this.failure = undefined;
    } catch (error) {
      if (asked === this.#asked) this.failure = errorSentence(error);
    }
  }
}
