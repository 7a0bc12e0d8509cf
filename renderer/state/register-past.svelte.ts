import type { ChangesPage } from "#shared/contract/history.ts";
import type { JsonText } from "#shared/json.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { readingSentence } from "../lib/host-words.ts";
import { earlierValue, endOf, type EarlierValue, type Span, type Viewed } from "../lib/past.ts";
import type { AppState } from "./app.ts";
import { PastSurvey } from "./past-survey.svelte.ts";
import { StoredChanges } from "./stored-changes.svelte.ts";
import type { StoredHistory } from "./stored-history.ts";

/** A name may look like a pattern that others match. */
const MOST_ALIKE = 10_000;
/** The same value may have been told again so often before another one is found. */
const LOOKED_THROUGH = 50;

type Needs = Pick<AppState, "registers" | "storedHistory" | "ticker">;

/** The stored past of one register, and the moment of it that is looked at. */
export class RegisterPast {
  readonly #name: RegisterName;
  readonly #stored: StoredHistory;
  readonly #registers: Needs["registers"];
  readonly #ticker: Needs["ticker"];
  readonly survey: PastSurvey;
  readonly changes: StoredChanges;
  /** The moment asked for, at once; what is known of it follows. */
  at = $state<number>();
  /** Nothing while the present is shown. */
  viewed = $state.raw<Viewed>();
  /** What others are compared with, chosen by hand; else it is the value before. */
  base = $state.raw<Viewed>();
  /** The way to the past is shown, though perhaps still the present. */
  isOpen = $state(false);
  /** Why it cannot be read: a sentence. */
  problem = $state<string>();
  #isLooking = false;
  /** What was tried when it could not be read. */
  #failed: () => Promise<void> = () => Promise.resolve();

  constructor(name: RegisterName, { storedHistory: stored, ticker, registers }: Needs) {
    this.#name = name;
    this.#stored = stored;
    this.#registers = registers;
    this.#ticker = ticker;
    this.survey = new PastSurvey(name, stored);
    this.changes = new StoredChanges(name, stored, () => registers.peek(name)?.value.length ?? 0);
  }

  async open(): Promise<void> {
    this.isOpen = true;
    await this.#guarded(() => this.survey.read(this.at, this.#ticker.now));
  }

  live(): void {
    this.toPresent();
    this.isOpen = false;
  }

  /** The way back to the past stays in view. */
  toPresent(): void {
    this.at = this.viewed = this.problem = undefined;
  }

  /** Of several moments asked for at once, as by a slider, only the last is read. */
  async goTo(moment: number): Promise<void> {
    this.at = Math.round(Math.min(moment, this.#ticker.now));
    this.isOpen = true;
    if (this.#isLooking) return;
    this.#isLooking = true;
    await this.#guarded(() => this.#look());
    this.#isLooking = false;
  }

  /** Reads once more what could not be read. */
  async again(): Promise<void> {
    await this.#guarded(this.#failed);
  }

  /** To the change before, or after; after the last one lies the present. */
  async step(direction: -1 | 1): Promise<void> {
    this.isOpen = true; // it is also where one hears why there is no way
    await this.#guarded(async () => {
      const next = direction < 0 ? await this.#changeBefore() : await this.#changeAfter();
      if (next !== undefined) await this.goTo(next);
      else if (direction > 0) this.toPresent();
      else await this.open();
    });
  }

  /** @param at nothing for the value before, whichever that is */
  async compareWith(at: number | undefined): Promise<void> {
    await this.#guarded(async () => {
      this.base = at === undefined ? undefined : await this.#momentAt(Math.round(Math.min(at, this.#ticker.now)));
    });
  }

  async choose(span: Span): Promise<void> {
    this.survey.span = span;
    await this.open();
  }

  async #look(): Promise<void> {
    for (let at = this.at; at !== undefined && this.viewed?.at !== at; at = this.at) {
      const found = await this.#momentAt(at);
      if (this.at !== undefined) this.viewed = found;
    }
    if (this.at !== undefined && !this.survey.covers(this.at)) await this.survey.read(this.at, this.#ticker.now);
  }

  /** What the present is since may not be stored yet, so it is told by the register, not by the latest stored change. */
  async #changeBefore(): Promise<number | undefined> {
    const present = this.#registers.peek(this.#name);
    const before = this.viewed?.from ?? present?.expiredAt ?? present?.changedAt;
    if (before === undefined) return undefined;
    const { changes } = await this.#stored.changes({ register: this.#name, before: Math.round(before), limit: 1 });
    return changes[0]?.at;
  }

  /** The latest change is no past: what it brought is there still. */
  async #changeAfter(): Promise<number | undefined> {
    if (!this.viewed) return undefined;
    const { changes, next } = await this.#stored.changes({ register: this.#name, after: this.viewed.at, limit: 1 });
    return next === undefined ? undefined : changes[0]?.at;
  }

  async #momentAt(at: number): Promise<Viewed> {
    const register = this.#name;
    const [values, { changes: following }] = await Promise.all([
      this.#stored.at({ at, registers: [register], limit: MOST_ALIKE }),
      this.#stored.changes({ register, after: at, limit: 1 }),
    ]);
    const { value, gap, since } = values.find((found) => found.register === register) ?? {};
    const next = following[0]?.at;
    const from = since ?? at;
    const [previous, unobserved] = await Promise.all([
      this.#valueBefore(from, value),
      value === undefined ? [] : this.#stored.unobserved({ from: at, to: next ?? Math.max(at + 1, this.#ticker.now) }),
    ]);
    const until = endOf(next, unobserved);
    return {
      ...{ at, from },
      ...(until !== undefined && { until }),
      ...(value !== undefined && { text: value }),
      ...(gap !== undefined && { gap }),
      ...(previous && { previous }),
    };
  }

  /** One by one: a value may be a megabyte, and nearly always the first will do. */
  async #valueBefore(from: number, other: JsonText | undefined): Promise<EarlierValue | undefined> {
    let before: number | undefined = from;
    for (let looked = 0; before !== undefined && looked < LOOKED_THROUGH; looked += 1) {
      const page: ChangesPage = await this.#stored.changes({ register: this.#name, before, limit: 1 });
      const found = earlierValue(page.changes, from, other);
      if (found) return found;
      before = page.next;
    }
    return undefined;
  }

  async #guarded(read: () => Promise<void>): Promise<void> {
    try {
      await read();
      this.problem = undefined;
    } catch (error) {
      this.problem = readingSentence(error);
      this.#failed = read;
    }
  }
}
