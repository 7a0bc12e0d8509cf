import { readingSentence } from "../lib/host-words.ts";
import { pointerOf } from "../lib/json-pointer.ts";
import type { Range } from "../lib/plot-range.ts";
import type { Stored } from "../lib/plot-trace.ts";
import { waited } from "../lib/waited.ts";
import { keyOf, type Plotted } from "./plot-view.svelte.ts";
import type { StoredHistory } from "./stored-history.ts";

/** While somebody drags or holds a key down. In milliseconds. */
const PATIENCE = 200;
/** The clock of the window moves once a second, and an answer takes a moment. */
const NEARLY_NOW = 2_500;
/** More the host does not give. */
const MOST_POINTS = 5_000;

export interface PlotQuestion {
  readonly lines: readonly Plotted[];
  readonly range: Range;
  /** At most, for each line. */
  readonly points: number;
}

/** What the host kept of the lines of one plot. Only the latest answer is kept, and it goes with the plot. */
export class PlotSeries {
  readonly #stored: Pick<StoredHistory, "series">;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- replaced, never altered
  #answer = $state.raw<ReadonlyMap<string, Stored>>(new Map());
  isLoading = $state(false);
  /** There was an answer, whatever it held. */
  hasAnswer = $state(false);
  /** Why there is none: a sentence. */
  problem = $state<string>();

  constructor(stored: Pick<StoredHistory, "series">) {
    this.#stored = stored;
  }

  /** Nothing while it is not known. It may be of another stretch of time than the one asked for last. */
  of(line: Plotted): Stored | undefined {
    return this.#answer.get(keyOf(line));
  }

  /** Stays what is shown until the signal aborts; an answer to anything asked before comes too late.
   *  @param now the host's time, in epoch milliseconds */
  async look(question: PlotQuestion, now: number, signal: AbortSignal): Promise<void> {
    if (this.isLoading || this.hasAnswer) await waited(PATIENCE, signal);
    if (signal.aborted) return;
    this.isLoading = true;
    this.#show(await this.#asked(question, now), signal);
  }

  /** @returns what the host kept of each line, or why it cannot be read */
  async #asked({ lines, range, points }: PlotQuestion, now: number): Promise<ReadonlyMap<string, Stored> | string> {
    const until = Math.ceil(range.until);
    try {
      const { series } = await this.#stored.series({
        series: lines.map(({ name, path }) => ({ register: name, pointer: pointerOf(path) })),
        ...{ from: Math.floor(range.from), to: until, points: Math.min(MOST_POINTS, points) },
      });
      const rest = { until: Math.min(until, now), isPresent: until > now - NEARLY_NOW };
      const keys = lines.map(keyOf);
      // eslint-disable-next-line svelte/prefer-svelte-reactivity -- replaced, never altered
      return new Map(series.map((each, index) => [keys[index] ?? "", { series: each, ...rest }]));
    } catch (error) {
      return readingSentence(error);
    }
  }

  #show(answer: ReadonlyMap<string, Stored> | string, { aborted }: AbortSignal): void {
    if (aborted) return;
    this.isLoading = false;
    this.problem = typeof answer === "string" ? answer : undefined;
    if (typeof answer === "string") return;
    this.#answer = answer;
    this.hasAnswer = true;
  }
}
