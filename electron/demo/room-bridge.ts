import type { Provided } from "#shared/client/wire-client.ts";
import type { Json } from "#shared/json.ts";
import { registersOf, type Description, type PlayedDevice } from "./played-device.ts";
import { tenth, Walk, type Random } from "./random.ts";

const FLOORS = ["eg", "og1", "og2", "og3"];
const ROOMS_A_FLOOR = 25;
/** Room sensors report in turns, so that the radio is not busy with all of them at once. */
const TURNS = 12;

/** Many: one bridge that speaks for the sensors of a hundred rooms, 400 registers. */
export class RoomBridge implements PlayedDevice {
  readonly name = "room-bridge-5";
  readonly every = 2_500;
  readonly #rooms: readonly Room[];
  #turn = 0;

  constructor(random: Random) {
    this.#rooms = FLOORS.flatMap((floor, level) =>
      Array.from({ length: ROOMS_A_FLOOR }, (_, index) => new Room(`${floor}.room-${level}${two(index + 1)}`, random)),
    );
  }

  registers(): ReadonlyMap<string, Provided> {
    return registersOf(
      this.name,
      60_000,
      this.#rooms.flatMap((room) => room.registers()),
    );
  }

  step(seconds: number): void {
    this.#turn = (this.#turn + 1) % TURNS;
    for (const [index, room] of this.#rooms.entries()) if (index % TURNS === this.#turn) room.step(seconds * TURNS);
  }

  apply(register: string, value: Json): void {
    const room = this.#rooms.find(({ name }) => register === `${this.name}.${name}.setpoint`);
    if (room && typeof value === "number") room.setpoint = value;
  }
}

class Room {
  readonly name: string;
  readonly #temperature: Walk;
  readonly #humidity: Walk;
  readonly #co2: Walk;
  setpoint = 21;

  constructor(name: string, random: Random) {
    this.name = name;
    this.#temperature = new Walk(random, { start: 20 + random() * 3, perSecond: 0.02, min: 14, max: 30 });
    this.#humidity = new Walk(random, { start: 38 + random() * 12, perSecond: 0.06, min: 20, max: 75 });
    this.#co2 = new Walk(random, { start: 450 + random() * 500, perSecond: 4, min: 410, max: 2_200 });
  }

  registers(): [string, Json, Description][] {
    const room = this.name.slice(this.name.indexOf("room-") + "room-".length);
    const measured = { type: "number", ro: true };
    return [
      [
        `${this.name}.temperature`,
        tenth(this.#temperature.value),
        { label: `Raum ${room} Temperatur`, unit: "°C", ...measured },
      ],
      [
        `${this.name}.humidity`,
        Math.round(this.#humidity.value),
        { label: `Raum ${room} Feuchte`, unit: "%", ...measured },
      ],
      [
        `${this.name}.co2`,
        Math.round(this.#co2.value / 10) * 10,
        { label: `Raum ${room} CO₂`, unit: "ppm", ...measured },
      ],
      [
        `${this.name}.setpoint`,
        this.setpoint,
        { label: `Raum ${room} Sollwert`, type: "number", unit: "°C", min: 16, max: 25 },
      ],
    ];
  }

  step(seconds: number): void {
    this.#temperature.step(seconds, this.setpoint);
    this.#humidity.step(seconds);
    this.#co2.step(seconds);
  }
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
