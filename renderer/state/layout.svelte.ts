import { innerWidth } from "svelte/reactivity/window";
import type { Preferences } from "#shared/model/preferences.ts";
import type { PreferencesState } from "./preferences.svelte.ts";
import type { ThemeState } from "./theme.svelte.ts";

const ROOM_FOR_INSPECTOR = 1200;
/** Below this nothing has room beside the inspector. */
const ROOM_BESIDE_INSPECTOR = 640;
const ROOM_FOR_SIDEBAR = 1100;
/** Below this even the rail hides, behind a menu button. */
const ROOM_FOR_RAIL = 720;

const ROWS: Readonly<Record<Preferences["density"], number>> = { compact: 28, standard: 32, comfortable: 40 };
const ZOOM = { least: 80, most: 200, step: 10 };

/** What fits, and how large things are drawn. */
export class LayoutState {
  readonly #preferences: PreferencesState;
  readonly #theme: ThemeState;
  #expandedWhenNarrow = $state(false);

  /** The window's width in CSS pixels as the page draws them: zoomed in, there are fewer. Media queries do not know of the
   *  zoom, so whatever must fit asks here or is a container query. */
  readonly width = $derived.by(() => ((innerWidth.current ?? 1280) * 100) / this.#preferences.current.zoom);
  readonly #hasRoomForSidebar = $derived(this.width >= ROOM_FOR_SIDEBAR);

  /** Below 1100 px the sidebar is a rail, unless it was called for. */
  readonly isRail = $derived.by(() =>
    this.#hasRoomForSidebar ? this.#preferences.current.sidebarCollapsed : !this.#expandedWhenNarrow,
  );
  readonly isSidebarHidden = $derived(this.width < ROOM_FOR_RAIL && !this.#expandedWhenNarrow);
  /** The sidebar was called for where there is no room beside the page: it lies over it. */
  readonly isSidebarOver = $derived(this.width < ROOM_FOR_RAIL && this.#expandedWhenNarrow);
  readonly isInspectorDocked = $derived(this.width >= ROOM_FOR_INSPECTOR);
  /** The inspector covers the whole screen. */
  readonly isInspectorSheet = $derived(this.width <= ROOM_BESIDE_INSPECTOR);
  /** In CSS pixels. Gloves and trackpads in the sun need room, so the outdoor theme knows only the largest. */
  readonly density = $derived.by(() =>
    this.#theme.worn === "outdoor" ? "comfortable" : this.#preferences.current.density,
  );
  /** The height of a row in a list, in CSS pixels; the same as `--row`. */
  readonly row = $derived(ROWS[this.density]);

  constructor(preferences: PreferencesState, theme: ThemeState) {
    this.#preferences = preferences;
    this.#theme = theme;
  }

  /** Remembered for wide windows only: in a narrow one the wide sidebar is a short visit. */
  toggleSidebar(): void {
    if (this.#hasRoomForSidebar) {
      this.#preferences.change({ sidebarCollapsed: !this.#preferences.current.sidebarCollapsed });
    } else {
      this.#expandedWhenNarrow = !this.#expandedWhenNarrow;
    }
  }

  /** The short visit is over. */
  leaveSidebar(): void {
    this.#expandedWhenNarrow = false;
  }

  /** @param steps 1 larger, -1 smaller, 0 as it was */
  zoom(steps: number): void {
    const target = steps === 0 ? 100 : this.#preferences.current.zoom + steps * ZOOM.step;
    this.#preferences.change({ zoom: Math.max(ZOOM.least, Math.min(ZOOM.most, target)) });
  }
}
