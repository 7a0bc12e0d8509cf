/** All registers as they were at a moment. One look for the page, and anything on it may ask for one. */
import type { ValueAt } from "#shared/model/history.ts";
import { readingSentence } from "../lib/host-words.ts";
import type { StoredHistory } from "./stored-history.ts";

/** The host tells no more at once. */
export const MOST_VALUES = 10_000;

let asked = $state.raw<{ readonly at: number }>();

/** Opens the dialog. @param at the moment it begins with, in epoch milliseconds */
export function openValuesThen(at: number): void {
  asked = { at };
}

export function closeValuesThen(): void {
  asked = undefined;
}

/** What was asked for; nothing while the dialog is closed. */
export function askedForValuesThen(): { readonly at: number } | undefined {
  return asked;
}

export class ValuesThen {
  readonly #stored: Pick<StoredHistory, "at">;
  /** By name; undefined before they were read. */
  values = $state.raw<readonly ValueAt[]>();
  /** The moment they are of. */
  at = $state<number>();
  /** Why they cannot be read: a sentence. */
  problem = $state<string>();
  /** Rises with every look, so that an answer that comes too late is known. */
  #turn = 0;

  constructor(stored: Pick<StoredHistory, "at">) {
    this.#stored = stored;
  }

  async read(at: number): Promise<void> {
    const turn = ++this.#turn;
    try {
      const values = await this.#stored.at({ at, registers: ["*"], limit: MOST_VALUES });
      if (turn !== this.#turn) return;
      this.values = values;
      this.at = at;
      this.problem = undefined;
    } catch (error) {
      if (turn === this.#turn) this.problem = readingSentence(error);
    }
  }
}
