/** Puts the window's state together: one connection feeds everything. */
import { createContext } from "svelte";
import { toast } from "svelte-sonner";
import type { Client } from "#shared/contract/contract.ts";
import { text } from "../lib/messages/messages.ts";
import { ChangeRequestsState } from "./change-requests.svelte.ts";
import { ConnectionState } from "./connection.svelte.ts";
import { HostState } from "./host.svelte.ts";
import { LayoutState } from "./layout.svelte.ts";
import { RegistersState } from "./registers.svelte.ts";
import { Router } from "./router.svelte.ts";
import { ThemeState } from "./theme.svelte.ts";
import { Ticker } from "./ticker.svelte.ts";

export class AppState {
  readonly theme = new ThemeState();
  readonly layout = new LayoutState();
  readonly router = new Router();
  readonly ticker = new Ticker();
  readonly host = new HostState();
  readonly registers = new RegistersState(this.ticker);
  readonly connection = new ConnectionState((client, signal, beat) => this.#follow(client, signal, beat));
  readonly changeRequests = new ChangeRequestsState((call) => this.#call(call), report);

  async run(): Promise<void> {
    this.theme.start();
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
        this.registers.follow(client, signal),
        this.changeRequests.follow(client, signal),
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

/** The host's errors carry a sentence for the technician, and so do ours. */
function report(error: unknown): void {
  toast.error(error instanceof Error ? error.message : String(error));
}

export const [getApp, setApp] = createContext<AppState>();
