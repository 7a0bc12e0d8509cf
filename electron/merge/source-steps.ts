import type { Source } from "#shared/model/source.ts";
import { tokenApart } from "../sync/peer-token.ts";
import { checkSource } from "../sync/source-check.ts";
import type { SyncManager } from "../sync/sync-manager.ts";
import { addsChecked, AS_SAID, isSame, stays, type MergeStep } from "./step.ts";

/** Sources whose name is free here. They come switched off: their passwords are in no backup, a path may not be there, and
 *  nobody here has looked at what they would mirror.
 *  @param now epoch milliseconds */
export function sourceSteps(
  theirs: readonly Source[],
  manager: Pick<SyncManager, "find" | "add">,
  now: number,
): MergeStep[] {
  return theirs.map((described): MergeStep => {
    const thing = { kind: "source", name: described.name } as const;
    const here = manager.find(described.name)?.source;
    if (here !== undefined) return stays(thing, isSame(told(here), told(described)) ? "same" : "taken");
    // A token in an address of before is a secret, and stays in the backup; so does the file that described it there.
    const { file: _, ...source } = tokenApart(described, undefined).source;
    const coming: Source = { ...source, enabled: false };
    return addsChecked(
      thing,
      () => checkSource(coming, now),
      async (by) => {
        await manager.add(coming, undefined, by);
        return AS_SAID;
      },
    );
  });
}

/** Its place, its file and whether it is switched on do not make it another. */
function told({ order: _order, file: _file, enabled: _enabled, ...source }: Source): unknown {
  return source;
}
