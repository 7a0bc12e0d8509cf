import type { ChangeRequest } from "#shared/model/change-request.ts";
import { countOutcomes, findRequests, OUTCOMES, type OutcomeGroup } from "../../../lib/request-outcomes.ts";
import type { AppState } from "../../../state/app.ts";

/** Rows drawn at once; who wants to see more says so. */
const PAGE = 200;

/** What is over, cut down to what is looked for. The address holds what that is. */
export class DoneList {
  readonly #app: Pick<AppState, "changeRequests" | "router">;
  #most = $state(PAGE);

  readonly query: string = $derived.by(() => this.#app.router.get("q") ?? "");
  readonly outcome: OutcomeGroup | undefined = $derived.by(() =>
    OUTCOMES.find((known) => known === this.#app.router.get("outcome")),
  );
  readonly all: readonly ChangeRequest[] = $derived.by(() => this.#app.changeRequests.done);
  /** How many of each there are among those the text finds. */
  readonly counts: ReadonlyMap<OutcomeGroup, number> = $derived(
    countOutcomes(findRequests(this.all, this.query, undefined)),
  );
  readonly found: readonly ChangeRequest[] = $derived(findRequests(this.all, this.query, this.outcome));
  readonly shown: readonly ChangeRequest[] = $derived(this.found.slice(0, this.#most));

  constructor(app: Pick<AppState, "changeRequests" | "router">) {
    this.#app = app;
  }

  /** How many the next page would show. */
  get more(): number {
    return Math.min(PAGE, this.found.length - this.shown.length);
  }

  showMore(): void {
    this.#most += PAGE;
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
}
