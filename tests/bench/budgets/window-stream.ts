/** Budget 10: what streaming 1,000 updates a second of 10,000 registers to one window costs the host. */
import { connect } from "node:net";
import { setTimeout as slept } from "node:timers/promises";
import type { Figure } from "../figure.ts";
import { ROUNDS } from "../rounds.ts";
import { putRequest } from "../send-load.ts";
import { startServer } from "../server-process.ts";
import { median, spread } from "../statistics.ts";

const REGISTERS = 10_000;
const SECONDS = 6;

export async function windowStream(): Promise<Figure[]> {
  const shares: number[] = [];
  const alone: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await using server = await startServer("window");
    const devices = connect(server.port, "127.0.0.1").setNoDelay(true);
    devices.resume();
    for (let from = 0; from < REGISTERS; from += 500) devices.write(report(from, 500, 0));
    await slept(1_000);
    alone.push(await share(server.ask.bind(server), devices));
    await server.ask("open-window");
    await slept(1_500);
    shares.push(await share(server.ask.bind(server), devices));
    devices.destroy();
  }
  const stream = median(shares) - median(alone);
  return [
    {
      budget: "10",
      what: "host CPU for one window's stream",
      measured: `${stream.toFixed(1)} % of a core (${median(shares).toFixed(1)} % with the window ${spread(shares)})`,
      reference: `without a window ${median(alone).toFixed(1)} %`,
      bound: "≤ 15 %",
      kept: stream <= 15,
    },
  ];
}

/** The share of a core, in percent, that 1,000 updates a second take: ten requests of ten registers every 100 ms. */
async function share(
  ask: (question: string) => Promise<unknown>,
  devices: ReturnType<typeof connect>,
): Promise<number> {
  await ask("cpu");
  const startedAt = performance.now();
  for (let turn = 1; turn <= SECONDS * 10; turn++) {
    for (let request = 0; request < 10; request++)
      devices.write(report(((turn * 10 + request) * 10) % REGISTERS, 10, turn));
    await slept(startedAt + turn * 100 - performance.now());
  }
  return ((await ask("cpu")) as number) / (SECONDS * 10);
}

function report(from: number, count: number, turn: number): string {
  const registers = Array.from({ length: count }, (_, offset) => {
    const index = from + offset;
    const metadata = { device: `device-${index % 100}`, unit: "°C", label: "Temperature" };
    return [
      `device-${index % 100}.sensor-${index}.temperature`,
      { value: 20 + ((index + turn) % 100) / 10, metadata, ttl: "10m" },
    ];
  });
  return putRequest("/provider", Object.fromEntries(registers) as Record<string, unknown>);
}
