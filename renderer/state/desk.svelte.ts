import type { Call } from "./change-requests.svelte.ts";

/** What the desktop does for the window. */
export class DeskState {
  readonly #call: Call;
  readonly #report: (error: unknown) => void;
  /** Regdesk was asked to start anew; the window goes with it. */
  isEnding = $state(false);

  constructor(call: Call, report: (error: unknown) => void) {
    this.#call = call;
    this.#report = report;
  }

  /** The system's own question. @returns nothing when the technician thought better of it */
  async choose(what: "file" | "folder"): Promise<string | undefined> {
    try {
      return (await this.#call((client) => client.desk.choose({ what }))).path;
    } catch (error) {
      this.#report(error);
      return undefined;
    }
  }

  async startAnew(): Promise<void> {
    this.isEnding = true;
    try {
      await this.#call((client) => client.desk.startAnew());
    } catch (error) {
      this.isEnding = false;
      this.#report(error);
    }
  }
}
