import type { TestStep } from "#shared/contract/sources.ts";
import { errorSentence } from "../lib/host-words.ts";
import type { SourcesState, WrittenSource } from "./sources.svelte.ts";

/** A test of a connection, step by step as it goes. */
export class ConnectionTest {
  readonly #sources: SourcesState;
  steps = $state.raw<readonly TestStep[]>([]);
  isRunning = $state(false);
  isOver = $state(false);
  failure = $state<string>();
  #ending: AbortController | undefined;

  readonly isWell = $derived(
    this.isOver && this.failure === undefined && this.steps.length > 0 && this.steps.every(({ ok }) => ok),
  );

  constructor(sources: SourcesState) {
    this.#sources = sources;
  }

  async run(written: WrittenSource): Promise<void> {
    this.stop();
    const ending = (this.#ending = new AbortController());
    this.steps = [];
    this.failure = undefined;
    this.isOver = false;
    this.isRunning = true;
    try {
      for await (const step of await this.#sources.test(written, ending.signal)) {
        if (ending.signal.aborted) return;
        this.steps = [...this.steps, step];
      }
      this.isOver = !ending.signal.aborted;
    } catch (error) {
      if (ending.signal.aborted) return;
      this.failure = errorSentence(error);
      this.isOver = true;
    } finally {
      if (this.#ending === ending) this.isRunning = false;
    }
  }

  stop(): void {
    this.#ending?.abort();
    this.isRunning = false;
  }

  /** What was tested is another now. */
  forget(): void {
    this.stop();
    this.steps = [];
    this.isOver = false;
    this.failure = undefined;
  }
}
