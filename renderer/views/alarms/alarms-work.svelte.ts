import type { Alarm, AlarmId } from "#shared/model/alarm.ts";
import { arrangeAlarms, isUnacknowledged, type ArrangedAlarms } from "../../lib/alarms/arrange.ts";
import { clock, text } from "../../lib/messages/messages.ts";
import type { AppState } from "../../state/app.ts";

/** What is being asked before it is done. */
export interface Asking {
  readonly how: "note" | "shelve";
  readonly alarms: readonly Alarm[];
}

/** Rows drawn before somebody asks for more. */
const FIRST = 100;

/* eslint-disable svelte/prefer-svelte-reactivity -- the sets are replaced, never altered */
/** The work on a list of alarms: which row the keyboard is on, which are ticked, and what is done with them. */
export class AlarmsWork {
  readonly #app: Pick<AppState, "alarms" | "toasts" | "ticker">;
  #ticked = $state.raw<ReadonlySet<AlarmId>>(new Set());
  #current = $state.raw<AlarmId>();
  /** Where the current row was when it was last there: what comes after it takes its place. */
  #index = 0;
  #most = $state(FIRST);
  asking = $state.raw<Asking>();
  /** Counts what was done, for who puts the focus where it belongs then. */
  done = $state(0);

  readonly #all: ArrangedAlarms;
  readonly arranged: ArrangedAlarms;
  /** The rows, in their order. */
  readonly rows: readonly Alarm[];
  /** How many rows are not drawn. */
  readonly more: number;
  /** Also those that others have pushed out of what is drawn. */
  readonly ticked: readonly Alarm[];
  /** Of the whole list, drawn or not. */
  readonly unacknowledged: readonly Alarm[];
  /** How many of those are not drawn. */
  readonly undrawn: number;

  constructor(app: Pick<AppState, "alarms" | "toasts" | "ticker">, listed: () => readonly Alarm[]) {
    this.#app = app;
    this.#all = $derived(arrangeAlarms(listed()));
    this.arranged = $derived(firstOf(this.#all, this.#most));
    this.rows = $derived([...this.arranged.open, ...this.arranged.shelved, ...this.arranged.muted]);
    this.more = $derived(this.#all.open.length + this.#all.shelved.length + this.#all.muted.length - this.rows.length);
    const listedNow = $derived([...this.#all.open, ...this.#all.shelved, ...this.#all.muted]);
    this.ticked = $derived(listedNow.filter(({ id }) => this.#ticked.has(id)));
    this.unacknowledged = $derived(listedNow.filter(isUnacknowledged));
    this.undrawn = $derived(this.unacknowledged.length - this.rows.filter(isUnacknowledged).length);
  }

  /** The row the keyboard is on; where it went, the one that took its place. */
  get current(): Alarm | undefined {
    const at = this.rows.findIndex(({ id }) => id === this.#current);
    return this.rows[at] ?? this.rows[Math.min(this.#index, this.rows.length - 1)];
  }

  get index(): number {
    const { current } = this;
    return current === undefined ? -1 : this.rows.indexOf(current);
  }

  moveTo(index: number): void {
    this.#index = Math.max(0, Math.min(index, this.rows.length - 1));
    this.#current = this.rows[this.#index]?.id;
  }

  showMore(): void {
    this.#most = Infinity;
  }

  isTicked(id: AlarmId): boolean {
    return this.#ticked.has(id);
  }

  toggle(id: AlarmId): void {
    const next = new Set(this.#ticked);
    if (!next.delete(id)) next.add(id);
    this.#ticked = next;
  }

  untick(): void {
    this.#ticked = new Set();
  }

  /** What a key is about: what is ticked, else the row it is on. */
  get meant(): readonly Alarm[] {
    if (this.ticked.length > 0) return this.ticked;
    return this.current === undefined ? [] : [this.current];
  }

  /** Of these, those nobody has acknowledged. */
  async acknowledge(alarms: readonly Alarm[], note = ""): Promise<boolean> {
    const at = this.index;
    const ids = alarms.filter(isUnacknowledged).map(({ id }) => id);
    if (ids.length === 0 || !(await this.#app.alarms.acknowledge(ids, note))) return false;
    this.#app.toasts.say(text.alarms.act.acknowledged(ids.length));
    this.#settle(at);
    return true;
  }

  ask(how: Asking["how"], alarms: readonly Alarm[]): void {
    const meant = how === "note" ? alarms.filter(isUnacknowledged) : alarms;
    if (meant.length > 0) this.asking = { how, alarms: meant };
  }

  /** @param until epoch milliseconds */
  async shelve(alarms: readonly Alarm[], until: number, reason: string): Promise<boolean> {
    const at = this.index;
    const { alarms: state, toasts, ticker } = this.#app;
    const ids = alarms.map(({ id }) => id);
    if (!(await state.shelve(ids, until, reason))) return false;
    const sentence = text.alarms.act.shelved(ids.length, clock.minute(until, ticker.now));
    toasts.undoable({ sentence, undo: () => state.unshelve(ids) });
    this.#settle(at);
    return true;
  }

  async unshelve(alarms: readonly Alarm[]): Promise<void> {
    const at = this.index;
    try {
      await this.#app.alarms.unshelve(alarms.map(({ id }) => id));
      this.#app.toasts.say(text.alarms.act.unshelved(alarms.length));
      this.#settle(at);
    } catch (error) {
      this.#app.toasts.fail(error);
    }
  }

  async clear(alarms: readonly Alarm[]): Promise<void> {
    const at = this.index;
    if (!(await this.#app.alarms.clear(alarms.map(({ id }) => id)))) return;
    this.#app.toasts.say(text.alarms.act.cleared(alarms.length));
    this.#settle(at);
  }

  /** The keyboard stays where it was, though the alarm has another place now: whoever works down the list goes on with the
   *  next. */
  #settle(at: number): void {
    this.asking = undefined;
    this.#current = undefined;
    this.#index = at;
    this.done += 1;
    this.untick();
  }
}

function firstOf({ open, shelved, muted, under }: ArrangedAlarms, most: number): ArrangedAlarms {
  return {
    open: open.slice(0, most),
    shelved: shelved.slice(0, Math.max(0, most - open.length)),
    muted: muted.slice(0, Math.max(0, most - open.length - shelved.length)),
    under,
  };
}
