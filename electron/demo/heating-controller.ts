import type { Provided } from "#shared/client/wire-client.ts";
import type { Json } from "#shared/json.ts";
import { registersOf, type PlayedDevice } from "./played-device.ts";
import { tenth, Walk, type Random } from "./random.ts";

const MODES = ["off", "eco", "comfort"];
const SETBACK = 12;

/** Steady: refreshes in time and does at once what it is asked for. */
export class HeatingController implements PlayedDevice {
  readonly name = "heating-1";
  readonly every = 2_000;
  readonly #outdoor: Walk;
  readonly #flow: Walk;
  #setpoint = 55;
  #mode = "comfort";
  #hours: Json = { from: "06:00", to: "22:00" };

  constructor(random: Random) {
    this.#outdoor = new Walk(random, { start: 4.2, perSecond: 0.02, min: -12, max: 16 });
    this.#flow = new Walk(random, { start: 53.8, perSecond: 0.15, min: 18, max: 85 });
  }

  registers(): ReadonlyMap<string, Provided> {
    const flow = tenth(this.#flow.value);
    const temperature = { type: "number", unit: "°C", ro: true };
    return registersOf(this.name, 10_000, [
      ["flow.temperature", flow, { label: "Vorlauftemperatur", ...temperature }],
      ["flow.setpoint", this.#setpoint, { label: "Sollwert Vorlauf", type: "number", unit: "°C", min: 30, max: 75 }],
      ["return.temperature", tenth(flow - (flow - 20) * 0.28), { label: "Rücklauftemperatur", ...temperature }],
      ["outdoor.temperature", tenth(this.#outdoor.value), { label: "Außentemperatur", ...temperature }],
      ["burner.on", this.#target() > flow, { label: "Brenner", type: "boolean", ro: true }],
      ["mode", this.#mode, { label: "Betriebsart", type: "string", enum: MODES }],
      ["hours", this.#hours, { label: "Nutzungszeit", type: "object" }],
    ]);
  }

  step(seconds: number): void {
    this.#outdoor.step(seconds);
    this.#flow.step(seconds, this.#target());
  }

  apply(register: string, value: Json): void {
    if (register.endsWith(".setpoint") && typeof value === "number") this.#setpoint = value;
    if (register.endsWith(".mode") && typeof value === "string" && MODES.includes(value)) this.#mode = value;
    if (register.endsWith(".hours") && typeof value === "object") this.#hours = value;
  }

  #target(): number {
    if (this.#mode === "off") return 20;
    return this.#mode === "eco" ? this.#setpoint - SETBACK : this.#setpoint;
  }
}
