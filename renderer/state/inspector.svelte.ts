import type { RegisterName } from "#shared/model/register.ts";
import type { Step } from "../lib/json-path.ts";
import type { Run } from "../lib/run-log.ts";
import type { AppState } from "./app.ts";
import { HistoryState } from "./history.svelte.ts";

/** A line in the plot. */
export interface Plotted {
  readonly name: RegisterName;
  /** Where in a structure; empty for the value itself. */
  readonly path: readonly Step[];
}

/** More lines than this cannot be told apart. */
export const MOST_COMPARED = 5;

/** What outlasts a look at one register: the lines to compare others with, and the moment being looked at. */
export class InspectorState {
  readonly history: HistoryState;
  /** When the window began to record, in epoch milliseconds. */
  readonly since: number;
  compared = $state.raw<readonly Plotted[]>([]);
  /** The past value being looked at, and whose it is. */
  #viewed = $state.raw<{ readonly name: RegisterName; readonly run: Run }>();

  constructor({ registers, ticker }: Pick<AppState, "registers" | "ticker">) {
    this.history = new HistoryState(registers);
    this.since = ticker.now;
    this.history.start();
  }

  viewed(name: RegisterName): Run | undefined {
    return this.#viewed?.name === name ? this.#viewed.run : undefined;
  }

  view(name: RegisterName, run: Run | undefined): void {
    this.#viewed = run && { name, run };
  }

  compare(line: Plotted): void {
    const others = this.compared.filter(({ name }) => name !== line.name);
    this.compared = [...others, line].slice(-MOST_COMPARED);
  }

  leaveOut(name: RegisterName): void {
    this.compared = this.compared.filter((line) => line.name !== name);
  }
}

const states = new WeakMap<AppState, InspectorState>();

/** One for the page; it begins to record when it is first asked for, hence early. */
export function inspectorOf(app: AppState): InspectorState {
  let state = states.get(app);
  if (!state) states.set(app, (state = new InspectorState(app)));
  return state;
}
