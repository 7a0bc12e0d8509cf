import type { Register } from "#shared/model/register.ts";
import { stampForFile } from "../lib/export/iso-time.ts";
import { exportPieces, MIME, type ExportOptions } from "../lib/export/registers-export.ts";
import { openSink, type Sink } from "../lib/export/write-file.ts";

export type Ending = "done" | "stopped" | "dismissed";

/** One export at a time, with how far it is. */
export class ListExport {
  /** How many registers are written; nothing while none is. */
  done = $state<number>();
  #isStopping = false;

  stop(): void {
    this.#isStopping = true;
  }

  /** @throws {Error} when the file cannot be written */
  async run(registers: readonly Register[], options: ExportOptions): Promise<Ending> {
    const sink = await openSink(`registers-${stampForFile(options.now)}.${options.format}`, MIME[options.format]);
    if (!sink) return "dismissed";
    this.#isStopping = false;
    this.done = 0;
    try {
      return await this.#write(sink, registers, options);
    } finally {
      this.done = undefined;
    }
  }

  async #write(sink: Sink, registers: readonly Register[], options: ExportOptions): Promise<Ending> {
    try {
      for (const piece of exportPieces(registers, options)) {
        await sink.write(piece.text);
        this.done = piece.done;
        // Whatever the disk does, the window draws and listens between two pieces.
        await new Promise((resolve) => setTimeout(resolve));
        if (this.#isStopping) return await sink.abort().then(() => "stopped" as const);
      }
      await sink.close();
      return "done";
    } catch (error) {
      await sink.abort().catch(() => undefined);
      throw error;
    }
  }
}
