import type { HistorySize } from "#shared/model/history.ts";
import { readingSentence } from "../lib/host-words.ts";
import type { StoredHistory } from "./stored-history.ts";

/** Nobody reads on who has not found by then what takes the room. */
const LARGEST = 50;

/** How much room the history took when it was asked last. */
export class HistorySizeState {
  readonly #stored: Pick<StoredHistory, "size">;
  size = $state.raw<HistorySize>();
  isReading = $state(false);
  /** Why it cannot be said: a sentence. */
  problem = $state<string>();

  constructor(stored: Pick<StoredHistory, "size">) {
    this.#stored = stored;
  }

  async read(): Promise<void> {
    this.isReading = true;
    try {
      this.size = await this.#stored.size(LARGEST);
      this.problem = undefined;
    } catch (error) {
      this.problem = readingSentence(error);
    } finally {
      this.isReading = false;
    }
  }
}
