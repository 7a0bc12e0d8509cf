/** The language the window speaks. */
import { clockFormats } from "../time.ts";
import { en, type Messages } from "./en.ts";

export const text: Messages = en;

/** What Intl itself resolved, because `navigator.languages` may hold what Intl refuses (`en-US@posix`). British English for
 *  who reads another language: it writes the day before the month, as most of the world does. */
const system = new Intl.DateTimeFormat().resolvedOptions().locale;
const locale = system.startsWith(text.language) ? system : "en-GB";

export const clock = clockFormats(locale);
