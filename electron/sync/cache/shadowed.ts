import { setImmediate as nextTurn } from "node:timers/promises";
import type { SourceName } from "#shared/model/source.ts";
import type { Registry } from "../../registry/registry.ts";

/** Registers looked at before others have a turn. */
const PER_TURN = 5_000;

/** How many registers of a source something else hides: a live device, or a source that comes first. */
export async function shadowedOf(source: SourceName, registry: Registry): Promise<number> {
  let shadowed = 0;
  let looked = 0;
  for (const name of registry.mirrored(source).keys()) {
    if (registry.find(name)?.source !== source) shadowed++;
    if (++looked % PER_TURN === 0) await nextTurn();
  }
  return shadowed;
}
