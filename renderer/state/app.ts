/** Puts the window's state together: one connection feeds everything. */
import { createContext } from "svelte";
import type { Client } from "#shared/contract/contract.ts";
import { text } from "../lib/messages/messages.ts";
import { ActivityState } from "./activity.svelte.ts";
import { AlarmsState } from "./alarms.svelte.ts";
import { BackupsState } from "./backups.svelte.ts";
import { ChangeRequestsState } from "./change-requests.svelte.ts";
import { CommandsState } from "./commands.svelte.ts";
import { ConnectionState } from "./connection.svelte.ts";
import { DemoState } from "./demo.svelte.ts";
import { DeskState } from "./desk.svelte.ts";
import { ExpiredState } from "./expired.svelte.ts";
import { FleetState } from "./fleet.svelte.ts";
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
import { RequestLogState } from "./request-log.svelte.ts";
import { Router } from "./router.svelte.ts";
import { SecondWordState } from "./second-word.svelte.ts";
import { SettingsState } from "./settings.svelte.ts";
import { SourcesState } from "./sources.svelte.ts";
import { StoredHistory } from "./stored-history.ts";
import { ThemeState } from "./theme.svelte.ts";
import { TokensState } from "./tokens.svelte.ts";
import { Ticker } from "./ticker.svelte.ts";
import { ToastsState } from "./toasts.svelte.ts";
import { UpdatesState } from "./updates.svelte.ts";

/** Every component asks for its type, and whoever checks one alone (the linter does, 300 times) would work out the whole
 *  contract for each: hence the types in writing. */
export class AppState {
  readonly toasts: ToastsState = new ToastsState();
  readonly preferences: PreferencesState = new PreferencesState(this.toasts.fail);
  readonly theme: ThemeState = new ThemeState(this.preferences);
  readonly language: LanguageState = new LanguageState(this.preferences);
  readonly layout: LayoutState = new LayoutState(this.preferences, this.theme);
  readonly router: Router = new Router();
  readonly ticker: Ticker = new Ticker();
  readonly host: HostState = new HostState();
  readonly notices: NoticesState = new NoticesState(this.host);
  readonly registers: RegistersState = new RegistersState(this.ticker);
  readonly expired: ExpiredState = new ExpiredState((call) => this.#call(call), this.registers, this.toasts);
  readonly activity: ActivityState = new ActivityState((call) => this.#call(call));
  readonly connection: ConnectionState = new ConnectionState((client, signal, beat) =>
    this.#follow(client, signal, beat),
  );
  readonly secondWord: SecondWordState = new SecondWordState();
  readonly changeRequests: ChangeRequestsState = new ChangeRequestsState(
    (call) => this.#call(call),
    this.toasts.fail,
    this.secondWord,
  );
  readonly overrides: OverridesState = new OverridesState((call) => this.#call(call), this.toasts);
  readonly fleet: FleetState = new FleetState((call) => this.#call(call), this.toasts.fail);
  readonly alarms: AlarmsState = new AlarmsState((call) => this.#call(call), this.toasts.fail);
  readonly storedHistory: StoredHistory = new StoredHistory((call) => this.#call(call));
  readonly gate: GateState = new GateState((call) => this.#call(call), this.toasts.fail);
  readonly sources: SourcesState = new SourcesState((call) => this.#call(call), this.toasts.fail, this.ticker);
  readonly demo: DemoState = new DemoState(
    (call) => this.#call(call),
    this.host,
    { registers: this.registers, owners: this.fleet.owners },
    this.toasts.fail,
  );
  readonly network: NetworkState = new NetworkState((call) => this.#call(call), this.toasts.fail);
  readonly requestLog: RequestLogState = new RequestLogState((call) => this.#call(call), this.toasts.fail);
  readonly updates: UpdatesState = new UpdatesState((call) => this.#call(call), this.toasts.fail);
  readonly tokens: TokensState = new TokensState((call) => this.#call(call), this.toasts.fail);
  readonly desk: DeskState = new DeskState((call) => this.#call(call), this.toasts.fail);
  readonly settings: SettingsState = new SettingsState((call) => this.#call(call), this.toasts.fail);
  readonly backups: BackupsState = new BackupsState((call) => this.#call(call), this.toasts.fail);
  readonly recordings: RecordingsState = new RecordingsState((call) => this.#call(call), this.toasts.fail);
  readonly registerImport: RegisterImportState = new RegisterImportState((call) => this.#call(call));
  readonly log: LogState = new LogState((call) => this.#call(call), this.toasts.fail);
  readonly commands: CommandsState = new CommandsState(this);

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
        this.fleet.follow(client, signal),
        this.alarms.follow(client, signal),
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
