import { Override } from "#shared/model/override.ts";
import type { Database } from "./database.ts";

export function loadOverrides(database: Database): Override[] {
  const texts = database.prepare<[], string>("SELECT document FROM overrides").pluck().all();
  return texts.map((text) => Override.parse(JSON.parse(text)));
}

export function overridesTable(database: Database) {
  const upsert = database.prepare<[string, string]>(
    "INSERT OR REPLACE INTO overrides (register, document) VALUES (?, ?)",
  );
  const remove = database.prepare<[string]>("DELETE FROM overrides WHERE register = ?");
  return {
    save(override: Override): void {
      upsert.run(override.register, JSON.stringify(override));
    },
    clear(register: string): void {
      remove.run(register);
    },
  };
}
