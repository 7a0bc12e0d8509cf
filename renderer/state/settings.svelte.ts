import type { Client } from "#shared/contract/contract.ts";
import type { Settings, SettingsChange } from "#shared/model/settings.ts";
import { obstacleSentence } from "../lib/host-words.ts";
import { until } from "../lib/feed.ts";
import type { SettingsFile } from "../lib/settings-file.ts";
import { DEFAULT_SETTINGS } from "../lib/settings.ts";
import type { Call } from "./change-requests.svelte.ts";

/** How the installation behaves. A setting counts once the host has stored it; until then the window shows what is wished. */
export class SettingsState {
  readonly #call: Call;
  readonly #report: (error: unknown) => void;
  #kept = $state.raw<Settings>(DEFAULT_SETTINGS);
  #wished = $state.raw<SettingsChange>({});
  /** Whether the host has said how they are. */
  loaded = $state(false);

  readonly current: Settings = $derived({ ...this.#kept, ...(this.#wished as Partial<Settings>) });

  constructor(call: Call, report: (error: unknown) => void) {
    this.#call = call;
    this.#report = report;
  }

  /** When the host refuses, everything shows again as it is. */
  async change(change: SettingsChange): Promise<void> {
    this.#wished = { ...this.#wished, ...change };
    try {
      this.#kept = await this.#call((client) => client.settings.update(change));
    } catch (error) {
      this.#report(error);
    } finally {
      const done = Object.keys(change) as (keyof Settings)[];
      const left = Object.entries(this.#wished).filter(([name]) => !done.includes(name as keyof Settings));
      this.#wished = Object.fromEntries(left);
    }
  }

  /** Takes over a file of settings. @throws when the host refuses it; then nothing changed */
  async take(file: SettingsFile): Promise<void> {
    await this.#call((client) => client.settings.take(file));
  }

  /** Back to what a new Regdesk has. */
  reset(key: keyof Settings): void {
    void this.change({ [key]: DEFAULT_SETTINGS[key] });
  }

  isDefault(key: keyof Settings): boolean {
    return JSON.stringify(this.current[key]) === JSON.stringify(DEFAULT_SETTINGS[key]);
  }

  /** Tries out whether devices could be listened for there. @returns a sentence why not */
  async obstacle(host: string, port: number): Promise<string | undefined> {
    try {
      const { obstacle } = await this.#call((client) => client.settings.tryListening({ host, port }));
      return obstacle && obstacleSentence(obstacle);
    } catch (error) {
      this.#report(error);
      return undefined;
    }
  }

  async follow(client: Client, signal: AbortSignal): Promise<void> {
    for await (const kept of until(signal, await client.settings.watch())) {
      this.#kept = kept;
      this.loaded = true;
    }
  }
}
