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
  readonly #stored: StoredHistory;
  /** Nothing while none runs. */
  progress = $state.raw<HistoryProgress>();
  /** How many lines the last one has. */
  lines = 0;
  #isStopping = false;

  constructor(stored: StoredHistory) {
    this.#stored = stored;
  }

  stop(): void {
    this.#isStopping = true;
  }

  /** @param now for the file's name  @throws {Error} when the history cannot be read or the file not written */
  async run(questions: readonly ExportAsked[], format: HistoryFormat, now: number): Promise<Ending> {
    const sink = await openSink(`history-${stampForFile(now)}.${format.format}`, MIME[format.format]);
    if (!sink) return "dismissed";
    this.#isStopping = false;
    try {
      const ending = await this.#write(sink, questions, format);
      if (ending === "done") await sink.close();
      else await sink.abort();
      return ending;
    } catch (error) {
      await sink.abort().catch(() => undefined);
      throw error;
    } finally {
      this.progress = undefined;
    }
  }

  async #write(sink: Sink, questions: readonly ExportAsked[], format: HistoryFormat): Promise<Ending> {
    for await (const { text, ...progress } of historyPieces(
      (asked) => this.#stored.exportPage(asked),
      questions,
      format,
    )) {
      if (this.#isStopping) return "stopped";
      await sink.write(text);
      this.progress = progress;
      this.lines = progress.lines;
    }
    return this.lines > 0 ? "done" : "nothing";
  }
}
