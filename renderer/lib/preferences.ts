/** What preferences are before the host has said. */
import type { Preferences } from "#shared/model/preferences.ts";

/** The same as the model's own; written out, because the page must not build parsers (its policy forbids `eval`). */
export const DEFAULTS: Preferences = {
  theme: "system",
  density: "standard",
  language: "system",
  timeFormat: "language",
  zoom: 100,
  sidebarCollapsed: false,
  inspectorWidth: 380,
  singleKeys: true,
  alarmChime: false,
  pins: [],
  view: { query: "", layout: "auto", group: "none", columns: [], widths: {}, hidesExpired: false },
  devices: { layout: "list", group: "problems", sort: { column: "name", descending: false }, showsHidden: false },
  savedViews: [],
  introduced: false,
};

/** What decides how the first picture looks. This browser remembers it, so that nothing jumps when the host answers. */
const MIRRORED = [
  ...(["theme", "density", "language", "timeFormat", "zoom"] as const),
  ...(["sidebarCollapsed", "inspectorWidth", "introduced"] as const),
] as const;
const KEY = "regdesk.preferences";

export function writeMirror(preferences: Preferences): void {
  const mirrored = Object.fromEntries(MIRRORED.map((key) => [key, preferences[key]]));
  localStorage.setItem(KEY, JSON.stringify(mirrored));
}

export function readMirror(): Partial<Preferences> {
  try {
    const mirrored = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Preferences>;
    const known = MIRRORED.filter((key) => typeof mirrored[key] === typeof DEFAULTS[key]);
    return Object.fromEntries(known.map((key) => [key, mirrored[key]]));
  } catch {
    return {}; // another program's, or damaged: the host knows better anyway
  }
}

/** What is still to be sent: everything that was changed again since `sent` went out. */
export function without(wished: Partial<Preferences>, sent: Partial<Preferences>): Partial<Preferences> {
  const keys = Object.keys(wished) as (keyof Preferences)[];
  return Object.fromEntries(keys.filter((key) => wished[key] !== sent[key]).map((key) => [key, wished[key]]));
}
