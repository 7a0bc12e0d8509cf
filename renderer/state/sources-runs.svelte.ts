import type { SourceName } from "#shared/model/source.ts";
import type { SyncRun } from "#shared/model/sync.ts";
import { errorSentence } from "../lib/host-words.ts";
import type { SourcesState } from "./sources.svelte.ts";

/** The runs of one source, the latest first. */
export class RunsState {
  readonly #sources: SourcesState;
  readonly #name: SourceName;
  runs = $state.raw<readonly SyncRun[]>();
  failure = $state<string>();

  constructor(sources: SourcesState, name: SourceName) {
    this.#sources = sources;
    this.#name = name;
  }

  async load(): Promise<void> {
    try {
      this.runs = await this.#sources.runs(this.#name);
      this.failure = undefined;
    } catch (error) {
      this.failure = errorSentence(error);
    }
  }
}
