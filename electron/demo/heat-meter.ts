import type { Provided } from "#shared/client/wire-client.ts";
import { registersOf, type PlayedDevice } from "./played-device.ts";
import { tenth, Walk, type Random } from "./random.ts";

const THERE_SECONDS = 50;
const AWAY_SECONDS = 35;
/** Kilowatts that a litre a second carries for each kelvin of spread. */
const WATER = 4.19;

/** Flapping: behind a weak radio link, it is gone for half a minute now and then, and comes back as if nothing had been. */
export class HeatMeter implements PlayedDevice {
  readonly name = "heat-meter-3";
  readonly every = 2_500;
  readonly #supply: Walk;
  readonly #return: Walk;
  readonly #flow: Walk;
  #kilowattHours = 184_213.4;
  #seconds = 0;

  constructor(random: Random) {
    this.#supply = new Walk(random, { start: 62, perSecond: 0.1, min: 30, max: 90 });
    this.#return = new Walk(random, { start: 44, perSecond: 0.05, min: 20, max: 60 });
    this.#flow = new Walk(random, { start: 0.62, perSecond: 0.008, min: 0, max: 1.4 });
  }

  registers(): ReadonlyMap<string, Provided> {
    if (this.#seconds % (THERE_SECONDS + AWAY_SECONDS) >= THERE_SECONDS) return new Map();
    const temperature = { type: "number", unit: "°C", ro: true };
    return registersOf(this.name, 10_000, [
      ["supply.temperature", tenth(this.#supply.value), { label: "Vorlauf", ...temperature }],
      ["return.temperature", tenth(this.#return.value), { label: "Rücklauf", ...temperature }],
      [
        "flow",
        Math.round(this.#flow.value * 100) / 100,
        { label: "Durchfluss", type: "number", unit: "l/s", ro: true },
      ],
      ["power", tenth(this.#power()), { label: "Leistung", type: "number", unit: "kW", ro: true }],
      ["energy", tenth(this.#kilowattHours), { label: "Wärmemenge", type: "number", unit: "kWh", ro: true }],
      // The backup sensor was never fitted: null says that there is no value.
      ["flow.backup", null, { label: "Durchfluss (Reserve)", type: "number", unit: "l/s", ro: true }],
    ]);
  }

  step(seconds: number): void {
    this.#seconds += seconds;
    for (const walk of [this.#supply, this.#return, this.#flow]) walk.step(seconds);
    this.#kilowattHours += (this.#power() * seconds) / 3_600;
  }

  #power(): number {
    return this.#flow.value * WATER * Math.max(0, this.#supply.value - this.#return.value);
  }
}
