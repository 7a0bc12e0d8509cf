import type { ChangeRequest } from "#shared/model/change-request.ts";
import { stampForFile } from "../../../lib/export/iso-time.ts";
import { MIME } from "../../../lib/export/registers-export.ts";
import { openSink } from "../../../lib/export/write-file.ts";
import { text } from "../../../lib/messages/messages.ts";
import { requestPieces, type RequestExport } from "../../../lib/request-export.ts";
import type { AppState } from "../../../state/app.ts";

/** Writes requests into a file the technician chooses, and says so. */
export async function exportRequests(
  { toasts, ticker }: Pick<AppState, "toasts" | "ticker">,
  requests: readonly ChangeRequest[],
  options: RequestExport,
): Promise<void> {
  const words = text.changes.exports;
  try {
    const name = `change-requests-${stampForFile(ticker.now)}.${options.format}`;
    if (await write(name, requests, options)) toasts.say(words.done(requests.length));
  } catch (error) {
    toasts.fail(new Error(words.failed(error instanceof Error ? error.message : String(error))));
  }
}

/** @returns whether there is a file now */
async function write(name: string, requests: readonly ChangeRequest[], options: RequestExport): Promise<boolean> {
  const sink = await openSink(name, MIME[options.format]);
  if (!sink) return false;
  try {
    for (const piece of requestPieces(requests, options)) await sink.write(piece);
    await sink.close();
    return true;
  } catch (error) {
    await sink.abort().catch(() => undefined);
    throw error;
  }
}
