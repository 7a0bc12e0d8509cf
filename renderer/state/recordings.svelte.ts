import type { Client } from "#shared/contract/contract.ts";
import type { Recording, RecordingsState as State } from "#shared/model/recording.ts";
import { openSink } from "../lib/export/write-file.ts";
import { until } from "../lib/feed.ts";
import { download } from "../lib/transfer.ts";
import type { Call } from "./change-requests.svelte.ts";

/** What the host records, and has recorded. */
export class RecordingsState {
  readonly #call: Call;
  readonly #report: (error: unknown) => void;
  state = $state.raw<State>();
  /** Whose download runs. */
  saving = $state.raw<string>();

  readonly running = $derived(this.state?.running);

  constructor(call: Call, report: (error: unknown) => void) {
    this.#call = call;
    this.#report = report;
  }

  async follow(client: Client, signal: AbortSignal): Promise<void> {
    for await (const state of until(signal, await client.recordings.watch())) this.state = state;
  }

  /** Begins one, or ends the one that runs. */
  toggle(): Promise<boolean> {
    const isRunning = this.running !== undefined;
    return this.#do((client) => (isRunning ? client.recordings.stop() : client.recordings.start()));
  }

  /** @returns whether it is in the recording */
  mark(note: string): Promise<boolean> {
    return this.#do((client) => client.recordings.mark({ note }));
  }

  remove({ name }: Recording): Promise<boolean> {
    return this.#do((client) => client.recordings.remove({ name }));
  }

  async save({ name }: Recording): Promise<void> {
    if (this.saving !== undefined) return;
    this.saving = name;
    try {
      const sink = await openSink(name, "application/jsonl");
      if (!sink) return;
      const read = (offset: number) => this.#call((client) => client.recordings.read({ name, offset }));
      await download(read, sink, () => undefined, new AbortController().signal);
    } catch (error) {
      this.#report(error);
    } finally {
      this.saving = undefined;
    }
  }

  async #do(act: (client: Client) => Promise<unknown>): Promise<boolean> {
    try {
      await this.#call(act);
      return true;
    } catch (error) {
      this.#report(error);
      return false;
    }
  }
}
