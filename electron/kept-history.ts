/** The history of everything registers do: kept in a file of its own beside the database, and read in the reader's thread. */
import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import { Historian, type HistoryTrouble } from "./history/historian.ts";
import type { HistoryStore } from "./history/history-store.ts";
import type { Conditions } from "./conditions.ts";
import type { Logger } from "./logging.ts";
import type { Registry } from "./registry/registry.ts";
import type { HistoryPast } from "./rpc/history.ts";
import type { Storage } from "./storage.ts";
import { historyBeside } from "./store/history/history-database.ts";
import { HistoryWriter } from "./store/history/history-writer.ts";

const DAY = 24 * 3_600_000;
const MEGABYTE = 1_000_000;
/** Soon after the start, which it must not slow down, and then whenever a segment is over. */
const FIRST_CLEANING_AFTER = 60_000;
const CLEAN_EVERY = 600_000;

export interface KeptHistoryOptions {
  readonly storage: Pick<Storage, "reader" | "settings">;
  readonly registry: Registry;
  /** The database's path. */
  readonly path: string;
  /** Whether the host holds the data directory; nobody but its holder may write there. */
  readonly isHeld: boolean;
  /** Names and branches that are pinned now. */
  readonly pins: () => readonly string[];
  readonly conditions: Conditions;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface KeptHistory extends AsyncDisposable {
  /** When the host observed; who knows of a sleep adds it here. */
  readonly observed: Historian;
  readonly past: HistoryPast;
}

export function startKeptHistory(options: KeptHistoryOptions): KeptHistory {
  const { storage, registry, path, isHeld, pins, conditions, clock, log } = options;
  const started = new AsyncDisposableStack();
  const onSetAside = (aside: string): void => {
    log.error({ path: aside }, "the history was damaged and set aside; a new one begins");
  };
  const writer = started.use(new HistoryWriter({ path: historyBeside(path), log, onSetAside }));
  const onTrouble = (trouble: HistoryTrouble | undefined): void => {
    conditions.set(remembering(trouble));
    if (trouble !== undefined) log.error(trouble.message);
  };
  const { reader, settings } = storage;
  const observed = started.use(
    new Historian({
      store: isHeld ? writer : NOT_HELD,
      clock,
      unobserved: (range) => reader.ask("historyUnobserved", range),
      onTrouble,
    }),
  );
  started.defer(registry.listen(observed));
  if (isHeld) started.use(cleaningNowAndThen(writer, { clock, settings, pins }));
  const now = () => clock.now();
  const past: HistoryPast = {
    series: (query) => reader.ask("historySeries", { ...query, now: now() }),
    changes: (query) => reader.ask("historyChanges", query),
    at: (query) => reader.ask("historyAt", { ...query, now: now() }),
    unobserved: (range) => reader.ask("historyUnobserved", { ...range, to: Math.min(range.to, now()) }),
    exported: (query) => reader.ask("historyExport", query),
    size: (largest) => reader.ask("historySize", { largest, pins: pins() }),
  };
  return { observed, past, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

const NOT_WRITABLE = "The data directory could not be written when Regdesk started; restart Regdesk once it can.";

/** Another host may hold the directory by now: what it writes must not be written over. */
const NOT_HELD: Pick<HistoryStore, "keep" | "forget"> = {
  keep: () => Promise.resolve(),
  forget: () => Promise.reject(new RegdeskError("STORE_UNAVAILABLE", NOT_WRITABLE)),
};

function cleaningNowAndThen(
  store: HistoryStore,
  { clock, settings, pins }: Pick<KeptHistoryOptions, "clock" | "pins"> & Pick<Storage, "settings">,
): Disposable {
  const clean = (): void => {
    const { historyDays, historyMinutesDays, historyMegabytes } = settings.now;
    store.clean({
      now: clock.now(),
      changesFor: historyDays * DAY,
      minutesFor: historyMinutesDays * DAY,
      most: historyMegabytes * MEGABYTE,
      pins: pins(),
    });
  };
  let timer = clock.after(FIRST_CLEANING_AFTER, function cleanOn() {
    clean();
    timer = clock.after(CLEAN_EVERY, cleanOn);
  });
  return { [Symbol.dispose]: () => timer.cancel() };
}

function remembering(trouble: HistoryTrouble | undefined) {
  const type = "Remembering";
  if (trouble === undefined) return { type, status: true, reason: "stored", message: "The history is kept." } as const;
  const losing = trouble.isLosing ? " The oldest of what waits is being dropped, and shows as a gap." : "";
  const message = `The history cannot be kept: ${trouble.message}${losing}`;
  return { type, status: false, reason: trouble.isLosing ? "history-lost" : "history-waits", message } as const;
}
