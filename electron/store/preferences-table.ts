import { Preferences } from "#shared/model/preferences.ts";
import type { Database } from "./database.ts";

/** What a technician set; the defaults when nothing was, or when what was stored is no longer understood. */
export function loadPreferences(database: Database): Preferences {
  const text = database.prepare<[], string>("SELECT document FROM preferences").pluck().get();
  const stored = Preferences.safeParse(text === undefined ? {} : JSON.parse(text));
  return stored.success ? stored.data : Preferences.parse({});
}

export function preferencesTable(database: Database) {
  const upsert = database.prepare<[string]>("INSERT OR REPLACE INTO preferences (id, document) VALUES (1, ?)");
  return {
    save(preferences: Preferences): void {
      upsert.run(JSON.stringify(preferences));
    },
  };
}
