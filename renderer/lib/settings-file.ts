/** All settings as one file: those of the installation and those of the window. */
import type { Preferences, PreferencesChange } from "#shared/model/preferences.ts";
import type { Settings, SettingsChange } from "#shared/model/settings.ts";
import { DEFAULTS } from "./preferences.ts";
import { DEFAULT_SETTINGS } from "./settings.ts";

export interface SettingsFile {
  readonly settings: SettingsChange;
  readonly preferences: PreferencesChange;
}

/** A setting that the file would change; values as JSON texts. */
export interface Difference {
  readonly name: string;
  readonly now: string;
  readonly then: string;
}

const KIND = "regdesk settings";

/** What belongs to this one screen and this one person is no setting to take along. */
const LEFT_OUT: readonly (keyof Preferences)[] = ["introduced", "sidebarCollapsed", "inspectorWidth"];

export function settingsFileText(settings: Settings, preferences: Preferences): string {
  const taken = Object.entries(preferences).filter(([name]) => !LEFT_OUT.includes(name as keyof Preferences));
  return `${JSON.stringify({ kind: KIND, format: 1, settings, preferences: Object.fromEntries(taken) }, undefined, 2)}\n`;
}

/** What it says of settings this Regdesk knows; the host checks the values. @returns nothing when it is no such file */
export function readSettingsFile(text: string): SettingsFile | undefined {
  try {
    const file = JSON.parse(text) as { kind?: unknown; settings?: object; preferences?: object } | null;
    if (file?.kind !== KIND) return undefined;
    const preferences = known(file.preferences, DEFAULTS).filter(
      ([name]) => !LEFT_OUT.includes(name as keyof Preferences),
    );
    return {
      settings: Object.fromEntries(known(file.settings, DEFAULT_SETTINGS)),
      preferences: Object.fromEntries(preferences),
    };
  } catch {
    return undefined; // not even JSON
  }
}

function known(given: object | undefined, defaults: object): [string, unknown][] {
  return Object.entries(given ?? {}).filter(([name]) => Object.hasOwn(defaults, name));
}

export function differencesOf(file: SettingsFile, settings: Settings, preferences: Preferences): Difference[] {
  return [...between(settings, file.settings), ...between(preferences, file.preferences)];
}

function between(now: object, then: object): Difference[] {
  const before = now as Readonly<Record<string, unknown>>;
  return Object.entries(then)
    .map(([name, value]) => ({ name, now: JSON.stringify(before[name]), then: JSON.stringify(value) }))
    .filter((difference) => difference.now !== difference.then);
}
