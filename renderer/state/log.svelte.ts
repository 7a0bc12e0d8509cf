import type { Client } from "#shared/contract/contract.ts";
import type { BundleChoice, BundleFile, LogLine } from "#shared/model/diagnostics.ts";
import { openSink } from "../lib/export/write-file.ts";
import { until, withoutGap } from "../lib/feed.ts";
import { bytesOf } from "../lib/transfer.ts";
import type { Call } from "./change-requests.svelte.ts";

/** A window shows so many lines; the file of the log goes back further. */
const SHOWN = 2_000;

/** The host's log and what can be packed of it. It is followed only while somebody looks. */
export class LogState {
  readonly #call: Call;
  readonly #report: (error: unknown) => void;
  /** Oldest first. */
  lines = $state.raw<readonly LogLine[]>([]);

  constructor(call: Call, report: (error: unknown) => void) {
    this.#call = call;
    this.#report = report;
  }

  /** Until the signal aborts or the connection breaks. */
  async follow(signal: AbortSignal): Promise<void> {
    try {
      await this.#call((client) => this.#follow(client, signal));
    } catch {
      // A lost connection has its own bar; whoever looks begins anew when it is back.
    }
  }

  contents(choice: BundleChoice): Promise<readonly BundleFile[] | undefined> {
    return this.#ask((client) => client.diagnostics.contents(choice));
  }

  /** @returns whether it was saved */
  async save(choice: BundleChoice): Promise<boolean> {
    const saved = await this.#ask(async (client) => {
      const { name, data } = await client.diagnostics.bundle(choice);
      const sink = await openSink(name, "application/zip");
      if (!sink) return false;
      await sink.write(bytesOf(data));
      await sink.close();
      return true;
    });
    return saved === true;
  }

  async #follow(client: Client, signal: AbortSignal): Promise<void> {
    const watch = async () => until(signal, await client.diagnostics.log(undefined, { signal }));
    for await (const { kind, lines } of withoutGap(watch)) {
      this.lines = kind === "snapshot" ? lines : [...this.lines, ...lines].slice(-SHOWN);
    }
  }

  async #ask<Result>(ask: (client: Client) => Promise<Result>): Promise<Result | undefined> {
    try {
      return await this.#call(ask);
    } catch (error) {
      this.#report(error);
      return undefined;
    }
  }
}
