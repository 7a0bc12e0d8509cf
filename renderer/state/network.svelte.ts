import type { Discovery, PortConflict, Reachability } from "#shared/model/network.ts";
import { until } from "../lib/feed.ts";
import type { Call } from "./change-requests.svelte.ts";

/** Whether devices can reach Regdesk, who has its port, and who else is on the network. */
export class NetworkState {
  readonly #call: Call;
  readonly #report: (error: unknown) => void;
  reachability = $state.raw<Reachability>();
  isChecking = $state(false);
  conflict = $state.raw<PortConflict>();
  isTrying = $state(false);
  /** While somebody looks. */
  discovery = $state.raw<Discovery>();

  constructor(call: Call, report: (error: unknown) => void) {
    this.#call = call;
    this.#report = report;
  }

  async check(): Promise<void> {
    if (this.isChecking) return;
    this.isChecking = true;
    try {
      this.reachability = await this.#call((client) => client.network.checkReachability());
    } catch (error) {
      this.#report(error);
    } finally {
      this.isChecking = false;
    }
  }

  async lookAtConflict(): Promise<void> {
    try {
      this.conflict = (await this.#call((client) => client.network.conflict())).conflict;
    } catch (error) {
      this.#report(error);
    }
  }

  /** @param port another than the one that is taken */
  async listen(port?: number): Promise<void> {
    this.isTrying = true;
    try {
      await this.#call((client) => client.network.listen(port === undefined ? {} : { port }));
      this.reachability = undefined;
    } catch (error) {
      this.#report(error);
    } finally {
      await this.lookAtConflict();
      this.isTrying = false;
    }
  }

  /** Looks for others until the signal says otherwise. */
  async look(signal: AbortSignal): Promise<void> {
    try {
      const found = await this.#call((client) => client.network.discover(undefined, { signal }));
      for await (const discovery of until(signal, found)) this.discovery = discovery;
    } catch (error) {
      if (!signal.aborted) this.#report(error);
    } finally {
      this.discovery = undefined;
    }
  }
}
