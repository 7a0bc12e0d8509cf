/** `npm run bench` measures every budget, `npm run bench -- put expiry` some. It fails nothing: a bench is not a test. */
import { durable } from "./budgets/durable.ts";
import { expiry } from "./budgets/expiry.ts";
import { getAll } from "./budgets/get-all.ts";
import { history } from "./budgets/history.ts";
import { idle } from "./budgets/idle.ts";
import { parked } from "./budgets/parked.ts";
import { put } from "./budgets/put.ts";
import { start } from "./budgets/start.ts";
import { sync } from "./budgets/sync.ts";
import { window } from "./budgets/window.ts";
import { windowStream } from "./budgets/window-stream.ts";
import { table, type Bench, type Figure } from "./figure.ts";

const BENCHES: Record<string, Bench> = {
  put,
  durable,
  parked,
  expiry,
  "get-all": getAll,
  sync,
  window,
  "window-stream": windowStream,
  history,
  start,
  idle,
};

async function run(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !(name in BENCHES));
  if (unknown.length > 0) {
    process.stderr.write(`There is no bench ${unknown.join(", ")}; there are ${Object.keys(BENCHES).join(", ")}.\n`);
    process.exitCode = 1;
    return;
  }
  const figures: Figure[] = [];
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    process.stderr.write(`${name} …\n`);
    figures.push(...(await bench()));
  }
  process.stdout.write(table(figures));
}

await run(process.argv.slice(2));
