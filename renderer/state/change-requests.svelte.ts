import { SvelteMap, SvelteSet } from "svelte/reactivity";
import type { Client } from "#shared/contract/contract.ts";
import { stageOf, type ChangeRequest, type ChangeRequestId, type Stage } from "#shared/model/change-request.ts";
import { latestStepAt } from "../lib/request-times.ts";
import { until, withoutGap } from "../lib/feed.ts";

/** Sends a call while connected. @throws {Error} its message a sentence for the technician */
export type Call = <Result>(call: (client: Client) => Promise<Result>) => Promise<Result>;

/** What consumers ask for and what became of it. */
export class ChangeRequestsState {
  readonly #byId = new SvelteMap<ChangeRequestId, ChangeRequest>();
  readonly #busy = new SvelteSet<ChangeRequestId>();
  readonly #call: Call;
  readonly #report: (error: unknown) => void;
  loaded = $state(false);

  /** Longest waiting first, because it expires first; a new one comes last and moves nothing. */
  readonly pending = $derived(this.#inStage("pending").sort((a, b) => a.requestedAt - b.requestedAt));
  readonly inProgress = $derived(this.#inStage("in-progress").sort((a, b) => decidedAt(b) - decidedAt(a)));
  readonly done = $derived(this.#inStage("done").sort(latestFirst));

  constructor(call: Call, report: (error: unknown) => void) {
    this.#call = call;
    this.#report = report;
  }

  /** Whether a decision is on its way. */
  isBusy(id: ChangeRequestId): boolean {
    return this.#busy.has(id);
  }

  approve(id: ChangeRequestId, note: string): Promise<boolean> {
    return this.#decide(id, (client) => client.changeRequests.approve({ ids: [id], ...noted(note) }));
  }

  deny(id: ChangeRequestId, note: string): Promise<boolean> {
    return this.#decide(id, (client) => client.changeRequests.deny({ ids: [id], ...noted(note) }));
  }

  async follow(client: Client, signal: AbortSignal): Promise<void> {
    for await (const message of until(
      signal,
      withoutGap(() => client.changeRequests.watch()),
    )) {
      if (message.kind === "snapshot") this.#byId.clear();
      for (const request of message.requests) this.#byId.set(request.id, request);
      this.loaded = true;
    }
  }

  /** @returns whether the host took the decision; if not, the technician has been told why */
  async #decide(id: ChangeRequestId, decide: (client: Client) => Promise<ChangeRequest[]>): Promise<boolean> {
    if (this.#busy.has(id)) return false;
    this.#busy.add(id);
    try {
      for (const request of await this.#call(decide)) this.#byId.set(request.id, request);
      return true;
    } catch (error) {
      this.#report(error);
      return false;
    } finally {
      this.#busy.delete(id);
    }
  }

  #inStage(stage: Stage): ChangeRequest[] {
    return [...this.#byId.values()].filter((request) => stageOf(request) === stage);
  }
}

const noted = (note: string) => (note.trim() === "" ? {} : { note });
const latestFirst = (a: ChangeRequest, b: ChangeRequest) => latestStepAt(b) - latestStepAt(a);

/** Steps of a request under way do not move it: it keeps the place its decision gave it. */
const decidedAt = ({ decidedAt, requestedAt }: ChangeRequest) => decidedAt ?? requestedAt;
