import type { Client } from "#shared/contract/contract.ts";
import type { TokensState as State } from "#shared/contract/tokens.ts";
import type { Token, TokenWish } from "#shared/model/token.ts";
import { until } from "../lib/feed.ts";
import type { Call } from "./change-requests.svelte.ts";

/** A token that was just made. Nobody can be told its text again. */
export interface FreshToken {
  readonly name: string;
  readonly secret: string;
}

/** The access tokens, and the one that is shown this once. */
export class TokensState {
  readonly #call: Call;
  readonly #report: (error: unknown) => void;
  state = $state.raw<State>();
  fresh = $state.raw<FreshToken>();
  isBusy = $state(false);

  constructor(call: Call, report: (error: unknown) => void) {
    this.#call = call;
    this.#report = report;
  }

  async follow(client: Client, signal: AbortSignal): Promise<void> {
    for await (const state of until(signal, await client.tokens.watch())) this.state = state;
  }

  async add(wish: TokenWish): Promise<void> {
    await this.#do(async (client) => {
      const { token, secret } = await client.tokens.add(wish);
      this.fresh = { name: token.name, secret };
    });
  }

  /** From then on it is nowhere but where it was copied to. */
  forget(): void {
    this.fresh = undefined;
  }

  /** @returns whether it counts no more */
  revoke({ name }: Token): Promise<boolean> {
    return this.#do((client) => client.tokens.revoke({ name }));
  }

  async require(isRequired: boolean): Promise<void> {
    await this.#do(async (client) => {
      this.state = await client.tokens.require({ isRequired });
    });
  }

  async #do(act: (client: Client) => Promise<unknown>): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    try {
      await this.#call(act);
      return true;
    } catch (error) {
      this.#report(error);
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}
