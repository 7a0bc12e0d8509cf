import { MediaQuery } from "svelte/reactivity";
import type { Preferences } from "#shared/model/preferences.ts";
import type { PreferencesState } from "./preferences.svelte.ts";

export type Theme = Exclude<Preferences["theme"], "system">;

/** In the order they are offered. */
export const THEME_CHOICES: readonly Preferences["theme"][] = ["system", "light", "dark", "outdoor", "night"];

/** Which colours the window wears. */
export class ThemeState {
  readonly #preferences: PreferencesState;
  readonly #prefersDark = new MediaQuery("prefers-color-scheme: dark", false);
  /** What was on before the sun came out. */
  #indoors: Preferences["theme"] = "system";

  /** The theme that is on. */
  readonly worn: Theme = $derived.by(() => {
    const { theme } = this.#preferences.current;
    if (theme !== "system") return theme;
    return this.#prefersDark.current ? "dark" : "light";
  });

  constructor(preferences: PreferencesState) {
    this.#preferences = preferences;
  }

  /** For what knows only light and dark. */
  get brightness(): "light" | "dark" {
    return this.worn === "dark" || this.worn === "night" ? "dark" : "light";
  }

  /** Out into the sun, and back to what was on before. */
  toggleOutdoor(): void {
    const { theme } = this.#preferences.current;
    if (theme !== "outdoor") this.#indoors = theme;
    this.#preferences.change({ theme: theme === "outdoor" ? this.#indoors : "outdoor" });
  }
}
