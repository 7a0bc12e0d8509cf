import type { Client } from "#shared/contract/contract.ts";
import type { NotedRequest, RequestChoice } from "#shared/model/request-log.ts";
import { until, withoutGap } from "../lib/feed.ts";
import type { Call } from "./change-requests.svelte.ts";

/** So many are shown as they come. */
export const LIVE_REQUESTS = 50;

/** What became of the latest requests of devices. It is followed only while somebody looks, and stands still while they look
 *  closely: lines that run away can be neither read nor copied. */
export class RequestLogState {
  readonly #call: Call;
  readonly #report: (error: unknown) => void;
  #latest: readonly NotedRequest[] = [];
  #isHeld = false;
  choice = $state<RequestChoice>("all");
  /** The latest first; nothing until the host has told. */
  shown = $state.raw<readonly NotedRequest[]>();
  /** How many have come since, which are not shown. */
  newer = $state(0);
  /** All that are kept are shown, as of when they were asked for. */
  isWhole = $state(false);
  /** What is shown stands still. */
  isStill = $state(false);

  constructor(call: Call, report: (error: unknown) => void) {
    this.#call = call;
    this.#report = report;
  }

  /** Until the signal aborts or the connection breaks. */
  async follow(choice: RequestChoice, signal: AbortSignal): Promise<void> {
    try {
      await this.#call((client) => this.#follow(client, choice, signal));
    } catch {
      // A lost connection has its own bar; whoever looks begins anew when it is back.
    }
  }

  /** Whoever looks follows these from then on. */
  choose(choice: RequestChoice): void {
    if (choice === this.choice) return;
    this.choice = choice;
    this.#latest = [];
    this.shown = undefined;
    this.isWhole = false;
    this.#compare();
  }

  /** @param isHeld whether somebody is at the lines, with the pointer or the keyboard */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.#show();
  }

  async showAll(): Promise<void> {
    const { choice } = this;
    try {
      const kept = await this.#call((client) => client.network.keptRequests({ choice }));
      if (choice !== this.choice) return;
      this.shown = kept;
      this.isWhole = true;
      this.#compare();
    } catch (error) {
      this.#report(error);
    }
  }

  showLatest(): void {
    this.isWhole = false;
    this.shown = undefined;
    this.#show();
  }

  async #follow(client: Client, choice: RequestChoice, signal: AbortSignal): Promise<void> {
    const watch = async () => until(signal, await client.network.requests({ choice }, { signal }));
    for await (const { kind, requests } of withoutGap(watch)) {
      if (choice !== this.choice) return; // one may be on its way when somebody chooses the other
      this.#latest = kind === "snapshot" ? requests : [...requests, ...this.#latest].slice(0, LIVE_REQUESTS);
      this.#show();
    }
  }

  #show(): void {
    const isEmpty = this.shown === undefined || this.shown.length === 0;
    if (isEmpty || !(this.#isHeld || this.isWhole)) this.shown = this.#latest;
    this.#compare();
  }

  #compare(): void {
    this.isStill = this.#isHeld || this.isWhole;
    const [newest, shown] = [this.#latest[0]?.number ?? 0, this.shown?.[0]?.number ?? 0];
    this.newer = Math.max(0, newest - shown);
  }
}
