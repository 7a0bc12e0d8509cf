/** Budgets 1 and 2: how many reports a second, of one register and of a hundred. */
import type { Figure } from "../figure.ts";
import { alternating } from "../rounds.ts";
import { sendLoad, varied } from "../send-load.ts";
import { startServer } from "../server-process.ts";
import { median, spread } from "../statistics.ts";

export async function put(): Promise<Figure[]> {
  await using bare = await startServer("bare");
  await using regdesk = await startServer("regdesk");
  const rate = (port: number, registers: number) => async (): Promise<number> => {
    const order = { port, connections: 50, milliseconds: 3_000, requests: varied("/provider", registers) };
    return (await sendLoad(order)).perSecond;
  };
  const rates = await alternating({
    bare: rate(bare.port, 1),
    one: rate(regdesk.port, 1),
    hundred: rate(regdesk.port, 100),
  });
  const share = median(rates.one) / median(rates.bare);
  const gain = (median(rates.hundred) * 100) / median(rates.one);
  return [
    {
      budget: "1",
      what: "PUT /provider, 1 register",
      measured: `${median(rates.one).toFixed(0)}/s ${spread(rates.one)} = ${share.toFixed(2)}`,
      reference: `bare node:http ${median(rates.bare).toFixed(0)}/s ${spread(rates.bare)}`,
      bound: "≥ 0.80",
      kept: share >= 0.8,
    },
    {
      budget: "2",
      what: "PUT /provider, 100 registers a request",
      measured: `${(median(rates.hundred) * 100).toFixed(0)} registers/s ${spread(rates.hundred)} = ${gain.toFixed(1)} ×`,
      reference: "registers/s of budget 1",
      bound: "≥ 12 ×",
      kept: gain >= 12,
    },
  ];
}
