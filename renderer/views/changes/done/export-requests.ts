import type { ChangeRequest } from "#shared/model/change-request.ts";
import { stampForFile } from "../../../lib/export/iso-time.ts";
import { MIME } from "../../../lib/export/registers-export.ts";
import { openSink } from "../../../lib/export/write-file.ts";
import { text } from "../../../lib/messages/messages.ts";
import { requestPieces, type RequestExport } from "../../../lib/request-export.ts";
import type { AppState } from "../../../state/app.ts";
import type { FinishedQuery } from "../../../state/change-requests.svelte.ts";

const PAGE = 1_000;

/** Writes all that is over and matches into a file the technician chooses, and says so. */
export async function exportRequests(
  { toasts, ticker, changeRequests }: Pick<AppState, "toasts" | "ticker" | "changeRequests">,
  wanted: FinishedQuery,
  options: RequestExport,
): Promise<void> {
  const words = text.changes.exports;
  try {
    const name = `change-requests-${stampForFile(ticker.now)}.${options.format}`;
    const written = await write(name, changeRequests.finishedPages(wanted, PAGE), options);
    if (written !== undefined) toasts.say(words.done(written));
  } catch (error) {
    toasts.fail(new Error(words.failed(error instanceof Error ? error.message : String(error))));
  }
}

/** @returns how many requests are in the file; nothing when there is none */
async function write(
  name: string,
  pages: AsyncIterable<readonly ChangeRequest[]>,
  options: RequestExport,
): Promise<number | undefined> {
  const sink = await openSink(name, MIME[options.format]);
  if (!sink) return undefined;
  let written = 0;
  try {
    for await (const { text: piece, done } of requestPieces(pages, options)) {
      await sink.write(piece);
      written = done;
    }
    await sink.close();
    return written;
  } catch (error) {
    await sink.abort().catch(() => undefined);
    throw error;
  }
}
