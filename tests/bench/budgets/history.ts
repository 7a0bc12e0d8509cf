/** Budget 13: a week's plot out of fifty million changes, what a day of history costs on the disk, and what keeping it costs
 *  the event loop. */
import { mkdirSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { Historian } from "#electron/history/historian.ts";
import { NUMBER, type Moment } from "#electron/history/moment.ts";
import { Registry } from "#electron/registry/registry.ts";
import { systemClock } from "#electron/clock.ts";
import { historyBeside, openHistory, SEGMENT } from "#electron/store/history/history-database.ts";
import { HistoryWriter } from "#electron/store/history/history-writer.ts";
import { observationTable } from "#electron/store/history/observation-table.ts";
import { packing } from "#electron/store/history/packing.ts";
import { Reader } from "#electron/store/reader.ts";
import { RegisterName } from "#shared/model/register.ts";
import { SeriesQuery } from "#shared/contract/history.ts";
import type { Figure } from "../figure.ts";
import { ROUNDS } from "../rounds.ts";
import { median, spread } from "../statistics.ts";

const WEEK = 7 * 24 * 3_600_000;
/** Each register changes so often, in milliseconds: 120 times in a segment. */
const EVERY = 5_000;
const START = SEGMENT * 2_900_000;
const MEGABYTE = 1_000_000;
const SILENT = pino({ level: "silent" });

export async function history(): Promise<Figure[]> {
  await using folder = await temporaryFolder();
  const week = join(folder.path, "week");
  const changes = build(week, 420, WEEK); // 50,803,200
  const plots = await plotted(week);
  const day = join(folder.path, "day");
  const quarter = WEEK / 28;
  const inQuarter = build(day, 1_000, quarter);
  const perDay = sizeOf(day) * 4;
  const perChange = sizeOf(day) / inQuarter;
  return [
    {
      ...{ budget: "13", what: `plot of a week, 6 registers, ${(changes / 1e6).toFixed(1)} million changes` },
      ...{ measured: `${median(plots.week).toFixed(0)} ms ${spread(plots.week)}`, reference: plots.resolution },
      ...{ bound: "≤ 50 ms", kept: median(plots.week) <= 50 },
    },
    {
      ...{ budget: "13", what: "the same, the latest hour, change by change" },
      ...{ measured: `${median(plots.hour).toFixed(0)} ms ${spread(plots.hour)}`, reference: "–" },
      ...{ bound: "≤ 50 ms", kept: median(plots.hour) <= 50 },
    },
    {
      ...{ budget: "13", what: "disk for a day of 200 changes a second" },
      ...{ measured: `${(perDay / MEGABYTE).toFixed(0)} MB`, reference: `${perChange.toFixed(1)} bytes a change` },
      ...{ bound: "7 days in 1 GB", kept: 7 * perDay <= 1_000 * MEGABYTE },
    },
    await ingest(join(folder.path, "ingest")),
  ];
}

/** Packs what registers with slowly wandering values would have left, segment by segment, as time would have. */
function build(folder: string, registers: number, length: number): number {
  const database = openHistory(historyBeside(databaseIn(folder)));
  const insert = database.prepare<[number, string]>("INSERT INTO registers (id, name) VALUES (?, ?)");
  for (let id = 1; id <= registers; id++) insert.run(id, nameOf(id));
  observationTable(database).observed({ from: START, to: START + length });
  const pack = packing(database);
  const values = Array.from({ length: registers }, (_, id) => 2_000 + 10 * id);
  let random = 1;
  const next = (): number => (random = (random * 48_271) % 0x7fff_ffff) / 0x7fff_ffff;
  for (let from = START; from < START + length; from += SEGMENT) {
    const byRegister = new Map<number, Moment[]>();
    for (let id = 1; id <= registers; id++) {
      const moments: Moment[] = [];
      for (let at = from; at < from + SEGMENT; at += EVERY) {
        values[id - 1] = (values[id - 1] ?? 0) + Math.round(20 * (next() - 0.5));
        moments.push({ at: at + Math.floor(100 * next()), kind: NUMBER, value: (values[id - 1] ?? 0) / 100 });
      }
      byRegister.set(id, moments);
    }
    database.transaction(() => pack(byRegister, { part: from / SEGMENT, until: START + length }))();
  }
  database.pragma("wal_checkpoint(TRUNCATE)");
  database.close();
  return registers * (length / EVERY);
}

async function plotted(folder: string) {
  await using reader = new Reader(databaseIn(folder), SILENT);
  const now = START + WEEK;
  const ask = async (first: number, from: number): Promise<{ took: number; resolution: string }> => {
    const series = Array.from({ length: 6 }, (_, index) => ({ register: nameOf(first + index), pointer: "" }));
    const query = { ...SeriesQuery.parse({ series, from, to: now }), now };
    const begun = performance.now();
    const [line] = await reader.ask("historySeries", query);
    return { took: performance.now() - begun, resolution: `${line?.resolution ?? ""}, ${line?.at.length ?? 0} points` };
  };
  const week: number[] = [];
  const hour: number[] = [];
  let resolution = "";
  await ask(401, now - 60_000); // starts the thread
  // Other registers each time: nothing of what is asked for was read before.
  for (let round = 0; round < 5 * ROUNDS; round++) {
    const answer = await ask(1 + 6 * round, START);
    resolution = answer.resolution;
    week.push(answer.took);
    hour.push((await ask(1 + 6 * round, now - 3_600_000)).took);
  }
  return { week, hour, resolution };
}

/** What a change costs the event loop, the registry's own work aside. */
async function ingest(folder: string): Promise<Figure> {
  const kept: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const without = await changing(undefined);
    const path = historyBeside(databaseIn(`${folder}-${round}`));
    await using writer = new HistoryWriter({ path, log: SILENT, onSetAside: () => undefined });
    kept.push(((await changing(writer)) - without) / SECONDS);
  }
  const share = median(kept) / 10_000;
  return {
    ...{ budget: "13", what: "event loop for keeping 200 changes a second" },
    ...{ measured: `${share.toFixed(2)} % of a core ${spread(kept)}`, reference: "the registry without it" },
    ...{ bound: "≤ 1 %", kept: share <= 1 },
  };
}

const SECONDS = 100;

/** @returns microseconds of this thread's processor time for so many seconds' worth of changes */
async function changing(writer: HistoryWriter | undefined): Promise<number> {
  using registry = new Registry({ clock: systemClock });
  await using historian =
    writer &&
    new Historian({
      store: writer,
      clock: systemClock,
      unobserved: () => Promise.resolve([]),
      onTrouble: () => undefined,
    });
  if (historian !== undefined) registry.listen(historian);
  const begun = process.threadCpuUsage();
  for (let change = 0; change < 200 * SECONDS; change++) {
    const name = nameOf(change % 1_000);
    registry.provide([{ name, value: change / 10, metadata: undefined, ttl: 60_000 }], "192.168.1.20");
    if (change % 100 === 99) await historian?.saved();
  }
  const { user, system } = process.threadCpuUsage(begun);
  return user + system;
}

function nameOf(id: number): RegisterName {
  return RegisterName.parse(`site.device-${Math.floor(id / 10)}.register-${id % 10}`);
}

function databaseIn(folder: string): string {
  mkdirSync(folder, { recursive: true });
  return join(folder, "regdesk.db");
}

function sizeOf(folder: string): number {
  return statSync(historyBeside(databaseIn(folder))).size;
}

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), "regdesk-bench-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
