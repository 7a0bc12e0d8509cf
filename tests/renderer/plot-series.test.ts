import "../support/plain-runes.ts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { SeriesAnswer, SeriesAsked } from "#shared/contract/history.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { Series } from "#shared/model/history.ts";
import { PlotSeries } from "../../renderer/state/plot-series.svelte.ts";
import type { Plotted } from "../../renderer/state/plot-view.svelte.ts";
import { named } from "../support/builders.ts";

const NOW = 1_000_000;
const LINE: Plotted = { name: named("boiler.temp"), path: [] };

/** A host whose answers come when the test says so. */
class SlowHost {
  readonly asked: SeriesAsked[] = [];
  readonly #waiting: PromiseWithResolvers<SeriesAnswer>[] = [];

  series(query: SeriesAsked): Promise<SeriesAnswer> {
    const answer = Promise.withResolvers<SeriesAnswer>();
    this.asked.push(query);
    this.#waiting.push(answer);
    return answer.promise;
  }

  /** @param question the first, the second … */
  answer(question: number, height: number): void {
    const column = [height];
    const series: Series = {
      ...{ register: LINE.name, pointer: "", kind: "number", resolution: "raw", step: 0, at: [NOW], count: [1] },
      ...{ last: column, min: column, max: column, mean: column, texts: [], lengths: [], gaps: [] },
    };
    this.#waiting[question - 1]?.resolve({ series: [series] });
  }

  fail(question: number, message: string): void {
    this.#waiting[question - 1]?.reject(new RegdeskError("STORE_UNAVAILABLE", message));
  }
}

function aPlot() {
  const host = new SlowHost();
  const series = new PlotSeries(host);
  let over = new AbortController();
  /** As the plot asks: what was asked for before is not wanted any more. */
  const look = (from: number, points = 300) => {
    over.abort();
    over = new AbortController();
    void series.look({ lines: [LINE], range: { from, until: NOW }, points }, NOW, over.signal);
  };
  const drawn = () => series.of(LINE)?.series.last[0];
  return { host, series, look, drawn };
}

const passed = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe("The stored lines of a plot", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  test("are asked for at once by a plot that is opened, and what is dragged through only where it comes to rest", async () => {
    const { host, look, drawn } = aPlot();
    look(0);
    await passed(0);
    expect(host.asked).toHaveLength(1);
    host.answer(1, 20);
    await passed(0);
    for (let step = 1; step <= 40; step += 1) {
      look(step);
      await passed(30);
    }
    expect(host.asked).toHaveLength(1);
    expect(drawn()).toBe(20);
    await passed(200);
    expect(host.asked.map(({ from }) => from)).toEqual([0, 40]);
  });

  test("are never those of an older question, whichever answer comes first", async () => {
    for (const [first, second] of [
      [1, 2],
      [2, 1],
    ] as const) {
      // prettier-ignore
      const { host, series, look, drawn } = aPlot();
      look(0);
      await passed(0);
      look(100);
      await passed(200);
      expect(host.asked).toHaveLength(2);
      host.answer(first, first);
      await passed(0);
      expect(series.isLoading).toBe(first === 1);
      host.answer(second, second);
      await passed(0);
      expect([drawn(), series.isLoading]).toEqual([2, false]);
    }
  });

  test("stay what they were while they cannot be read, and the reason is said until they can", async () => {
    const { host, series, look, drawn } = aPlot();
    look(0);
    await passed(0);
    host.answer(1, 20);
    await passed(0);
    look(100);
    await passed(200);
    host.fail(2, "The history is damaged.");
    await passed(0);
    expect([series.problem, series.isLoading, drawn()]).toEqual(["The history is damaged.", false, 20]);
    look(100);
    await passed(200);
    host.answer(3, 30);
    await passed(0);
    expect([series.problem, drawn()]).toEqual([undefined, 30]);
  });

  test("that could not be read say nothing when they are not wanted any more", async () => {
    const { host, series, look } = aPlot();
    look(0);
    await passed(0);
    look(100);
    host.fail(1, "The history is damaged.");
    await passed(200);
    expect(series.problem).toBeUndefined();
  });

  test("have no more points than the host gives", async () => {
    const { host, look } = aPlot();
    look(0, 9_000);
    await passed(0);
    expect(host.asked[0]?.points).toBe(5_000);
  });
});
