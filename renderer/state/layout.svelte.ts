import { MediaQuery } from "svelte/reactivity";

const KEY = "regdesk.sidebar";

/** What fits: below 1100 px the sidebar is a rail, below 1200 px the inspector lies over the list. */
export class LayoutState {
  readonly #roomForSidebar = new MediaQuery("min-width: 1100px", true);
  readonly #roomForInspector = new MediaQuery("min-width: 1200px", true);
  #collapsedWhenWide = $state(localStorage.getItem(KEY) === "rail");
  #expandedWhenNarrow = $state(false);

  get isRail(): boolean {
    return this.#roomForSidebar.current ? this.#collapsedWhenWide : !this.#expandedWhenNarrow;
  }

  get isInspectorDocked(): boolean {
    return this.#roomForInspector.current;
  }

  /** Remembered for wide windows only: in a narrow one the wide sidebar is a short visit. */
  toggleSidebar(): void {
    if (!this.#roomForSidebar.current) {
      this.#expandedWhenNarrow = !this.#expandedWhenNarrow;
      return;
    }
    this.#collapsedWhenWide = !this.#collapsedWhenWide;
    localStorage.setItem(KEY, this.#collapsedWhenWide ? "rail" : "wide");
  }
}
