import { actionFor, type Action } from "../lib/key-bindings.ts";
import type { AlarmRuleId } from "#shared/model/alarm.ts";
import type { SuggestedAlarmRule } from "../lib/alarms/rule-form.ts";
import { cycleRegion } from "../lib/regions.ts";
import type { Section } from "../lib/route.ts";
import type { AppState } from "./app.ts";

/** What the rules of alarms were opened for. */
export interface AlarmRulesAsked {
  /** A rule to begin with, as far as it is known. */
  readonly suggested?: SuggestedAlarmRule;
  /** A rule to be changed. */
  readonly edited?: AlarmRuleId;
}

/** What can be done from everywhere, by key and from the palette. */
export class CommandsState {
  readonly #app: AppState;
  isPaletteOpen = $state(false);
  isCheatSheetOpen = $state(false);
  /** The drawer of alarms and notices. */
  areNoticesOpen = $state(false);
  /** Which of its tabs is open; undefined leaves it to what there is to see when it opens. */
  noticesTab = $state<"alarms" | "notices">();
  /** The rules of alarms, while they are looked at. */
  alarmRules = $state.raw<AlarmRulesAsked>();

  constructor(app: AppState) {
    this.#app = app;
  }

  /** @returns whether the key did something and is used up */
  press(event: KeyboardEvent): boolean {
    const action = actionFor(event, "everywhere");
    const act = action && this.#acts[action];
    return act !== undefined && act() !== false;
  }

  showAlarms(): void {
    this.noticesTab = "alarms";
    this.areNoticesOpen = true;
  }

  showNotices(): void {
    this.noticesTab = "notices";
    this.areNoticesOpen = true;
  }

  closeNotices(): void {
    this.areNoticesOpen = false;
    this.noticesTab = undefined;
  }

  /** Whatever lies over the window goes away, because it belongs to where one was. */
  go(section: Section): void {
    this.isPaletteOpen = false;
    this.isCheatSheetOpen = false;
    this.closeNotices();
    this.alarmRules = undefined;
    this.#app.layout.leaveSidebar();
    this.#app.router.go({ section, query: {} });
  }

  /** `false` says that there was nothing to do, so that the key may mean what it means elsewhere. */
  readonly #acts: Readonly<Partial<Record<Action, () => unknown>>> = {
    palette: () => (this.isPaletteOpen = !this.isPaletteOpen),
    keys: () => (this.isCheatSheetOpen = true),
    notices: () => (this.areNoticesOpen ? this.closeNotices() : (this.areNoticesOpen = true)),
    overview: () => this.go("overview"),
    registers: () => this.go("registers"),
    devices: () => this.go("devices"),
    changes: () => this.go("changes"),
    sources: () => this.go("sources"),
    activity: () => this.go("activity"),
    connect: () => this.go("connect"),
    settings: () => this.go("settings"),
    nextRegion: () => cycleRegion(1),
    previousRegion: () => cycleRegion(-1),
    sidebar: () => this.#app.layout.toggleSidebar(),
    outdoor: () => this.#app.theme.toggleOutdoor(),
    zoomIn: () => this.#app.layout.zoom(1),
    zoomOut: () => this.#app.layout.zoom(-1),
    zoomReset: () => this.#app.layout.zoom(0),
    undo: () => this.#app.toasts.undoLast(),
  };
}
