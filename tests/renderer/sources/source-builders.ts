import type { ShownSource, SourceStanding } from "../../../renderer/lib/sources/standing.ts";
import { Source } from "#shared/model/source.ts";
import { SourceState } from "#shared/model/sync.ts";

export function aSource(given: Partial<Omit<Source, "name">> & { readonly name?: string } = {}): Source {
  return Source.parse({ name: "plant-catalog", connection: { kind: "file", path: "/catalog.json" }, ...given });
}

export function aSourceState(given: Partial<SourceState> = {}): SourceState {
  return SourceState.parse({
    source: "plant-catalog",
    phase: "complete",
    conditions: [],
    counts: { registers: 0, skipped: 0, shadowed: 0 },
    ...given,
  });
}

export function aShownSource(source: Parameters<typeof aSource>[0], standing: SourceStanding): ShownSource {
  return { source: aSource(source), state: aSourceState(), hasSecret: false, standing };
}
