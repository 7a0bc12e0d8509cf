import type { Change } from "#shared/model/history.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { readingSentence } from "../lib/host-words.ts";
import type { StoredHistory } from "./stored-history.ts";

/** Changes in a page, as long as their values are short; else so many that they are about so many characters. */
const PAGE = 100;
const CHARACTERS = 1_000_000;
/** So many pages can have come since the last look; with more it is begun anew. */
const MOST_NEW = 10;
/** Between two looks at what is new, in milliseconds: some registers change ten times a second. */
const REST = 1_000;

/** The stored changes of one register, as far back as somebody wanted to see. */
export class StoredChanges {
  readonly #name: RegisterName;
  readonly #stored: StoredHistory;
  readonly #length: () => number;
  /** Newest first. */
  all = $state.raw<readonly Change[]>([]);
  isLoaded = $state(false);
  /** There are earlier ones. */
  hasMore = $state(false);
  /** Why they cannot be read: a sentence. */
  problem = $state<string>();
  #isReading = false;
  #isAskedAgain = false;

  /** @param length of a value of the register, in characters */
  constructor(name: RegisterName, stored: StoredHistory, length: () => number) {
    this.#name = name;
    this.#stored = stored;
    this.#length = length;
  }

  /** Reads what came since; asked while it does, it looks once more afterwards. */
  async refresh(): Promise<void> {
    if (this.#isReading) {
      this.#isAskedAgain = true;
      return;
    }
    this.#isReading = true;
    do {
      this.#isAskedAgain = false;
      await this.#guarded(() => this.#readNew());
      await new Promise((resolve) => setTimeout(resolve, REST));
    } while (this.#askedAgain());
    this.#isReading = false;
  }

  async more(): Promise<void> {
    const oldest = this.all.at(-1)?.at;
    if (oldest === undefined) return;
    await this.#guarded(async () => {
      const page = await this.#stored.changes({ register: this.#name, before: oldest, limit: this.#page });
      if (this.all.at(-1)?.at !== oldest) return;
      this.all = [...this.all, ...page.changes];
      this.hasMore = page.next !== undefined;
    });
  }

  /** A method, because the compiler takes the flag for what it was before the wait. */
  #askedAgain(): boolean {
    return this.#isAskedAgain;
  }

  get #page(): number {
    return Math.max(1, Math.min(PAGE, Math.floor(CHARACTERS / Math.max(1, this.#length()))));
  }

  async #readNew(): Promise<void> {
    const newest = this.all[0]?.at;
    const query = { register: this.#name };
    if (newest !== undefined) {
      const { changes, next } = await this.#stored.changes({ ...query, after: newest, limit: this.#page * MOST_NEW });
      if (changes.length > 0 && next === undefined) this.all = [...changes.toReversed(), ...this.all];
      if (next === undefined) return;
    }
    const page = await this.#stored.changes({ ...query, limit: this.#page });
    this.all = page.changes;
    this.hasMore = page.next !== undefined;
    this.isLoaded = true;
  }

  async #guarded(read: () => Promise<void>): Promise<void> {
    try {
      await read();
      this.problem = undefined;
    } catch (error) {
      this.problem = readingSentence(error);
    }
  }
}
