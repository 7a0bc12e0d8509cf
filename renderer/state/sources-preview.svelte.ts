import type { Preview } from "#shared/contract/sources.ts";
import { errorSentence } from "../lib/host-words.ts";

/** What a run would change, while it is fetched and after. */
export class PreviewState {
  readonly #fetch: () => Promise<Preview>;
  preview = $state.raw<Preview>();
  isRunning = $state(false);
  failure = $state<string>();
  #turn = 0;

  constructor(fetch: () => Promise<Preview>) {
    this.#fetch = fetch;
  }

  async run(): Promise<void> {
    const turn = (this.#turn += 1);
    this.isRunning = true;
    this.failure = undefined;
    try {
      const preview = await this.#fetch();
      if (turn === this.#turn) this.preview = preview;
    } catch (error) {
      if (turn === this.#turn) this.failure = errorSentence(error);
    } finally {
      if (turn === this.#turn) this.isRunning = false;
    }
  }
}
