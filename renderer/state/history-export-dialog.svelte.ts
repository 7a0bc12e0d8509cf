/** The dialog in which history is exported. There is one for the page, and anything on it may open it. */
import type { RegisterName } from "#shared/model/register.ts";

/** Of which registers; empty for all that have a past. */
let asked = $state.raw<readonly RegisterName[]>();

export function openHistoryExport(registers: readonly RegisterName[]): void {
  asked = registers;
}

export function closeHistoryExport(): void {
  asked = undefined;
}

/** What was asked for; nothing while the dialog is closed. */
export function askedForHistory(): readonly RegisterName[] | undefined {
  return asked;
}
