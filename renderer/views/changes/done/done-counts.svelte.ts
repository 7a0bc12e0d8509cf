import { untrack } from "svelte";
import { errorSentence } from "../../../lib/host-words.ts";
import { gatherCounts, type OutcomeCounts } from "../../../lib/request-outcomes.ts";
import type { ChangeRequestsState } from "../../../state/change-requests.svelte.ts";

/** How long a technician types on, in milliseconds. */
const TYPING = 200;
/** What ends meanwhile is counted at most once in this long, in milliseconds: the host reads all there is to count it. */
const PACE = 2_000;

const NONE: OutcomeCounts = new Map();

/** How much is over, however long ago, as the host counts it. */
export class DoneCounts {
  readonly #changeRequests: ChangeRequestsState;
  readonly #query: () => string;
  readonly #oncounted: () => void;
  #counted = $state.raw<{ readonly query: string; readonly found: OutcomeCounts; readonly all: number }>();
  #pace: ReturnType<typeof setTimeout> | undefined;
  /** Why it could not be counted. */
  failure = $state<string>();

  /** @param oncounted called after each count */
  constructor(changeRequests: ChangeRequestsState, query: () => string, oncounted: () => void) {
    this.#changeRequests = changeRequests;
    this.#query = query;
    this.#oncounted = oncounted;
  }

  /** Whether what the host says is about what is looked for. */
  readonly isCurrent: boolean = $derived.by(() => this.#counted?.query === this.#query());
  /** Of what is looked for; nothing while that is being counted. */
  readonly found: OutcomeCounts = $derived.by(() => (this.isCurrent ? (this.#counted?.found ?? NONE) : NONE));

  /** Whatever is looked for. */
  get all(): number {
    return this.#counted?.all ?? 0;
  }

  /** Counts anew when something else is looked for, and in good time when something has ended. Call it once while a
   *  component is set up. */
  watch(): void {
    $effect(() => {
      void this.#query();
      const isFirst = untrack(() => this.#counted === undefined);
      const timer = setTimeout(() => void this.count(), isFirst ? 0 : TYPING);
      return () => clearTimeout(timer);
    });
    $effect(() => {
      if (this.#changeRequests.done.length === 0) return;
      this.#pace ??= setTimeout(() => {
        this.#pace = undefined;
        void this.count();
      }, PACE);
    });
    $effect(() => () => clearTimeout(this.#pace));
  }

  async count(): Promise<void> {
    const query = this.#query();
    try {
      const found = await this.#changeRequests.countFinished(query);
      const all = query === "" ? found : await this.#changeRequests.countFinished("");
      if (query !== this.#query()) return;
      this.#counted = { query, found: gatherCounts(found), all: Object.values(all).reduce((sum, n) => sum + n, 0) };
      this.failure = undefined;
      this.#oncounted();
    } catch (error) {
      if (query === this.#query()) this.failure = errorSentence(error);
    }
  }
}
