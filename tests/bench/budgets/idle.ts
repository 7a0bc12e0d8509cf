/** Budget 12: a quiet site: 100 devices of ten registers each that refresh every five seconds. */
import { setTimeout as slept } from "node:timers/promises";
import { connect } from "node:net";
import type { Figure } from "../figure.ts";
import { putRequest } from "../send-load.ts";
import { startServer } from "../server-process.ts";

const DEVICES = 100;
const EVERY = 5_000;
/** In seconds. A site is quiet for days: what a start has to load, to compile and to store in its first minute is not what is
 *  meant by idle; it is told beside it. */
const STARTING = 20;
const SETTLING = 40;
const SECONDS = 60;

export async function idle(): Promise<Figure[]> {
  await using server = await startServer("regdesk");
  const sockets = Array.from({ length: DEVICES }, () => connect(server.port, "127.0.0.1").resume());
  const refresh = (device: number): void => {
    const registers = Array.from({ length: 10 }, (_, index) => [
      `device-${device}.register-${index}`,
      { value: index },
    ]);
    sockets[device]?.write(putRequest("/provider", Object.fromEntries(registers) as Record<string, unknown>));
  };
  const timers = sockets.map((_, device) =>
    setTimeout(
      () => {
        refresh(device);
        timers[device] = setInterval(() => refresh(device), EVERY);
      },
      (device * EVERY) / DEVICES,
    ),
  );
  /** In per cent of a core. */
  const used = async (seconds: number): Promise<number> => {
    await server.ask("cpu");
    await slept(seconds * 1_000);
    return (await server.ask<number>("cpu")) / (seconds * 10);
  };
  await slept(EVERY + 1_000);
  const atFirst = await used(STARTING);
  await slept(SETTLING * 1_000);
  const share = await used(SECONDS);
  for (const timer of timers) clearTimeout(timer);
  for (const socket of sockets) socket.destroy();
  return [
    {
      budget: "12",
      what: "idle, 100 devices refreshing every 5 s",
      measured: `${share.toFixed(2)} % of a core, ${atFirst.toFixed(2)} % after its start`,
      reference: "–",
      bound: "≤ 2 %",
      kept: share <= 2,
    },
  ];
}
