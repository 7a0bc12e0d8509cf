import { Alarm } from "#shared/client/alarm.ts";
import { Provider, type ProviderOptions } from "#shared/client/provider.ts";
import type { Provided } from "#shared/client/wire-client.ts";
import type { Json, JsonObject } from "#shared/json.ts";

/** A device of the demo site: what it measures, and what it does when it is asked for something. It knows no wire. */
export interface PlayedDevice {
  readonly name: string;
  /** Milliseconds between two measurements. */
  readonly every: number;
  /** The share of the TTL after which it refreshes; half when missing, as it should be. */
  readonly refreshShare?: number;
  /** What it holds now; nothing while it is away. */
  registers(): ReadonlyMap<string, Provided>;
  /** Lets time pass and measures. */
  step(seconds: number): void;
  /** Does what a change request asks for, or what it makes of it. A device without it never asks for any. */
  apply?(register: string, value: Json): void;
}

export type Wire = Pick<ProviderOptions, "client" | "clock" | "onTrouble">;

/** What a register of the demo says of itself. */
export type Description = JsonObject & { readonly label: string; readonly type: string };

/** Registers of one device: names under its own, marked so that nobody takes the demo for a plant. */
export function registersOf(
  device: string,
  ttl: number,
  registers: readonly (readonly [name: string, value: Json, description: Description])[],
): ReadonlyMap<string, Provided> {
  return new Map(
    registers.map(([name, value, description]) => [
      `${device}.${name}`,
      { value, ttl, metadata: { device, ...description, demo: true } },
    ]),
  );
}

/** Plays a device through the real port until the signal aborts. */
export async function playDevice(device: PlayedDevice, wire: Wire, signal: AbortSignal): Promise<void> {
  const onRequest = (name: string, value: Json): void => {
    device.apply?.(name, value);
    show();
  };
  const provider = new Provider({
    ...wire,
    refreshShare: device.refreshShare,
    onRequest: device.apply === undefined ? undefined : onRequest,
  });
  let shown: ReadonlyMap<string, Provided> = new Map();
  const show = (): void => {
    const registers = device.registers();
    for (const name of shown.keys()) if (!registers.has(name)) provider.drop(name);
    for (const [name, provided] of registers) provider.set(name, provided);
    shown = registers;
  };
  const measure = async (): Promise<void> => {
    const alarm = new Alarm(wire.clock, signal);
    while (!signal.aborted) {
      show();
      await alarm.wait(device.every);
      device.step(device.every / 1_000);
    }
  };
  await Promise.all([measure(), provider.run(signal)]);
}
