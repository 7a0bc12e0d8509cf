/** Budget 8: how long a sync of 100,000 registers keeps the host's main thread. */
import type { Figure } from "../figure.ts";
import { ROUNDS } from "../rounds.ts";
import { startServer } from "../server-process.ts";
import { median, spread } from "../statistics.ts";

const BOUND = 50;

interface Sync {
  /** The longest the event loop was kept, in milliseconds. */
  readonly stall: number;
  /** What of that was the thread's own work. */
  readonly work: number;
  /** Milliseconds from the wish to the outcome. */
  readonly took: number;
  readonly outcome: string;
  readonly changes: number;
}

export async function sync(): Promise<Figure[]> {
  const first: Sync[] = [];
  const unchanged: Sync[] = [];
  const rewritten: Sync[] = [];
  const changed: Sync[] = [];
  const idle: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // The threads of the host are what is measured; on one core they would stall each other.
    await using server = await startServer("syncing", {}, { isPinned: false });
    first.push(await server.ask<Sync>("first"));
    unchanged.push(await server.ask<Sync>("unchanged"));
    rewritten.push(await server.ask<Sync>("rewritten"));
    changed.push(await server.ask<Sync>("changed"));
    idle.push(await server.ask<number>("idle"));
  }
  const reference = `host at rest ${median(idle).toFixed(1)} ms on the clock`;
  return [
    figure("sync of 100,000 registers, unchanged: longest stall", unchanged, "up-to-date", 0),
    figure("the same, written anew without a change", rewritten, "up-to-date", 0),
    figure("the same, 1 % changed", changed, "complete", 1_000),
    { ...figure("the same, for the first time", first, "complete", 100_000), bound: "none", kept: true },
  ].map((one) => ({ ...one, reference }));
}

function figure(what: string, syncs: readonly Sync[], outcome: string, changes: number): Figure {
  const wrong = syncs.find((one) => one.outcome !== outcome || one.changes !== changes);
  if (wrong !== undefined) throw new Error(`${what}: ${wrong.outcome} with ${wrong.changes} changes`);
  const stalls = syncs.map(({ stall }) => stall);
  const [work, took] = [median(syncs.map((one) => one.work)), median(syncs.map((one) => one.took))];
  return {
    budget: "8",
    what,
    measured: `${median(stalls).toFixed(1)} ms ${spread(stalls)}, ${work.toFixed(1)} ms of it its own work; took ${took.toFixed(0)} ms`,
    reference: "–",
    bound: `≤ ${BOUND} ms`,
    kept: median(stalls) <= BOUND,
  };
}
