import type { SourceWrite, StoredSources } from "../sync/source-store.ts";
import type { Database } from "./database.ts";
import { loadOverrides, overridesTable } from "./overrides-table.ts";
import { loadSourceRegisters, sourceRegistersTable } from "./source-registers-table.ts";
import { loadSourceStates, sourceStatesTable } from "./source-states-table.ts";
import { loadSources, sourcesTable } from "./sources-table.ts";
import { lastSyncRunId, syncRunsTable } from "./sync-runs-table.ts";

/** Everything that is stored of sources. */
export function loadStoredSources(database: Database): StoredSources {
  return {
    ...loadSources(database),
    states: loadSourceStates(database),
    registers: loadSourceRegisters(database),
    overrides: loadOverrides(database),
    lastRunId: lastSyncRunId(database),
  };
}

export function sourceTables(database: Database) {
  const sources = sourcesTable(database);
  const states = sourceStatesTable(database);
  const registers = sourceRegistersTable(database);
  const runs = syncRunsTable(database);
  const overrides = overridesTable(database);
  return {
    save(write: SourceWrite): void {
      write.sources?.forEach((source) => sources.save(source));
      write.emptiedSources?.forEach((name) => registers.empty(name));
      if (write.registers !== undefined) registers.apply(write.registers.source, write.registers.json);
      write.states?.forEach((state) => states.save(state));
      write.runs?.forEach((run) => runs.save(run));
      write.overrides?.forEach((override) => overrides.save(override));
      write.clearedOverrides?.forEach((register) => overrides.clear(register));
      write.goneSources?.forEach((name) => sources.remove(name));
    },
  };
}
