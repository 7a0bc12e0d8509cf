/** The language the desktop speaks: the window's, because they are one program. */
import { languageFor } from "#shared/language.ts";
import type { Preferences } from "#shared/model/preferences.ts";
import { de } from "./de.ts";
import { en, type Messages } from "./en.ts";

export type { Messages } from "./en.ts";

const CATALOGUES: Readonly<Record<"en" | "de", Messages>> = { en, de };

/** @param system what the person reads, best first, as the system knows it: tags like `de-CH` */
export function messagesFor(chosen: Preferences["language"], system: readonly string[]): Messages {
  return CATALOGUES[chosen === "system" ? languageFor(system) : chosen];
}
