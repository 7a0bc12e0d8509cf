/** Budget 10: what streaming 1,000 updates a second of 10,000 registers to one window costs the host. */
import { setTimeout as slept } from "node:timers/promises";
import { BusySite } from "../busy-site.ts";
import type { Figure } from "../figure.ts";
import { ROUNDS } from "../rounds.ts";
import { startServer, type ServerProcess } from "../server-process.ts";
import { median, spread } from "../statistics.ts";

const SECONDS = 6;

export async function windowStream(): Promise<Figure[]> {
  const shares: number[] = [];
  const alone: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await using server = await startServer("window");
    using site = new BusySite(server.port);
    await slept(1_000);
    alone.push(await share(server, site));
    await server.ask("open-window");
    await slept(1_500);
    shares.push(await share(server, site));
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

/** The share of a core, in percent, that the host takes while the site sends. */
async function share(server: ServerProcess, site: BusySite): Promise<number> {
  await server.ask("cpu");
  await site.send(SECONDS);
  return (await server.ask<number>("cpu")) / (SECONDS * 10);
}
