import type { Preferences } from "#shared/model/preferences.ts";
import { languageFor, type Language } from "../lib/messages/messages.ts";
import type { PreferencesState } from "./preferences.svelte.ts";

/** Which language the window speaks, and how it writes times. The page draws the frame anew when it changes. */
export class LanguageState {
  readonly #preferences: PreferencesState;
  readonly #asked = asked();

  readonly spoken: Language = $derived.by(() => {
    const { language } = this.#preferences.current;
    return this.#asked ?? (language === "system" ? languageFor(navigator.languages) : language);
  });

  readonly times: Preferences["timeFormat"] = $derived.by(() => this.#preferences.current.timeFormat);

  constructor(preferences: PreferencesState) {
    this.#preferences = preferences;
  }
}

/** `?lang=qps` in front of the `#`: a test, or a look at a language without changing what is set. */
function asked(): Language | undefined {
  const lang = new URLSearchParams(location.search).get("lang");
  return lang === "en" || lang === "de" || lang === "qps" ? lang : undefined;
}
