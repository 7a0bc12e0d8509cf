import type { ChangeRequest, ChangeRequestId } from "#shared/model/change-request.ts";
import { errorSentence } from "../../../lib/host-words.ts";
import type { ChangeRequestsState, FinishedQuery } from "../../../state/change-requests.svelte.ts";

const PAGE = 500;

/** What ended too long ago to be at hand, fetched as somebody comes to it. Its first pages are those at hand once more:
 *  where one ends and the other begins cannot be told, because the clock may have been set back. */
export class OlderRequests {
  readonly #changeRequests: ChangeRequestsState;
  #query: FinishedQuery = {};
  #pages: AsyncGenerator<readonly ChangeRequest[], undefined> | undefined;
  /** The one that ended last first. */
  found = $state.raw<readonly ChangeRequest[]>([]);
  isLoading = $state(false);
  isAtEnd = $state(false);
  /** Why there was no next page. */
  failure = $state<string>();

  constructor(changeRequests: ChangeRequestsState) {
    this.#changeRequests = changeRequests;
  }

  /** Looks for something else. */
  begin(query: FinishedQuery): void {
    this.#query = query;
    this.found = [];
    this.isLoading = false;
    this.lookAgain();
  }

  /** Leafs from the newest on once more, past all that is known. */
  lookAgain(): void {
    if (this.isLoading) return;
    this.#pages = undefined;
    this.isAtEnd = false;
    this.failure = undefined;
  }

  /** Leafs on until there is something new. */
  async more(isKnown: (id: ChangeRequestId) => boolean): Promise<void> {
    if (this.isLoading || this.isAtEnd) return;
    this.isLoading = true;
    const pages = (this.#pages ??= this.#changeRequests.finishedPages(this.#query, PAGE));
    try {
      const fresh = await nextOf(pages, isKnown);
      // Something else may be looked for by now.
      if (pages !== this.#pages) return;
      this.isAtEnd = fresh === undefined;
      this.found = [...this.found, ...(fresh ?? [])];
    } catch (error) {
      if (pages !== this.#pages) return;
      this.failure = errorSentence(error);
      this.#pages = undefined;
    }
    this.isLoading = false;
  }
}

async function nextOf(
  pages: AsyncGenerator<readonly ChangeRequest[], undefined>,
  isKnown: (id: ChangeRequestId) => boolean,
): Promise<readonly ChangeRequest[] | undefined> {
  for (;;) {
    const page = await pages.next();
    if (page.done === true) return undefined;
    const fresh = page.value.filter(({ id }) => !isKnown(id));
    if (fresh.length > 0) return fresh;
  }
}
