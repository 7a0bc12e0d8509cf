/** Budgets 3 and 4: change requests that are on the disk before they are answered, and what a slow disk does to others. */
import type { Figure } from "../figure.ts";
import { alternating } from "../rounds.ts";
import { sendLoad, varied } from "../send-load.ts";
import { startServer, type ServerProcess } from "../server-process.ts";
import { median, spread } from "../statistics.ts";

/** In milliseconds; so long that at 10,000 requests a second and more SQLite carries its log over meanwhile: that is part of what
 *  durability costs. */
const ROUND = 8_000;
const SLOW_ROUND = 3_000;
const WARM_UP = 3_000;

/** The reference is the same host with a store that answers a turn later and commits nothing, so that what is measured is what
 *  durability costs, and not what else a host does with a request. Both have run for six seconds before the first round:
 *  their code is being compiled meanwhile, on the core that they share with the compiler. The backup of the first minute falls into
 *  one round of five. */
export async function durable(): Promise<Figure[]> {
  await using deferring = await startServer("regdesk", { STORE: "deferring" });
  await using regdesk = await startServer("regdesk");
  await using slow = await startServer("slow-disk");
  const rate =
    ({ port }: ServerProcess, milliseconds = ROUND) =>
    async (): Promise<number> => {
      const order = { port, connections: 50, milliseconds, requests: varied("/consumer", 1) };
      return (await sendLoad(order)).perSecond;
    };
  for (const server of [deferring, regdesk, deferring, regdesk]) await rate(server, WARM_UP)();
  const delays: number[] = [];
  const rates = await alternating({
    deferring: rate(deferring),
    durable: rate(regdesk),
    slow: async () => {
      await slow.ask("delay");
      const result = await rate(slow, SLOW_ROUND)();
      delays.push((await slow.ask<{ p99: number }>("delay")).p99);
      return result;
    },
  });
  const share = median(rates.durable) / median(rates.deferring);
  return [
    {
      budget: "3",
      what: "PUT /consumer, fsync before 202",
      measured: `${median(rates.durable).toFixed(0)}/s ${spread(rates.durable)} = ${share.toFixed(2)}`,
      reference: `the same, committing nothing ${median(rates.deferring).toFixed(0)}/s ${spread(rates.deferring)}`,
      bound: "≥ 0.55",
      kept: share >= 0.55,
    },
    {
      budget: "4",
      what: "event loop delay p99 at 10 ms fsync",
      measured: `${median(delays).toFixed(1)} ms ${spread(delays)} at ${median(rates.slow).toFixed(0)}/s`,
      reference: "–",
      bound: "≤ 10 ms",
      kept: median(delays) <= 10,
    },
  ];
}
