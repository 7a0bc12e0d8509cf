/** The language the window speaks. `text` and `clock` are live: whoever reads them while it draws gets the language of now,
 *  and the frame is drawn anew when it changes. Hence one rule: read them in components and functions, never keep what
 *  they say in a constant of a module. */
import { clockFormats, isoClockFormats, type ClockFormats } from "../clock-formats.ts";
import { de } from "./de.ts";
import { en, type Messages } from "./en.ts";
import { pseudo } from "./pseudo.ts";

export { languageFor } from "#shared/language.ts";

/** `qps` is the tests' own: English made strange, so that whatever stays readable has escaped the catalogues. */
export type Language = "en" | "de" | "qps";

const CATALOGUES: Readonly<Record<Language, () => Messages>> = { en: () => en, de: () => de, qps: () => pseudo(en) };

/** What Intl itself resolved, because `navigator.languages` may hold what Intl refuses (`en-US@posix`). */
const system = new Intl.DateTimeFormat().resolvedOptions().locale;

export let text: Messages = en;
export let clock: ClockFormats = clockFormats(localeFor("en", system));
/** How dates are written, for formats that only one screen needs. */
export let locale: string = localeFor("en", system);

/** From now on. @param times as the language writes them, or as logs do @returns both, for who draws anew with them */
export function speak(language: Language, times: "language" | "iso" = "language"): string {
  text = CATALOGUES[language]();
  locale = localeFor(text.language, system);
  clock = times === "iso" ? isoClockFormats(locale) : clockFormats(locale);
  return `${language} ${times}`;
}

/** The system's own way with dates where it speaks the language. Else British English, not American: it writes the day
 *  before the month, as most of the world does. */
export function localeFor(language: string, system: string): string {
  if (system.startsWith(language)) return system;
  return language === "en" ? "en-GB" : language;
}
