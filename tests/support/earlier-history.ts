/** What an earlier run of Regdesk left behind: a history that reaches farther back than a test lasts. */
import { join } from "node:path";
import { kept } from "#electron/history/moment.ts";
import { openHistory } from "#electron/store/history/history-database.ts";
import { HistoryKeeper } from "#electron/store/history/history-keeper.ts";
import type { Json } from "#shared/json.ts";

/** A register took a value then, in epoch milliseconds. */
export type Earlier = readonly [register: string, at: number, value: Json];

/** Writes the history of a data directory in which no Regdesk has run yet. It observed from the first moment to `until`.
 *  @param moments oldest first */
export function keepEarlier(dataDirectory: string, moments: readonly Earlier[], until: number): void {
  const database = openHistory(join(dataDirectory, "history.db"));
  const numbers = new Map<string, number>();
  for (const [register] of moments) if (!numbers.has(register)) numbers.set(register, numbers.size);
  const from = moments[0]?.[1] ?? until;
  const cells = moments.flatMap(([register, at, json]) => {
    const { kind, value } = kept(json);
    return [numbers.get(register) ?? 0, at, kind, value];
  });
  const keeper = new HistoryKeeper(database, new Map());
  keeper.keep({
    names: [...numbers].map(([name, number]) => [number, name] as const),
    cells,
    observed: { from, to: until },
    unobserved: [],
  });
  keeper.pack();
  database.close();
}
