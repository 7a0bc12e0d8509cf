import type { Source } from "#shared/model/source.ts";
import type { SourceState } from "#shared/model/sync.ts";
import { checkKind, isConnectedOtherwise, isSyncedOtherwise } from "./source-check.ts";
import { ofAnotherConnection, standing, withoutRegisters } from "./source-state.ts";

export interface SourceEdit {
  readonly before: Source;
  readonly source: Source;
  readonly isSame: boolean;
  /** What is synced becomes another, and what is under way is worth nothing. */
  readonly isAnew: boolean;
  /** Its registers go, because they are kept elsewhere from now on. */
  readonly isEmptied: boolean;
}

/** What an edit comes to. A source's place and the file it comes from are no matter of an edit.
 *  @throws {RegdeskError} `SOURCE_INVALID` */
export function editOf(before: Source, given: Source, isNewSecret: boolean): SourceEdit {
  checkKind(before, given);
  const { file: _file, ...wished } = given;
  const source: Source = {
    ...wished,
    order: before.order,
    ...(before.file === undefined ? {} : { file: before.file }),
  };
  const isSame = !isNewSecret && JSON.stringify(sorted(before)) === JSON.stringify(sorted(source));
  const isAnew = isNewSecret || isSyncedOtherwise(before, source);
  return { before, source, isSame, isAnew, isEmptied: before.keep !== source.keep };
}

export function stateAfter({ before, source, isEmptied }: SourceEdit, state: SourceState, now: number): SourceState {
  if (isEmptied) return withoutRegisters(source, state, now);
  return isConnectedOtherwise(before, source) ? ofAnotherConnection(source, state, now) : standing(source, state, now);
}

/** Members in the order of their names: who wrote them is no matter. */
function sorted(source: Source): unknown {
  return Object.entries(source).sort(([a], [b]) => (a < b ? -1 : 1));
}
