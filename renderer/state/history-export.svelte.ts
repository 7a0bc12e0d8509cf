import type { ExportAsked } from "#shared/contract/history.ts";
import type { HistoryFormat } from "#shared/history-text.ts";
import { stampForFile } from "../lib/export/iso-time.ts";
import { MIME } from "../lib/export/registers-export.ts";
import { openSink, type Sink } from "../lib/export/write-file.ts";
import { historyPieces, type HistoryProgress } from "../lib/history-export.ts";
import type { StoredHistory } from "./stored-history.ts";

export type Ending = "done" | "stopped" | "dismissed" | "nothing";

/** One export at a time, page by page from the host into the file: neither holds the whole. */
export class HistoryExport {
  readonly #stored: Pick<StoredHistory, "exportPage">;
  /** Nothing while none runs. */
  progress = $state.raw<HistoryProgress>();
  /** How many lines the last one has. */
  lines = 0;
  #over = new AbortController();

  constructor(stored: Pick<StoredHistory, "exportPage">) {
    this.#stored = stored;
  }

  /** Whatever the host is at; nothing is kept. */
  stop(): void {
    this.#over.abort();
  }

  /** @param now for the file's name  @throws {Error} when the history cannot be read or the file not written */
  async run(questions: readonly ExportAsked[], format: HistoryFormat, now: number): Promise<Ending> {
    const { signal } = (this.#over = new AbortController());
    const sink = await openSink(`history-${stampForFile(now)}.${format.format}`, MIME[format.format]);
    if (!sink) return "dismissed";
    try {
      return await this.#write(sink, questions, format, signal);
    } catch (error) {
      if (!signal.aborted) {
        await sink.abort().catch(() => undefined);
        throw error;
      }
      await sink.abort();
      return "stopped";
    } finally {
      this.progress = undefined;
    }
  }

  /** @throws {unknown} also when the signal aborts */
  async #write(
    sink: Sink,
    questions: readonly ExportAsked[],
    format: HistoryFormat,
    signal: AbortSignal,
  ): Promise<Ending> {
    const read = (asked: ExportAsked) => this.#stored.exportPage(asked, signal);
    for await (const { text, ...progress } of historyPieces(read, questions, format)) {
      signal.throwIfAborted();
      await sink.write(text);
      this.progress = progress;
      this.lines = progress.lines;
    }
    signal.throwIfAborted();
    if (this.lines === 0) {
      await sink.abort();
      return "nothing";
    }
    await sink.close();
    return "done";
  }
}
