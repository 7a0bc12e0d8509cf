/** Puts the window's state together: one connection feeds everything. */
import { createContext } from "svelte";
import type { Client } from "#shared/contract/contract.ts";
import { text } from "../lib/messages/messages.ts";
import { ActivityState } from "./activity.svelte.ts";
import { BackupsState } from "./backups.svelte.ts";
import { ChangeRequestsState } from "./change-requests.svelte.ts";
import { CommandsState } from "./commands.svelte.ts";
import { ConnectionState } from "./connection.svelte.ts";
import { DemoState } from "./demo.svelte.ts";
import { DeskState } from "./desk.svelte.ts";
import { GateState } from "./gate.svelte.ts";
import { HostState } from "./host.svelte.ts";
import { LanguageState } from "./language.svelte.ts";
import { LayoutState } from "./layout.svelte.ts";
import { LogState } from "./log.svelte.ts";
import { NetworkState } from "./network.svelte.ts";
import { NoticesState } from "./notices.svelte.ts";
import { OverridesState } from "./overrides.svelte.ts";
import { PreferencesState } from "./preferences.svelte.ts";
import { RecordingsState } from "./recordings.svelte.ts";
import { RegisterImportState } from "./register-import.svelte.ts";
import { RegistersState } from "./registers.svelte.ts";
import { Router } from "./router.svelte.ts";
import { SecondWordState } from "./second-word.svelte.ts";
import { SettingsState } from "./settings.svelte.ts";
import { SourcesState } from "./sources.svelte.ts";
import { ThemeState } from "./theme.svelte.ts";
import { TokensState } from "./tokens.svelte.ts";
import { Ticker } from "./ticker.svelte.ts";
import { ToastsState } from "./toasts.svelte.ts";
import { UpdatesState } from "./updates.svelte.ts";

export class AppState {
  readonly toasts = new ToastsState();
  readonly preferences = new PreferencesState(this.toasts.fail);
  readonly theme = new ThemeState(this.preferences);
  readonly language = new LanguageState(this.preferences);
  readonly layout = new LayoutState(this.preferences, this.theme);
  readonly router = new Router();
  readonly ticker = new Ticker();
  readonly host = new HostState();
  readonly notices = new NoticesState(this.host);
  readonly registers = new RegistersState(this.ticker);
  readonly activity = new ActivityState((call) => this.#call(call));
  readonly connection = new ConnectionState((client, signal, beat) => this.#follow(client, signal, beat));
  readonly secondWord = new SecondWordState();
  readonly changeRequests = new ChangeRequestsState((call) => this.#call(call), this.toasts.fail, this.secondWord);
  readonly overrides = new OverridesState((call) => this.#call(call), this.toasts);
  readonly gate = new GateState((call) => this.#call(call), this.toasts.fail);
  readonly sources = new SourcesState((call) => this.#call(call), this.toasts.fail, this.ticker);
  readonly demo = new DemoState((call) => this.#call(call), this.host, this.toasts.fail);
  readonly network = new NetworkState((call) => this.#call(call), this.toasts.fail);
  readonly updates = new UpdatesState((call) => this.#call(call), this.toasts.fail);
  readonly tokens = new TokensState((call) => this.#call(call), this.toasts.fail);
  readonly desk = new DeskState((call) => this.#call(call), this.toasts.fail);
  readonly settings = new SettingsState((call) => this.#call(call), this.toasts.fail);
  readonly backups = new BackupsState((call) => this.#call(call), this.toasts.fail);
  readonly recordings = new RecordingsState((call) => this.#call(call), this.toasts.fail);
  readonly registerImport = new RegisterImportState((call) => this.#call(call));
  readonly log = new LogState((call) => this.#call(call), this.toasts.fail);
  readonly commands = new CommandsState(this);

  async run(): Promise<void> {
    this.router.start(() => this.connection.retryNow());
    const { signal } = new AbortController(); // the window lives as long as its page
    this.ticker.run(signal);
    await this.connection.run(signal);
  }

  async #follow(client: Client, signal: AbortSignal, beat: () => void): Promise<void> {
    const heard = (now: number) => {
      this.ticker.hear(now);
      beat();
    };
    try {
      // The first to end ends all: half a connection would show half a truth.
      await Promise.race([
        this.host.follow(client, signal, heard),
        this.preferences.follow(client, signal),
        this.registers.follow(client, signal),
        this.changeRequests.follow(client, signal),
        this.gate.follow(client, signal),
        this.sources.follow(client, signal),
        this.activity.follow(client, signal),
        this.settings.follow(client, signal),
        this.tokens.follow(client, signal),
        this.updates.follow(client, signal),
        this.backups.follow(client, signal),
        this.recordings.follow(client, signal),
      ]);
    } finally {
      this.ticker.stop();
    }
  }

  async #call<Result>(call: (client: Client) => Promise<Result>): Promise<Result> {
    const { client } = this.connection;
    if (!client) throw new Error(text.connection.notSent);
    return call(client);
  }
}

export const [getApp, setApp] = createContext<AppState>();
