import { Source } from "#shared/model/source.ts";
import type { Database } from "./database.ts";

interface Row {
  readonly name: string;
  readonly document: string;
}

/** The sources, and the names of those whose document is not understood any more. */
export function loadSources(database: Database): { sources: Source[]; unreadable: string[] } {
  const rows = database.prepare<[], Row>("SELECT name, document FROM sources ORDER BY name").all();
  const sources: Source[] = [];
  const unreadable: string[] = [];
  for (const { name, document } of rows) {
    const source = Source.safeParse(JSON.parse(document));
    if (source.success) sources.push(source.data);
    else unreadable.push(name);
  }
  return { sources, unreadable };
}

export function sourcesTable(database: Database) {
  const upsert = database.prepare<[string, string]>(
    "INSERT INTO sources (name, document) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET document = excluded.document",
  );
  const remove = database.prepare<[string]>("DELETE FROM sources WHERE name = ?");
  return {
    save(source: Source): void {
      upsert.run(source.name, JSON.stringify(source));
    },
    /** What is kept of it goes with it; the schema sees to that. */
    remove(name: string): void {
      remove.run(name);
    },
  };
}
