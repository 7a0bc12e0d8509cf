import type { AuditLine } from "#shared/model/activity.ts";
import { errorSentence } from "../lib/host-words.ts";
import type { AppState } from "./app.ts";

/** A line by its number, wherever it is: at hand, or far back in the audit. */
export class ActivityRecord {
  readonly #activity: AppState["activity"];
  line = $state.raw<AuditLine>();
  /** There is none with this number. */
  isMissing = $state(false);
  /** Why it cannot be read: a sentence. */
  problem = $state<string>();
  #wanted: number | undefined;

  constructor({ activity }: Pick<AppState, "activity">) {
    this.#activity = activity;
  }

  /** @param atHand where it most likely is */
  async open(id: number, atHand: readonly AuditLine[]): Promise<void> {
    this.#wanted = id;
    this.isMissing = false;
    this.problem = undefined;
    this.line = atHand.find((line) => line.id === id) ?? this.#activity.entries.find((line) => line.id === id);
    if (this.line) return;
    try {
      const { lines } = await this.#activity.page({ before: id + 1, limit: 1 });
      if (this.#wanted !== id) return;
      this.line = lines.find((line) => line.id === id);
      this.isMissing = this.line === undefined;
    } catch (error) {
      if (this.#wanted === id) this.problem = errorSentence(error);
    }
  }
}
