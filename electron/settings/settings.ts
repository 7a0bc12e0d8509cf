/** How this installation behaves, whoever looks at it. Nothing here knows what any single setting does: who needs one
 *  reads it, and listens. */
import type { Clock } from "#shared/clock.ts";
import { jsonText } from "#shared/json.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { Settings, SettingsChange } from "#shared/model/settings.ts";

/** What keeps settings over a restart, and what was changed of them. */
export interface SettingsStore {
  /** @throws {RegdeskError} `STORE_UNAVAILABLE` */
  append(activity: readonly Activity[], write: { readonly settings: Settings }): Promise<void>;
}

/** Hears of a change after it has taken effect. @param by who made it, for example `anna (window)` */
export type SettingsListener = (now: Settings, before: Settings, by: string) => void;

/** Unlike a window's preferences a setting counts only once it is stored: a port that is gone after the next start would
 *  leave devices without their registry. */
export class HostSettings {
  readonly #store: SettingsStore;
  readonly #clock: Clock;
  readonly #listeners = new Set<SettingsListener>();
  #now: Settings;
  /** Changes are made one after the other, each on top of the one before. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: SettingsStore, stored: Settings, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#now = stored;
  }

  get now(): Settings {
    return this.#now;
  }

  /** Changes those that are given and leaves the others. @throws {RegdeskError} `STORE_UNAVAILABLE`; then nothing changed */
  update(change: SettingsChange, by: string): Promise<Settings> {
    const made = this.#last.then(() => this.#make(change, by));
    this.#last = made.catch(() => undefined); // whoever asked for it hears of it
    return made;
  }

  /** Listens from this moment on. @returns stops listening */
  listen(listener: SettingsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #make(change: SettingsChange, by: string): Promise<Settings> {
    const before = this.#now;
    const changed = Object.entries(change).filter(
      ([name, value]) => value !== undefined && !isSame(name, value, before),
    );
    if (changed.length === 0) return before;
    const now = { ...before, ...(Object.fromEntries(changed) as Partial<Settings>) };
    const at = this.#clock.now();
    const activity = changed.map(([setting, value]): Activity => {
      const [was, is] = [jsonText(before[setting as keyof Settings]), jsonText(value ?? null)];
      return { kind: "setting-changed", at, by, setting, before: was, after: is };
    });
    await this.#store.append(activity, { settings: now });
    this.#now = now;
    for (const listener of this.#listeners) listener(now, before, by);
    return now;
  }
}

function isSame(name: string, value: unknown, before: Settings): boolean {
  return JSON.stringify(before[name as keyof Settings]) === JSON.stringify(value);
}
