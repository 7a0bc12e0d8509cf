/** Budget 6: how long the expiry of registers stalls the event loop, and how late it comes. */
import { setTimeout as slept } from "node:timers/promises";
import type { Figure } from "../figure.ts";
import { ROUNDS } from "../rounds.ts";
import { startServer } from "../server-process.ts";
import { median, spread } from "../statistics.ts";

export async function expiry(): Promise<Figure[]> {
  const refreshing: number[] = [];
  const dropping: number[] = [];
  const lateness: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // There is no load beside it that would need a core; on one with V8's own threads the scheduler's turns would be measured.
    await using server = await startServer("expiring", {}, { isPinned: false });
    await slept(1_000);
    await server.ask("stall");
    await slept(6_000);
    refreshing.push(await server.ask<number>("stall"));
    await server.ask("drop");
    await server.ask("stall");
    await slept(2_000);
    dropping.push(await server.ask<number>("stall"));
    lateness.push(await server.ask<number>("lateness"));
  }
  return [
    stall("longest stall, 100,000 refreshing", refreshing),
    stall("longest stall, 50,000 expire at once", dropping),
    {
      budget: "6",
      what: "lateness of the last of 50,000",
      measured: `${median(lateness).toFixed(0)} ms ${spread(lateness)}`,
      reference: "–",
      bound: "≤ 250 ms",
      kept: median(lateness) <= 250,
    },
  ];
}

function stall(what: string, milliseconds: readonly number[]): Figure {
  return {
    budget: "6",
    what,
    measured: `${median(milliseconds).toFixed(1)} ms ${spread(milliseconds)}`,
    reference: "–",
    bound: "≤ 5 ms",
    kept: median(milliseconds) <= 5,
  };
}
