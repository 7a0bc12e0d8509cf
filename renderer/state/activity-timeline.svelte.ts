import { SvelteSet } from "svelte/reactivity";
import type { ActivityFilter } from "#shared/contract/activity.ts";
import type { AuditLine } from "#shared/model/activity.ts";
import { errorSentence } from "../lib/host-words.ts";
import { matches } from "../lib/timeline-facets.ts";
import { rowsOf, type TimelineRow } from "../lib/timeline.ts";
import type { ActivityState } from "./activity.svelte.ts";
import type { AppState } from "./app.ts";

/** The first page fills the screen at once; those that follow are read ahead. */
const FIRST_PAGE = 200;
const PAGE = 500;
/** Lines held in the window: about 50 MB. Nobody scrolls so far who can choose a time. */
export const MOST_LINES = 50_000;

/** The part of the audit that is looked at: from its end downwards, page by page, as far as somebody scrolls. It outlasts
 *  the screen, so that who comes back finds the place he left. */
export class ActivityTimeline {
  readonly #activity: ActivityState;
  /** What was asked for, of which the lines are. */
  #filter = $state.raw<ActivityFilter>({});
  /** Latest first. */
  #lines = $state.raw<readonly AuditLine[]>([]);
  /** All of the audit up to this line was looked through; undefined before the first page. */
  #seen = $state<number>();
  /** Where the next page begins; undefined when there is none. */
  #next = $state<number>();
  /** Rises with every search, so that an answer that comes too late is known. */
  #turn = 0;

  isSearching = $state(false);
  /** Why there are no lines: a sentence. */
  problem = $state<string>();
  isLoadingMore = $state(false);
  /** Why what was before cannot be read: a sentence. */
  moreProblem = $state<string>();

  isPaused = $state(false);
  /** Scrolled away from the latest. */
  isAway = $state(false);
  scrollTop = 0;
  /** Where the keyboard stands: the key of a row. */
  cursor = $state<string>();
  readonly openRuns = new SvelteSet<number>();

  readonly isHeld = $derived(this.isPaused || this.isAway);
  /** What came since the lines were read and is of what was asked for, latest first. */
  readonly #fresh: readonly AuditLine[] = $derived.by(() => {
    const [seen, entries] = [this.#seen, this.#activity.entries];
    if (seen === undefined) return [];
    const end = entries.findIndex(({ id }) => id <= seen);
    return entries.slice(0, end < 0 ? entries.length : end).filter((line) => matches(line, this.#filter));
  });
  /** More came than is at hand: only a new search can tell all of it. */
  readonly hasGap = $derived.by(() => {
    const oldest = this.#activity.entries.at(-1);
    return this.#seen !== undefined && oldest !== undefined && oldest.id > this.#seen + 1;
  });

  readonly lines: readonly AuditLine[] = $derived.by(() => {
    const fresh = this.isHeld ? [] : this.#fresh;
    return fresh.length === 0 ? this.#lines : [...fresh, ...this.#lines];
  });
  readonly rows: readonly TimelineRow[] = $derived.by(() => rowsOf(this.lines, this.openRuns));
  /** What is not shown because the timeline is held still. */
  readonly waiting = $derived.by(() => (this.isHeld ? this.#fresh.length : 0));
  readonly isComplete = $derived.by(() => this.#seen !== undefined && this.#next === undefined);
  readonly isFull = $derived.by(() => this.#lines.length >= MOST_LINES);
  readonly isLoaded = $derived.by(() => this.#seen !== undefined);
  /** How many lines the whole audit has: they are counted without a gap. */
  readonly all = $derived.by(() => this.#activity.entries[0]?.id ?? 0);

  constructor({ activity }: Pick<AppState, "activity">) {
    this.#activity = activity;
  }

  get filter(): ActivityFilter {
    return this.#filter;
  }

  /** @returns whether it looks anew; else all of it is there, just as it was left */
  look(filter: ActivityFilter): boolean {
    const isSame = this.isLoaded && JSON.stringify(filter) === JSON.stringify(this.#filter);
    if (isSame && this.problem === undefined && (!this.hasGap || this.isHeld)) {
      this.moreProblem = undefined; // it may be over with the lost connection
      return false;
    }
    void this.#search(filter);
    return true;
  }

  async #search(filter: ActivityFilter): Promise<void> {
    const turn = (this.#turn += 1);
    const newest = this.all;
    this.isSearching = true;
    this.problem = this.moreProblem = undefined;
    try {
      const { lines, next } = await this.#activity.page({ ...filter, limit: FIRST_PAGE });
      if (turn !== this.#turn) return;
      this.#filter = filter;
      this.#lines = lines;
      this.#seen = Math.max(newest, lines[0]?.id ?? 0);
      this.#next = next;
      this.isAway = this.isLoadingMore = false;
      this.scrollTop = 0;
      this.cursor = undefined;
      this.openRuns.clear();
    } catch (error) {
      if (turn === this.#turn) this.problem = errorSentence(error);
    } finally {
      if (turn === this.#turn) this.isSearching = false;
    }
  }

  /** Reads what was before, unless that is under way. */
  async more(): Promise<void> {
    const [turn, before] = [this.#turn, this.#next];
    if (before === undefined || this.isLoadingMore || this.isSearching || this.isFull) return;
    this.isLoadingMore = true;
    this.moreProblem = undefined;
    try {
      const { lines, next } = await this.#activity.page({ ...this.#filter, before, limit: PAGE });
      if (turn !== this.#turn) return;
      this.#lines = [...this.#lines, ...lines];
      this.#next = next;
    } catch (error) {
      if (turn === this.#turn) this.moreProblem = errorSentence(error);
    } finally {
      if (turn === this.#turn) this.isLoadingMore = false;
    }
  }

  /** Holds it still, or lets it go on. */
  togglePause(): void {
    this.#takeIn();
    this.isPaused = !this.isPaused;
  }

  /** @param isAway whether the latest are out of sight: then nothing may move what is read */
  scroll(scrollTop: number): void {
    this.scrollTop = scrollTop;
    const isAway = scrollTop >= 1;
    if (isAway && !this.isHeld) this.#takeIn();
    this.isAway = isAway;
  }

  /** Shows what waits; it stays paused if it was. */
  catchUp(): void {
    if (this.hasGap) void this.#search(this.#filter);
    else this.#takeIn();
  }

  toggleRun({ lines, isOpen }: TimelineRow & { kind: "run" }): void {
    if (!isOpen) this.openRuns.add(lines.at(-1)?.id ?? 0);
    else for (const { id } of lines) this.openRuns.delete(id);
  }

  /** What is new becomes a part of what is there. */
  #takeIn(): void {
    if (this.#seen === undefined || this.hasGap) return;
    if (this.#fresh.length > 0) this.#lines = [...this.#fresh, ...this.#lines];
    this.#seen = Math.max(this.#seen, this.all);
  }
}

const timelines = new WeakMap<AppState, ActivityTimeline>();

/** One for the page: who comes back finds the timeline as it was left. */
export function timelineOf(app: AppState): ActivityTimeline {
  const known = timelines.get(app);
  if (known) return known;
  const made: ActivityTimeline[] = [];
  // A root of its own, because what it derives must outlive the view that first asked for it.
  $effect.root(() => void made.push(new ActivityTimeline(app)));
  const [timeline] = made;
  if (!timeline) throw new Error("a root runs at once");
  timelines.set(app, timeline);
  return timeline;
}
