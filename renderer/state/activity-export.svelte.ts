import type { ActivityFilter } from "#shared/contract/activity.ts";
import { frameOf, pageText, type ActivityExport as Options } from "../lib/activity-export.ts";
import { stampForFile } from "../lib/export/iso-time.ts";
import { MIME } from "../lib/export/registers-export.ts";
import { openSink, type Sink } from "../lib/export/write-file.ts";
import type { AppState } from "./app.ts";

export type Ending = "done" | "stopped" | "dismissed";

const PAGE = 1_000;

/** One export at a time, page by page from the host into the file: neither holds the whole. */
export class ActivityExport {
  readonly #app: Pick<AppState, "activity" | "ticker">;
  isRunning = $state(false);
  /** How many lines are written. */
  done = $state(0);
  /** How far it has looked through the audit, from 0 to 1. */
  share = $state(0);
  #isStopping = false;

  constructor(app: Pick<AppState, "activity" | "ticker">) {
    this.#app = app;
  }

  stop(): void {
    this.#isStopping = true;
  }

  /** What is added meanwhile is left to the next one. @throws {Error} when the audit cannot be read or the file not written */
  async run(filter: ActivityFilter, options: Options): Promise<Ending> {
    const sink = await openSink(`audit-${stampForFile(this.#app.ticker.now)}.${options.format}`, MIME[options.format]);
    if (!sink) return "dismissed";
    this.#isStopping = false;
    this.done = this.share = 0;
    this.isRunning = true;
    try {
      return (await this.#write(sink, filter, options)) ? "done" : "stopped";
    } catch (error) {
      await sink.abort().catch(() => undefined);
      throw error;
    } finally {
      this.isRunning = false;
    }
  }

  async #write(sink: Sink, filter: ActivityFilter, options: Options): Promise<boolean> {
    const { activity } = this.#app;
    const last = activity.entries[0]?.id ?? 0;
    const { head, between, foot } = frameOf(options);
    await sink.write(head);
    for (let after: number | undefined = 0; after !== undefined && after < last;) {
      const page = await activity.page({ ...filter, after, limit: PAGE });
      if (this.#isStopping) return sink.abort().then(() => false);
      const lines = page.lines.filter(({ id }) => id <= last);
      if (lines.length > 0) await sink.write(`${this.done > 0 ? between : ""}${pageText(lines, options.format)}`);
      this.done += lines.length;
      after = page.next;
      this.share = after === undefined ? 1 : Math.min(1, after / last);
    }
    await sink.write(foot);
    await sink.close();
    return true;
  }
}
