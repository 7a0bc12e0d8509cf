import type { Change, Gap } from "#shared/model/history.ts";
import type { Register, RegisterName } from "#shared/model/register.ts";
import { readingSentence } from "../lib/host-words.ts";
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
  #isCatchingUp = false;

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
    await this.#loading(signal, () => this.#latest(until));
  }

  /** The page before. */
  async older(signal: AbortSignal): Promise<void> {
    const oldest = this.changes.at(-1)?.at;
    if (oldest === undefined || this.isLoading) return;
    await this.#loading(signal, async () => {
      const { changes, unobserved, next } = await this.#before(oldest);
      // It may have been begun anew meanwhile, here as with what is newer.
      return () => {
        if (this.changes.at(-1)?.at !== oldest) return;
        this.changes = [...this.changes, ...changes];
        this.unobserved = [...unobserved, ...this.unobserved];
        this.hasMore = next !== undefined;
      };
    });
  }

  /** What came since the newest; nobody has to wait for it. @param now the host's time, in epoch milliseconds */
  async newer(now: number, signal: AbortSignal): Promise<void> {
    const newest = this.changes[0]?.at;
    if (this.isLoading || this.#isCatchingUp) return;
    if (newest === undefined) return this.look(now, signal);
    const query = { register: this.#register, after: newest, limit: MOST_NEW_PAGES * this.#page };
    this.#isCatchingUp = true;
    await this.#reading(signal, async () => {
      const { changes, next } = await this.#stored.changes(query);
      if (next !== undefined) return this.#latest(now);
      const unobserved = await this.#unobserved(newest, now);
      return () => {
        if (this.changes[0]?.at !== newest) return;
        this.changes = [...changes.toReversed(), ...this.changes].slice(0, MOST_PAGES * this.#page);
        this.hasMore ||= this.isFull;
        this.unobserved = [...this.unobserved.filter(({ from }) => from < newest), ...unobserved];
      };
    });
    this.#isCatchingUp = false;
  }

  async #latest(until: number): Promise<() => void> {
    const { changes, unobserved, next } = await this.#before(until);
    return () => {
      this.changes = changes;
      this.unobserved = unobserved;
      this.hasMore = next !== undefined;
      this.isLoaded = true;
    };
  }

  async #before(moment: number) {
    const { changes, next } = await this.#stored.changes({
      register: this.#register,
      before: moment,
      limit: this.#page,
    });
    return { changes, next, unobserved: await this.#unobserved(changes.at(-1)?.at ?? moment, moment) };
  }

  async #unobserved(from: number, to: number): Promise<readonly Gap[]> {
    return from < to ? this.#stored.unobserved({ from, to }) : [];
  }

  async #loading(signal: AbortSignal, read: () => Promise<() => void>): Promise<void> {
    if (signal.aborted) return;
    this.isLoading = true;
    if (await this.#reading(signal, read)) this.isLoading = false;
  }

  /** What was asked for last counts: an answer to anything before it comes too late.
   *  @param read tells what is to be done with the answer  @returns whether it was still wanted */
  async #reading(signal: AbortSignal, read: () => Promise<() => void>): Promise<boolean> {
    let take: () => void = () => undefined;
    let problem: string | undefined;
    try {
      take = await read();
    } catch (error) {
      problem = readingSentence(error);
    }
    if (signal.aborted) return false;
    take();
    this.problem = problem;
    return true;
  }
}
