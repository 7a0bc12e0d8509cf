import type { Provided } from "#shared/client/wire-client.ts";
import { registersOf, type PlayedDevice } from "./played-device.ts";
import { tenth, Walk, type Random } from "./random.ts";

/** Asks nobody: reports faithfully, but its gateway was never told to look for change requests, so its setpoint looks
 *  as if it could be changed and cannot. */
export class Chiller implements PlayedDevice {
  readonly name = "chiller-6";
  readonly every = 3_000;
  readonly #supply: Walk;
  readonly #return: Walk;
  #runningSeconds = 11_482 * 3_600;

  constructor(random: Random) {
    this.#supply = new Walk(random, { start: 8.1, perSecond: 0.04, min: 4, max: 16 });
    this.#return = new Walk(random, { start: 13.4, perSecond: 0.05, min: 8, max: 20 });
  }

  registers(): ReadonlyMap<string, Provided> {
    const temperature = { type: "number", unit: "°C", ro: true };
    return registersOf(this.name, 12_000, [
      ["supply.temperature", tenth(this.#supply.value), { label: "Kaltwasser Vorlauf", ...temperature }],
      ["return.temperature", tenth(this.#return.value), { label: "Kaltwasser Rücklauf", ...temperature }],
      ["supply.setpoint", 8, { label: "Sollwert Kaltwasser", type: "number", unit: "°C", min: 5, max: 14 }],
      ["compressor.on", this.#supply.value > 7.5, { label: "Verdichter", type: "boolean", ro: true }],
      [
        "compressor.hours",
        Math.floor(this.#runningSeconds / 3_600),
        { label: "Betriebsstunden", type: "number", unit: "h", ro: true },
      ],
    ]);
  }

  step(seconds: number): void {
    this.#supply.step(seconds);
    this.#return.step(seconds);
    if (this.#supply.value > 7.5) this.#runningSeconds += seconds;
  }
}
