import "../support/plain-runes.ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ChangesAsked, ChangesPage } from "#shared/contract/history.ts";
import { jsonText } from "#shared/json.ts";
import type { Change } from "#shared/model/history.ts";
import { PlotTable } from "../../renderer/state/plot-table.svelte.ts";
import { named } from "../support/builders.ts";

const REGISTER = { name: named("boiler.temp"), value: jsonText(1) };

/** A host with a change in each millisecond up to `latest`. An answer waits while it is held back. */
class Host {
  latest: number;
  readonly asked: ChangesAsked[] = [];
  held: Promise<unknown> = Promise.resolve();

  constructor(latest: number) {
    this.latest = latest;
  }

  async changes(query: ChangesAsked): Promise<ChangesPage> {
    this.asked.push(query);
    const { before = this.latest + 1, after, limit = 100 } = query;
    const all = Array.from({ length: this.latest }, (_, index): Change => ({ at: index + 1, value: jsonText(index) }));
    const found =
      after === undefined ? all.filter(({ at }) => at < before).reverse() : all.filter(({ at }) => at > after);
    const changes = found.slice(0, limit);
    await this.held;
    return { changes, ...(found.length > limit && { next: changes.at(-1)?.at ?? 0 }) };
  }

  unobserved() {
    return Promise.resolve([]);
  }
}

const passed = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const timesOf = ({ changes }: PlotTable) => changes.map(({ at }) => at);
const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index);

describe("The table below a plot", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  test("grows at its end page by page, while what is new comes in at its head, and misses and repeats nothing", async () => {
    const host = new Host(250);
    const table = new PlotTable(REGISTER, host);
    const { signal } = new AbortController();
    await table.look(1_000, signal);
    expect([timesOf(table), table.hasMore]).toEqual([down(250, 151), true]);
    host.latest = 253;
    await Promise.all([table.newer(1_000, signal), table.older(signal)]);
    expect(timesOf(table)).toEqual(down(253, 51));
    await table.older(signal);
    expect([timesOf(table), table.hasMore, table.isLoading]).toEqual([down(253, 1), false, false]);
  });

  test("does not take a page that comes after it was begun anew elsewhere", async () => {
    const host = new Host(250);
    const table = new PlotTable(REGISTER, host);
    const first = new AbortController();
    await table.look(1_000, first.signal);
    const slow = Promise.withResolvers<undefined>();
    host.held = slow.promise;
    const late = table.older(first.signal);
    first.abort();
    host.held = Promise.resolve();
    const looked = table.look(100, new AbortController().signal);
    await passed(300);
    await looked;
    slow.resolve(undefined);
    await late;
    expect(timesOf(table)).toEqual(down(99, 1));
  });

  test("asks once for what is dragged through", async () => {
    const host = new Host(250);
    const table = new PlotTable(REGISTER, host);
    await table.look(250, new AbortController().signal);
    let over = new AbortController();
    for (let until = 240; until > 200; until -= 1) {
      over.abort();
      over = new AbortController();
      void table.look(until, over.signal);
      await passed(30);
    }
    expect(host.asked).toHaveLength(1);
    await passed(300);
    expect(host.asked.map(({ before }) => before)).toEqual([250, 201]);
  });
});
