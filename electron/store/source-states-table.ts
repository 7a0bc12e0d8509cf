import { SourceState } from "#shared/model/sync.ts";
import type { Database } from "./database.ts";

/** What is not understood any more is left out: the next sync finds out anew. */
export function loadSourceStates(database: Database): SourceState[] {
  const texts = database.prepare<[], string>("SELECT document FROM source_states").pluck().all();
  return texts.flatMap((text) => {
    const state = SourceState.safeParse(JSON.parse(text));
    return state.success ? [state.data] : [];
  });
}

export function sourceStatesTable(database: Database) {
  // A state may come after its source was removed, and must not come back alone.
  const upsert = database.prepare<[string, string, string]>(
    `INSERT INTO source_states (source, document) SELECT ?, ? WHERE EXISTS (SELECT 1 FROM sources WHERE name = ?)
     ON CONFLICT (source) DO UPDATE SET document = excluded.document`,
  );
  return {
    save(state: SourceState): void {
      upsert.run(state.source, JSON.stringify(state), state.source);
    },
  };
}
