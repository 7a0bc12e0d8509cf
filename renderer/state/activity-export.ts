import type { Activity } from "#shared/model/activity.ts";
import { activityPieces, type ActivityExport } from "../lib/activity-export.ts";
import { stampForFile } from "../lib/export/iso-time.ts";
import { MIME, type Format } from "../lib/export/registers-export.ts";
import { openSink } from "../lib/export/write-file.ts";
import { text } from "../lib/messages/messages.ts";
import type { AppState } from "./app.ts";

export interface ExportChoice {
  readonly format: Format;
  /** Marks CSV as UTF-8. */
  readonly hasBom: boolean;
}

/** Writes entries of the timeline into a file the technician chooses, and says so. */
export async function exportActivity(
  { toasts, ticker, changeRequests }: Pick<AppState, "toasts" | "ticker" | "changeRequests">,
  entries: readonly Activity[],
  { format, hasBom }: ExportChoice,
): Promise<void> {
  const words = text.activity.exports;
  const valueFor = (entry: Activity) =>
    entry.kind === "change-request"
      ? changeRequests.forRegister(entry.register).find(({ id }) => id === entry.changeRequest)?.value
      : undefined;
  try {
    const name = `activity-${stampForFile(ticker.now)}.${format}`;
    if (await write(name, entries, { format, hasBom, valueFor })) toasts.say(words.done(entries.length));
  } catch (error) {
    toasts.fail(new Error(words.failed(error instanceof Error ? error.message : String(error))));
  }
}

/** @returns whether there is a file now */
async function write(name: string, entries: readonly Activity[], options: ActivityExport): Promise<boolean> {
  const sink = await openSink(name, MIME[options.format]);
  if (!sink) return false;
  try {
    for (const piece of activityPieces(entries, options)) await sink.write(piece);
    await sink.close();
    return true;
  } catch (error) {
    await sink.abort().catch(() => undefined);
    throw error;
  }
}
