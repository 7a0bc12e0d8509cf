import type { Client } from "#shared/contract/contract.ts";
import type { Preferences } from "#shared/model/preferences.ts";
import { until } from "../lib/feed.ts";
import { DEFAULTS, readMirror, writeMirror, without } from "../lib/preferences.ts";

/** What the technician set. The host keeps it; the window obeys at once and does not wait to be told. Read `current`,
 *  write with `change`; both from components and from other states. */
export class PreferencesState {
  /** As the host has them. */
  #kept = $state.raw<Preferences>({ ...DEFAULTS, ...readMirror() });
  /** Changed here, and not yet confirmed by the host. */
  #wished = $state.raw<Partial<Preferences>>({});
  #client: Client | undefined;
  #isSending = false;
  readonly #report: (error: unknown) => void;
  /** Whether the host has said how they are: before, they are the last ones this browser saw. */
  loaded = $state(false);

  readonly current: Preferences = $derived({ ...this.#kept, ...this.#wished });

  constructor(report: (error: unknown) => void) {
    this.#report = report;
  }

  /** Takes effect at once. While the connection is lost it is kept and sent when it is back. */
  change(change: Partial<Preferences>): void {
    this.#wished = { ...this.#wished, ...change };
    writeMirror(this.current);
    void this.#send();
  }

  /** Back to what a new Regdesk has. */
  reset(key: keyof Preferences): void {
    this.change({ [key]: DEFAULTS[key] });
  }

  isDefault(key: keyof Preferences): boolean {
    return JSON.stringify(this.current[key]) === JSON.stringify(DEFAULTS[key]);
  }

  async follow(client: Client, signal: AbortSignal): Promise<void> {
    this.#client = client;
    try {
      void this.#send();
      for await (const kept of until(signal, await client.preferences.watch())) {
        this.#kept = kept;
        this.loaded = true;
        writeMirror(this.current);
      }
    } finally {
      if (this.#client === client) this.#client = undefined;
    }
  }

  /** One call at a time, each with all that has gathered: dragging a splitter must not flood the host. */
  async #send(): Promise<void> {
    const client = this.#client;
    if (!client || this.#isSending) return;
    this.#isSending = true;
    try {
      while (Object.keys(this.#wished).length > 0) {
        const sent = this.#wished;
        this.#kept = await client.preferences.update(sent);
        this.#wished = without(this.#wished, sent);
      }
    } catch (error) {
      // A lost connection has its own bar, and what is wished goes out with the next one.
      if (this.#client === client) this.#report(error);
    } finally {
      this.#isSending = false;
      if (this.#client && this.#client !== client) void this.#send();
    }
  }
}
