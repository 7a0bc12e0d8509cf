import { untrack } from "svelte";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import {
  countOutcomes,
  findRequests,
  greatestCounts,
  OUTCOMES,
  statesOf,
  type OutcomeCounts,
  type OutcomeGroup,
} from "../../../lib/request-outcomes.ts";
import type { AppState } from "../../../state/app.ts";
import type { FinishedQuery } from "../../../state/change-requests.svelte.ts";
import { DoneCounts } from "./done-counts.svelte.ts";
import { OlderRequests } from "./older-requests.svelte.ts";

type Needs = Pick<AppState, "changeRequests" | "router">;

/** As many letters as the host looks for. */
const LONGEST = 1_000;

/** What is over, cut down to what is looked for: what is at hand first, then what the host has from before. The address
 *  holds what is looked for. */
export class DoneList {
  readonly #app: Needs;
  readonly #older: OlderRequests;
  readonly #counts: DoneCounts;

  readonly query: string = $derived.by(() => (this.#app.router.get("q") ?? "").slice(0, LONGEST));
  readonly outcome: OutcomeGroup | undefined = $derived.by(() =>
    OUTCOMES.find((known) => known === this.#app.router.get("outcome")),
  );
  /** What the host is asked for to get all that matches. */
  readonly wanted: FinishedQuery = $derived({
    ...(this.query === "" ? {} : { text: this.query }),
    ...(this.outcome === undefined ? {} : { states: statesOf(this.outcome) }),
  });
  readonly #atHand: readonly ChangeRequest[] = $derived.by(() =>
    findRequests(this.#app.changeRequests.done, this.query, this.outcome),
  );
  readonly found: readonly ChangeRequest[] = $derived.by(() => {
    if (this.#older.found.length === 0) return this.#atHand;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- made anew each time
    const ids = new Set(this.#atHand.map(({ id }) => id));
    return [...this.#atHand, ...this.#older.found.filter(({ id }) => !ids.has(id))];
  });
  /** How many of each there are among those the text finds. */
  readonly counts: OutcomeCounts = $derived.by(() =>
    greatestCounts(
      this.#counts.found,
      countOutcomes(findRequests(this.#app.changeRequests.done, this.query, undefined)),
    ),
  );
  /** How many match, whether they have been fetched or not. */
  readonly total: number = $derived.by(() => {
    const counted = OUTCOMES.filter((group) => this.outcome === undefined || group === this.outcome);
    const total = counted.reduce((sum, group) => sum + (this.counts.get(group) ?? 0), 0);
    return Math.max(total, this.found.length);
  });

  constructor(app: Needs) {
    this.#app = app;
    this.#older = new OlderRequests(app.changeRequests);
    this.#counts = new DoneCounts(
      app.changeRequests,
      () => this.query,
      () => this.#catchUp(),
    );
  }

  /** How many there are, whatever is looked for. */
  get all(): number {
    return Math.max(this.#counts.all, this.#app.changeRequests.done.length, this.total);
  }

  /** Whether there may be more than has been found. */
  get isLooking(): boolean {
    return !this.#counts.isCurrent || this.#older.isLoading || this.hasMore;
  }

  get hasMore(): boolean {
    return !this.#older.isAtEnd && this.found.length < this.total;
  }

  /** Why not all of it can be had. */
  get failure(): string | undefined {
    return this.#older.failure ?? this.#counts.failure;
  }

  /** Follows what is looked for. Call it once while a component is set up. */
  watch(): void {
    $effect(() => {
      const { wanted } = this;
      untrack(() => this.#older.begin(wanted));
    });
    this.#counts.watch();
  }

  /** Fetches what comes next, unless that has just failed. */
  more(): void {
    if (!this.hasMore || this.#older.failure !== undefined) return;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- made anew each time
    const known = new Set(this.found.map(({ id }) => id));
    void this.#older.more((id) => known.has(id));
  }

  tryAgain(): void {
    this.#older.lookAgain();
    void this.#counts.count();
  }

  search(query: string): void {
    this.#app.router.set({ q: query === "" ? undefined : query });
  }

  choose(outcome: OutcomeGroup | undefined): void {
    this.#app.router.set({ outcome });
  }

  clear(): void {
    this.#app.router.set({ q: undefined, outcome: undefined });
  }

  /** What was at hand may have been forgotten since, and ended after it was leafed through. */
  #catchUp(): void {
    if (this.#older.isAtEnd && this.found.length < this.total) this.#older.lookAgain();
  }
}
