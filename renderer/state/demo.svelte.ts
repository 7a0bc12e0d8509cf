import type { Call } from "./change-requests.svelte.ts";
import type { HostState } from "./host.svelte.ts";

/** The simulated site: one click starts it, one click takes away all of it. */
export class DemoState {
  readonly #call: Call;
  readonly #host: HostState;
  readonly #report: (error: unknown) => void;
  /** Asked for, and not yet seen to have happened. */
  isBusy = $state(false);

  readonly plays = $derived.by(() => this.#host.status?.demo ?? false);

  constructor(call: Call, host: HostState, report: (error: unknown) => void) {
    this.#call = call;
    this.#host = host;
    this.#report = report;
  }

  start(): Promise<void> {
    return this.#ask((call) => call((client) => client.demo.start()));
  }

  stop(): Promise<void> {
    return this.#ask((call) => call((client) => client.demo.stop()));
  }

  async #ask(ask: (call: Call) => Promise<unknown>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      await ask(this.#call);
    } catch (error) {
      this.#report(error);
    } finally {
      this.isBusy = false;
    }
  }
}
