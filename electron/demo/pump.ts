import type { Provided } from "#shared/client/wire-client.ts";
import type { Json } from "#shared/json.ts";
import { registersOf, type PlayedDevice } from "./played-device.ts";
import { tenth, Walk, type Random } from "./random.ts";

const SPEED = { min: 20, max: 100, step: 5 };

/** Clipping: takes what it is asked for to its nearest step within its limits, and says nothing about it. */
export class Pump implements PlayedDevice {
  readonly name = "pump-4";
  readonly every = 2_000;
  readonly #speed: Walk;
  #setpoint = 60;

  constructor(random: Random) {
    this.#speed = new Walk(random, { start: 60, perSecond: 0.2, min: 0, max: 102 });
  }

  registers(): ReadonlyMap<string, Provided> {
    const share = this.#speed.value / 100;
    return registersOf(this.name, 8_000, [
      ["speed.setpoint", this.#setpoint, { label: "Sollwert Drehzahl", type: "number", unit: "%", ...SPEED }],
      ["speed", tenth(this.#speed.value), { label: "Drehzahl", type: "number", unit: "%", ro: true }],
      // Affinity laws: head rises with the square of the speed, power with its cube.
      ["head", tenth(9.5 * share ** 2), { label: "Förderhöhe", type: "number", unit: "m", ro: true }],
      ["power", Math.round(740 * share ** 3), { label: "Leistungsaufnahme", type: "number", unit: "W", ro: true }],
      ["running", this.#speed.value > 1, { label: "Betrieb", type: "boolean", ro: true }],
    ]);
  }

  step(seconds: number): void {
    this.#speed.step(seconds * 8, this.#setpoint); // a pump follows in seconds, not in minutes
  }

  apply(register: string, value: Json): void {
    if (!register.endsWith(".setpoint") || typeof value !== "number") return;
    const stepped = Math.round(value / SPEED.step) * SPEED.step;
    this.#setpoint = Math.min(SPEED.max, Math.max(SPEED.min, stepped));
  }
}
