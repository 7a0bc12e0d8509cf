import type { Provided } from "#shared/client/wire-client.ts";
import type { Json } from "#shared/json.ts";
import { registersOf, type PlayedDevice } from "./played-device.ts";
import { tenth, Walk, type Random } from "./random.ts";

const TTL = 10_000;

/** Late: measures and refreshes only when four fifths of its TTL have passed, as a controller under load does. */
export class AirHandler implements PlayedDevice {
  readonly name = "ahu-2";
  readonly every = 0.8 * TTL;
  readonly refreshShare = 0.8;
  readonly #supply: Walk;
  readonly #extract: Walk;
  readonly #filter: Walk;
  #setpoint = 20;
  #fan = 65;

  constructor(random: Random) {
    this.#supply = new Walk(random, { start: 19.6, perSecond: 0.06, min: 10, max: 35 });
    this.#extract = new Walk(random, { start: 22.4, perSecond: 0.02, min: 15, max: 32 });
    this.#filter = new Walk(random, { start: 148, perSecond: 0.4, min: 40, max: 400 });
  }

  registers(): ReadonlyMap<string, Provided> {
    const temperature = { type: "number", unit: "°C", ro: true };
    return registersOf(this.name, TTL, [
      ["supply.temperature", tenth(this.#supply.value), { label: "Supply air", ...temperature }],
      [
        "supply.setpoint",
        this.#setpoint,
        { label: "Supply air setpoint", type: "number", unit: "°C", min: 16, max: 26 },
      ],
      ["extract.temperature", tenth(this.#extract.value), { label: "Extract air", ...temperature }],
      ["fan.speed", this.#fan, { label: "Fan speed", type: "number", unit: "%", min: 0, max: 100 }],
      [
        "filter.pressure-drop",
        Math.round(this.#filter.value),
        { label: "Filter pressure drop", type: "number", unit: "Pa", ro: true },
      ],
      ["frost.alarm", this.#supply.value < 12, { label: "Frost alarm", type: "boolean", ro: true }],
    ]);
  }

  step(seconds: number): void {
    this.#supply.step(seconds, this.#setpoint);
    this.#extract.step(seconds);
    this.#filter.step(seconds, 90 + this.#fan);
  }

  apply(register: string, value: Json): void {
    if (typeof value !== "number") return;
    if (register.endsWith(".setpoint")) this.#setpoint = value;
    if (register.endsWith(".speed")) this.#fan = value;
  }
}
