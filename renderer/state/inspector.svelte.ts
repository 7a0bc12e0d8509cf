import type { RegisterName } from "#shared/model/register.ts";
import type { Viewed } from "../lib/past.ts";
import type { AppState } from "./app.ts";
import { HistoryState } from "./history.svelte.ts";
import { PlotView } from "./plot-view.svelte.ts";
import { RegisterPast } from "./register-past.svelte.ts";

type Needs = Pick<AppState, "registers" | "ticker" | "storedHistory">;

/** What outlasts a look at one register: what the plot shows, and the moment being looked at. */
export class InspectorState {
  readonly #app: Needs;
  readonly history: HistoryState;
  readonly plot: PlotView = new PlotView();
  /** Of the register that was looked at last. */
  #past: { readonly name: RegisterName; readonly past: RegisterPast } | undefined;

  constructor(app: Needs) {
    this.#app = app;
    this.history = new HistoryState(app.registers);
    this.history.start();
  }

  /** Its stored past; who looks at another register begins in the present. */
  past(name: RegisterName): RegisterPast {
    if (this.#past?.name !== name) {
      // A root of its own: whoever asks first would not hear of changes of what was made while it asked.
      $effect.root(() => void (this.#past = { name, past: new RegisterPast(name, this.#app) }));
    }
    if (this.#past === undefined) throw new Error("a root runs at once");
    return this.#past.past;
  }

  viewed(name: RegisterName): Viewed | undefined {
    return this.past(name).viewed;
  }

  /** @param moment when what is to be looked at began; nothing for the present */
  view(name: RegisterName, moment: { readonly from: number } | undefined): void {
    if (moment) void this.past(name).goTo(Math.round(moment.from));
    else this.past(name).live();
  }
}

const states = new WeakMap<AppState, InspectorState>();

/** One for the page; it begins to record when it is first asked for, hence early. */
export function inspectorOf(app: AppState): InspectorState {
  let state = states.get(app);
  if (!state) states.set(app, (state = new InspectorState(app)));
  return state;
}
