import type { Client } from "#shared/contract/contract.ts";
import type { UpdatesState as State } from "#shared/model/update.ts";
import { until } from "../lib/feed.ts";
import type { Call } from "./change-requests.svelte.ts";

/** Newer versions, when somebody asks for them, and what changed in this one. */
export class UpdatesState {
  readonly #call: Call;
  readonly #report: (error: unknown) => void;
  state = $state.raw<State>();
  isChecking = $state(false);
  /** In Markdown, once it was asked for. */
  changelog = $state<string>();

  constructor(call: Call, report: (error: unknown) => void) {
    this.#call = call;
    this.#report = report;
  }

  async follow(client: Client, signal: AbortSignal): Promise<void> {
    for await (const state of until(signal, await client.updates.watch())) this.state = state;
  }

  async check(): Promise<void> {
    this.isChecking = true;
    try {
      this.state = await this.#call((client) => client.updates.check());
    } catch (error) {
      this.#report(error);
    } finally {
      this.isChecking = false;
    }
  }

  async save(folder: string): Promise<void> {
    try {
      await this.#call((client) => client.updates.save({ folder }));
    } catch (error) {
      this.#report(error);
    }
  }

  async readChangelog(): Promise<void> {
    try {
      this.changelog = (await this.#call((client) => client.updates.notes())).markdown;
    } catch (error) {
      this.#report(error);
    }
  }
}
