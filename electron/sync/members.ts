/** Members of plain data: absent is another thing than undefined. */
import type { SourceState } from "#shared/model/sync.ts";

export function without(state: SourceState, ...keys: readonly (keyof SourceState)[]): SourceState {
  const kept: Partial<SourceState> = { ...state };
  for (const key of keys) delete kept[key]; // eslint-disable-line @typescript-eslint/no-dynamic-delete -- a fresh copy
  return kept as SourceState;
}

/** Without what is undefined. */
export function defined<Members extends object>(
  members: Members,
): { [Key in keyof Members]?: Exclude<Members[Key], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}
