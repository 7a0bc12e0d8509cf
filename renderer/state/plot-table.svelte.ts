import type { Change, Gap } from "#shared/model/history.ts";
import type { Register, RegisterName } from "#shared/model/register.ts";
import { errorSentence } from "../lib/host-words.ts";
import { waited } from "../lib/waited.ts";
import type { StoredHistory } from "./stored-history.ts";

const [SHORTEST_PAGE, LONGEST_PAGE] = [5, 100];
/** Characters of all values of a page together. */
const MOST_CHARACTERS = 2_000_000;
/** Beyond so many pages changes are found by looking at an earlier stretch of time. */
const MOST_PAGES = 20;
/** So many pages can have come since the last look; with more it is begun anew. */
const MOST_NEW_PAGES = 10;
/** While somebody drags or holds a key down. In milliseconds. */
const PATIENCE = 300;

/** The stored changes of one register up to a moment, page by page; gone with the table. */
export class PlotTable {
  readonly #stored: Pick<StoredHistory, "changes" | "unobserved">;
  readonly #register: RegisterName;
  readonly #page: number;
  /** Newest first. */
  changes = $state.raw<readonly Change[]>([]);
  /** When nobody watched, as far back as the changes go. */
  unobserved = $state.raw<readonly Gap[]>([]);
  isLoaded = $state(false);
  isLoading = $state(false);
  /** There are earlier ones. */
  hasMore = $state(false);
  /** Why they cannot be read: a sentence. */
  problem = $state<string>();

  constructor(
    { name, value }: Pick<Register, "name" | "value">,
    stored: Pick<StoredHistory, "changes" | "unobserved">,
  ) {
    this.#register = name;
    this.#page = Math.max(SHORTEST_PAGE, Math.min(LONGEST_PAGE, Math.floor(MOST_CHARACTERS / value.length)));
    this.#stored = stored;
  }

  /** There may be earlier ones, but not here. */
  get isFull(): boolean {
    return this.changes.length >= MOST_PAGES * this.#page;
  }

  /** Begins anew. @param until the changes before this moment  @param signal when something else is asked for */
  async look(until: number, signal: AbortSignal): Promise<void> {
    if (this.isLoaded) await waited(PATIENCE, signal);
    await this.#reading(signal, () => this.#read(until, { before: until }, []));
  }

  /** The page before. */
  async older(signal: AbortSignal): Promise<void> {
    const oldest = this.changes.at(-1)?.at;
    if (oldest === undefined || this.isLoading) return;
    await this.#reading(signal, () => this.#read(oldest, { before: oldest }, this.changes));
  }

  /** What came since the newest. @param now the host's time, in epoch milliseconds */
  async newer(now: number, signal: AbortSignal): Promise<void> {
    const newest = this.changes[0]?.at;
    if (this.isLoading) return;
    if (newest === undefined) return this.look(now, signal);
    const query = { register: this.#register, after: newest, limit: MOST_NEW_PAGES * this.#page };
    await this.#reading(signal, async () => {
      const { changes, next } = await this.#stored.changes(query);
      if (next !== undefined) return this.#read(now, { before: now }, []);
      const unobserved = await this.#unobserved(newest, now);
      return () => {
        this.changes = [...changes.toReversed(), ...this.changes].slice(0, MOST_PAGES * this.#page);
        this.hasMore ||= this.isFull;
        this.unobserved = [...this.unobserved.filter(({ from }) => from < newest), ...unobserved];
      };
    });
  }

  /** @returns what is to be done with the answer, if it is still wanted */
  async #read(until: number, place: { before: number }, above: readonly Change[]): Promise<() => void> {
    const { changes, next } = await this.#stored.changes({ register: this.#register, ...place, limit: this.#page });
    const unobserved = await this.#unobserved(changes.at(-1)?.at ?? until, until);
    return () => {
      this.changes = [...above, ...changes];
      this.unobserved = above.length === 0 ? unobserved : [...unobserved, ...this.unobserved];
      this.hasMore = next !== undefined;
      this.isLoaded = true;
    };
  }

  async #unobserved(from: number, to: number): Promise<readonly Gap[]> {
    return from < to ? this.#stored.unobserved({ from, to }) : [];
  }

  async #reading(signal: AbortSignal, read: () => Promise<() => void>): Promise<void> {
    if (signal.aborted) return;
    this.isLoading = true;
    try {
      this.#take(await read(), undefined, signal);
    } catch (error) {
      this.#take(() => undefined, errorSentence(error), signal);
    }
  }

  /** What was asked for last counts: an answer to anything before it comes too late. */
  #take(answer: () => void, problem: string | undefined, { aborted }: AbortSignal): void {
    if (aborted) return;
    answer();
    this.problem = problem;
    this.isLoading = false;
  }
}
