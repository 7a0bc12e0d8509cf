import { Alarm } from "#shared/client/alarm.ts";
import { Consumer, type ConsumerOptions, type Snapshot } from "#shared/client/consumer.ts";
import { RegdeskError } from "#shared/errors.ts";
import { sameJson, type Json } from "#shared/json.ts";
import type { Random } from "./random.ts";

/** What it may come to want, register by register; the pump cannot do all of it, the chiller does nothing of it. */
const WISHES: readonly (readonly [register: string, values: readonly Json[]])[] = [
  ["heating-1.flow.setpoint", [52, 55, 58, 61]],
  ["pump-4.speed.setpoint", [118, 62, 75, 10]],
  ["ahu-2.supply.setpoint", [19, 20.5, 21]],
  ["room-bridge-5.og1.room-107.setpoint", [20, 21.5, 22]],
  ["heating-1.mode", ["eco", "comfort"]],
  ["chiller-6.supply.setpoint", [7, 9]],
  [
    "heating-1.hours",
    [
      { from: "05:30", to: "22:00" },
      { from: "06:00", to: "20:30" },
    ],
  ],
];

const FIRST_AFTER_MS = 5_000;
const AT_LEAST_MS = 30_000;
const AT_MOST_MS = 70_000;

/** The consumer of the site: follows what it cares for, and now and then asks for a change. */
export async function playBuildingController(
  options: ConsumerOptions,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  let seen: Snapshot = new Map();
  const ask = async (): Promise<void> => {
    const alarm = new Alarm(options.clock, signal);
    await alarm.wait(FIRST_AFTER_MS);
    for (let turn = 0; !signal.aborted; turn++) {
      const wish = wishAt(turn, seen, random);
      if (wish) await request(wish, options, signal);
      await alarm.wait(AT_LEAST_MS + random() * (AT_MOST_MS - AT_LEAST_MS));
    }
  };
  const names = WISHES.map(([register]) => register);
  await Promise.all([new Consumer(options).follow(names, (snapshot) => (seen = snapshot), signal), ask()]);
}

/** Something that is not so yet, of a register that is there. */
function wishAt(turn: number, seen: Snapshot, random: Random): readonly [string, Json] | undefined {
  const [register, values] = WISHES[turn % WISHES.length] ?? ["", []];
  const current = seen.get(register);
  const wanted = values.filter((value) => !sameJson(value, current?.value));
  const value = wanted[Math.floor(random() * wanted.length)];
  return current === undefined || value === undefined ? undefined : [register, value];
}

async function request(
  wish: readonly [string, Json],
  { client, onTrouble }: ConsumerOptions,
  signal: AbortSignal,
): Promise<void> {
  try {
    await client.putConsumer(new Map([wish]), signal);
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof RegdeskError)) throw error;
    onTrouble?.(error); // the next wish comes anyway
  }
}
