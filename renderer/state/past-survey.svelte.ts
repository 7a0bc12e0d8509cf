import type { Gap, Period } from "#shared/model/history.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { stretchAround, type Span } from "../lib/past.ts";
import type { StoredHistory } from "./stored-history.ts";

/** More marks cannot be told apart on so short a line. */
const MARKS = 160;

/** The stretch of a register's past to choose a moment from: when something changed in it, and when nothing was known. */
export class PastSurvey {
  readonly #name: RegisterName;
  readonly #stored: StoredHistory;
  span = $state<Span>("day");
  /** Undefined before it was read, and where nothing is kept. */
  range = $state.raw<Period>();
  isRead = $state(false);
  /** The oldest change that is kept; undefined where there is none. */
  oldest = $state<number>();
  /** It reached to the present when it was read. */
  endsNow = $state(true);
  /** When something changed, and how often it did about then, from 0 to 1. */
  changes = $state.raw<readonly (readonly [at: number, density: number])[]>([]);
  gaps = $state.raw<readonly Gap[]>([]);
  /** Rises with every look, so that an answer that comes too late is known. */
  #turn = 0;

  constructor(name: RegisterName, stored: StoredHistory) {
    this.#name = name;
    this.#stored = stored;
  }

  /** @param at the moment looked at  @throws {Error} when the history cannot be read */
  async read(at: number | undefined, now: number): Promise<void> {
    const turn = ++this.#turn;
    const { changes } = await this.#stored.changes({ register: this.#name, after: 0, limit: 1 });
    if (turn !== this.#turn) return;
    this.oldest = changes[0]?.at;
    this.isRead = true;
    if (this.oldest === undefined) return;
    const range = stretchAround(this.span, { at, oldest: this.oldest, now });
    const { series } = await this.#stored.series({ ...range, series: [{ register: this.#name }], points: MARKS });
    if (turn !== this.#turn) return;
    const [line] = series;
    this.range = range;
    this.endsNow = range.to >= now;
    const most = Math.max(1, ...(line?.count ?? []));
    this.changes = line?.at.map((moment, index) => [moment, (line.count[index] ?? 0) / most] as const) ?? [];
    this.gaps = line?.gaps ?? [];
  }

  covers(at: number): boolean {
    return this.range !== undefined && at >= this.range.from && at <= this.range.to;
  }
}
