import type { CronWarning, Schedule } from "#shared/model/schedule.ts";
import { errorSentence } from "../lib/host-words.ts";
import { waited } from "../lib/waited.ts";
import type { SourcesState } from "./sources.svelte.ts";

/** While somebody types. In milliseconds. */
const PATIENCE = 200;
const SHOWN = 5;

/** The next times of a schedule while it is being written, as the host computes them. */
export class UpcomingState {
  readonly #sources: SourcesState;
  times = $state.raw<readonly number[]>([]);
  warnings = $state.raw<readonly CronWarning[]>([]);
  /** Why there are none: the host refuses what the window let through. */
  refusal = $state<string>();
  isComputing = $state(false);

  constructor(sources: SourcesState) {
    this.#sources = sources;
  }

  /** Stays up to date until the signal aborts. @param schedule nothing while it is not in order */
  async look(schedule: Schedule | undefined, signal: AbortSignal): Promise<void> {
    if (schedule === undefined) {
      this.#show([], [], undefined, signal);
      return;
    }
    this.isComputing = true;
    await waited(PATIENCE, signal);
    if (signal.aborted) return;
    try {
      const { times, warnings } = await this.#sources.upcoming(schedule, SHOWN);
      this.#show(times, warnings, undefined, signal);
    } catch (error) {
      this.#show([], [], errorSentence(error), signal);
    }
  }

  /** What was asked for last counts: an answer to anything before it comes too late. */
  #show(
    times: readonly number[],
    warnings: readonly CronWarning[],
    refusal: string | undefined,
    { aborted }: AbortSignal,
  ): void {
    if (aborted) return;
    this.times = times;
    this.warnings = warnings;
    this.refusal = refusal;
    this.isComputing = false;
  }
}
