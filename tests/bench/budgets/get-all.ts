/** Budget 7: reading 10,000 registers at once, from kept fragments, against stringifying the whole state. */
import { systemClock } from "#electron/clock.ts";
import { Registry } from "#electron/registry/registry.ts";
import type { Provision } from "#electron/registry/register-record.ts";
import { WholeBody } from "#electron/rest/whole-body.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { Figure } from "../figure.ts";
import { alternating } from "../rounds.ts";
import { median } from "../statistics.ts";

const REGISTERS = 10_000;
const READS = 100;

export async function getAll(): Promise<Figure[]> {
  const registry = new Registry({ clock: systemClock });
  let turn = 0;
  const provision = (index: number): Provision => ({
    name: `building-${index % 10}.room-${index}.temperature` as RegisterName,
    value: 20 + (index % 100) / 10 + turn / 1e6, // never the same twice
    metadata: { unit: "°C", device: `room-${index}`, label: "Room temperature" },
    ttl: 3_600_000,
  });
  registry.provide(
    Array.from({ length: REGISTERS }, (_, index) => provision(index)),
    "127.0.0.1",
  );
  const whole = (): string => {
    const registers: Record<string, unknown> = {};
    for (const { name, value, metadata } of registry.living()) registers[name] = { value, metadata };
    return JSON.stringify({ registers });
  };
  const kept = new WholeBody(registry);
  const timed = (read: () => Buffer, changes: number) => (): Promise<number> => {
    const startedAt = performance.now();
    let spent = 0;
    for (let count = 0; count < READS; count++) {
      for (let change = 0; change < changes; change++) registry.provide([provision(++turn % REGISTERS)], "127.0.0.1");
      const from = performance.now();
      read();
      spent += performance.now() - from;
    }
    return Promise.resolve(changes === 0 ? (performance.now() - startedAt) / READS : spent / READS);
  };
  // At 1,000 changes a second and ten reads a second, a hundred registers change between two reads.
  const times = await alternating({
    whole: timed(() => Buffer.from(whole()), 0),
    kept: timed(() => kept.bytes(), 0),
    keptChanging: timed(() => kept.bytes(), 100),
  });
  registry[Symbol.dispose]();
  const figure = (what: string, milliseconds: number[], bound: number): Figure => {
    const gain = median(times.whole) / median(milliseconds);
    return {
      budget: "7",
      what,
      measured: `${median(milliseconds).toFixed(2)} ms = ${gain.toFixed(1)} ×`,
      reference: `JSON.stringify ${median(times.whole).toFixed(2)} ms`,
      bound: `≥ ${bound} ×`,
      kept: gain >= bound,
    };
  };
  return [
    figure("10,000 registers, unchanged", times.kept, 15),
    figure("10,000 registers, 1,000 changes a second", times.keptChanging, 6),
  ];
}
