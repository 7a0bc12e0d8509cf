import { setImmediate as nextTurn } from "node:timers/promises";
import type { Source, SourceName } from "#shared/model/source.ts";
import type { Registry } from "../../registry/registry.ts";
import type { RegisterRow } from "../source-store.ts";
import { mirrorChange } from "./sync-once.ts";

/** Registers that go at once: more would keep others waiting. */
const PER_TURN = 1_000;

/** Shows what the last run of Regdesk left of a source, whatever room there is: it was there before. Sources that are shown
 *  earlier win. */
export function showStored(source: Source, rows: readonly RegisterRow[], registry: Registry): void {
  const put = source.keep === "memory" ? [] : rows;
  registry.mirror(source.name, mirrorChange({ put, gone: [] }), { isSureOfRoom: true });
}

/** All registers of a source go. */
export async function hideAll(source: SourceName, registry: Registry): Promise<void> {
  const names = [...registry.mirrored(source).keys()];
  for (let start = 0; start < names.length; start += PER_TURN) {
    registry.mirror(source, { put: new Map(), gone: names.slice(start, start + PER_TURN) });
    await nextTurn();
  }
}
