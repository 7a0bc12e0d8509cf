import { SvelteMap, SvelteSet } from "svelte/reactivity";
import type { JsonText } from "#shared/json.ts";
import type { Client } from "#shared/contract/contract.ts";
import type { FinishedCounts, FinishedPageQuery, Reviewed } from "#shared/contract/change-requests.ts";
import { stageOf, type ChangeRequest, type ChangeRequestId, type Stage } from "#shared/model/change-request.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { asTheyCame, latestDecidedFirst, latestEndedFirst, newestFirst } from "../lib/request-order.ts";
import { until, withoutGap } from "../lib/feed.ts";
import { codeOf } from "../lib/host-words.ts";
import { text } from "../lib/messages/messages.ts";
import type { SecondWordState } from "./second-word.svelte.ts";

/** Sends a call while connected. @throws {Error} its message a sentence for the technician */
export type Call = <Result>(call: (client: Client) => Promise<Result>) => Promise<Result>;

/** What a technician looked at before approving. */
export interface Look {
  /** The register's revision as it was shown, null where nobody provides it; undefined approves whatever there is. */
  readonly seen: number | null | undefined;
  readonly onmoved: () => void;
}

/** What a technician looked at before approving several. */
export interface Looks {
  /** The revision of each one's register as it was shown, null where nobody provides it. */
  readonly seen: Readonly<Record<ChangeRequestId, number | null>>;
  /** Those that are approved although their source is in error. */
  readonly confirmed: readonly ChangeRequestId[];
}

/** Which of what is over. */
export type FinishedQuery = Partial<Pick<FinishedPageQuery, "states" | "text">>;

/** What consumers ask for and what became of it. */
export class ChangeRequestsState {
  readonly #byId = new SvelteMap<ChangeRequestId, ChangeRequest>();
  readonly #busy = new SvelteSet<ChangeRequestId>();
  readonly #call: Call;
  readonly #report: (error: unknown) => void;
  readonly #secondWord: SecondWordState;
  loaded = $state(false);

  readonly pending = $derived(this.#inStage("pending").sort(asTheyCame));
  readonly inProgress = $derived(this.#inStage("in-progress").sort(latestDecidedFirst));
  readonly done = $derived(this.#inStage("done").sort(latestEndedFirst));
  readonly #byRegister = $derived(Map.groupBy(this.#byId.values(), ({ register }) => register));

  constructor(call: Call, report: (error: unknown) => void, secondWord: SecondWordState) {
    this.#call = call;
    this.#report = report;
    this.#secondWord = secondWord;
  }

  find(id: ChangeRequestId): ChangeRequest | undefined {
    return this.#byId.get(id);
  }

  /** What gave way to a request, and what gave way to that; the latest first. */
  supersededBy(id: ChangeRequestId): ChangeRequest[] {
    const request = this.#byId.get(id);
    const older = request ? this.forRegister(request.register).filter((other) => other.supersededBy === id) : [];
    return older.flatMap((other) => [other, ...this.supersededBy(other.id)]);
  }

  /** All that is known of one register, the latest first. */
  forRegister(name: RegisterName): ChangeRequest[] {
    return (this.#byRegister.get(name) ?? []).toSorted(newestFirst);
  }

  /** Those that may still reach the register's device. */
  openFor(name: RegisterName): ChangeRequest[] {
    return this.forRegister(name).filter(({ state }) => OPEN.has(state));
  }

  /** Whether a decision is on its way. */
  isBusy(id: ChangeRequestId): boolean {
    return this.#busy.has(id);
  }

  /** @param look what the technician looked at: approving anything else is refused, and `onmoved` is told */
  approve({ id, register }: ChangeRequest, note: string, look: Look): Promise<ChangeRequest | undefined> {
    const { seen } = look;
    const looked = seen === undefined ? {} : { seen: { [id]: seen } };
    const approve = (confirmed: boolean) => (client: Client) =>
      client.changeRequests.approve({ ids: [id], confirmed, ...looked, ...noted(note) });
    return this.#decide(id, () => this.#confirmed(register, approve), look.onmoved);
  }

  deny(id: ChangeRequestId, note: string): Promise<ChangeRequest | undefined> {
    return this.#decide(id, (client) => client.changeRequests.deny({ ids: [id], ...noted(note) }));
  }

  /** Takes an approved request back for good, as long as no device has picked it up. */
  recall(id: ChangeRequestId): Promise<ChangeRequest | undefined> {
    return this.#decide(id, (client) => client.changeRequests.recall({ ids: [id] }));
  }

  /** Approves each that can still be approved as it was looked at, and says of the others why not.
   *  @throws {Error} when nothing was decided, its message a sentence for the technician */
  approveEach(ids: readonly ChangeRequestId[], note: string, { seen, confirmed }: Looks): Promise<Reviewed> {
    const decision = { ids: [...ids], seen: { ...seen }, confirmed: [...confirmed], ...noted(note) };
    return this.#decideEach((client) => client.changeRequests.approveEach(decision));
  }

  /** Denies each that can still be denied, and says of the others why not.
   *  @throws {Error} when nothing was decided, its message a sentence for the technician */
  denyEach(ids: readonly ChangeRequestId[], note: string): Promise<Reviewed> {
    return this.#decideEach((client) => client.changeRequests.denyEach({ ids: [...ids], ...noted(note) }));
  }

  /** Takes back a whole review, one by one: what has gone out already must not keep the others.
   *  @throws {Error} when some could not be taken back */
  async takeBackEach(requests: readonly ChangeRequest[]): Promise<void> {
    const results = await Promise.allSettled(requests.map((request) => this.takeBack(request)));
    const failed = results.filter(({ status }) => status === "rejected").length;
    if (failed > 0) throw new Error(text.changes.bulk.notUndone(failed, requests.length));
  }

  /** Takes an approval back during its grace. @returns nothing when it is too late; then the technician has been told */
  undo(id: ChangeRequestId): Promise<ChangeRequest | undefined> {
    return this.#decide(id, (client) => client.changeRequests.undo({ ids: [id] }));
  }

  /** Files a harmless request as a consumer on this machine would. @returns nothing when the host refused */
  async sendTest(): Promise<ChangeRequest | undefined> {
    try {
      const request = await this.#call((client) => client.changeRequests.sendTest());
      this.#keep([request]);
      return request;
    } catch (error) {
      this.#report(error);
      return undefined;
    }
  }

  /** Takes back what was just done: another's request is pending again, one's own wish is recalled. @throws when too late */
  async takeBack({ id, requester }: ChangeRequest): Promise<void> {
    const how = requester.person === undefined ? "undo" : "recall";
    this.#keep(await this.#call((client) => client.changeRequests[how]({ ids: [id] })));
  }

  /** Asks for a change, approved by its author. @returns nothing when the host refused; then the technician has been told */
  async ask(register: RegisterName, value: JsonText, note: string): Promise<ChangeRequest | undefined> {
    try {
      const request = await this.#confirmed(
        register,
        (confirmed) => (client) => client.changeRequests.ask({ register, value, confirmed, ...noted(note) }),
      );
      if (request === undefined) return undefined;
      this.#keep([request]);
      return request;
    } catch (error) {
      this.#report(error);
      return undefined;
    }
  }

  /** What is over and matches, page by page, as far back as it goes; the one that ended last first.
   *  @throws {Error} its message a sentence for the technician */
  async *finishedPages(query: FinishedQuery, limit: number): AsyncGenerator<readonly ChangeRequest[], undefined> {
    const pageAt = (place: Pick<FinishedPageQuery, "before">) =>
      this.#call((client) => client.changeRequests.finished({ ...query, ...place, limit }));
    let page = await pageAt({});
    yield page.requests;
    while (page.next !== undefined) {
      page = await pageAt({ before: page.next });
      yield page.requests;
    }
  }

  /** How many are over, by state. @throws {Error} its message a sentence for the technician */
  countFinished(text: string): Promise<FinishedCounts> {
    return this.#call((client) => client.changeRequests.finishedCounts({ text }));
  }

  async follow(client: Client, signal: AbortSignal): Promise<void> {
    for await (const message of until(
      signal,
      withoutGap(() => client.changeRequests.watch()),
    )) {
      if (message.kind === "snapshot") this.#byId.clear();
      this.#keep(message.requests);
      this.#forgetOldest();
      this.loaded = true;
    }
  }

  async #decideEach(decide: (client: Client) => Promise<Reviewed>): Promise<Reviewed> {
    const reviewed = await this.#call(decide);
    this.#keep(reviewed.decided);
    return reviewed;
  }

  /** @returns the request as it is now; nothing when the host did not take the decision, and the technician has been told why */
  async #decide(
    id: ChangeRequestId,
    decide: (client: Client) => Promise<ChangeRequest[] | undefined>,
    onmoved?: () => void,
  ): Promise<ChangeRequest | undefined> {
    if (this.#busy.has(id)) return undefined;
    this.#busy.add(id);
    try {
      const decided = (await this.#call(decide)) ?? [];
      this.#keep(decided);
      return decided.find((request) => request.id === id);
    } catch (error) {
      if (onmoved !== undefined && codeOf(error) === "VALUE_MOVED") onmoved();
      else this.#report(error);
      return undefined;
    } finally {
      this.#busy.delete(id);
    }
  }

  /** Asks once more where the host wants a second word. @returns undefined when it was not given */
  async #confirmed<Result>(
    register: RegisterName,
    call: (confirmed: boolean) => (client: Client) => Promise<Result>,
  ): Promise<Result | undefined> {
    try {
      return await this.#call(call(false));
    } catch (error) {
      if (codeOf(error) !== "SOURCE_IN_ERROR") throw error;
      return (await this.#secondWord.ask(register)) ? this.#call(call(true)) : undefined;
    }
  }

  #keep(requests: readonly ChangeRequest[]): void {
    for (const request of requests) this.#byId.set(request.id, request);
  }

  /** What has long been over is to be had from the host. */
  #forgetOldest(): void {
    if (this.done.length <= MOST_DONE + MOST_DONE / 4) return;
    for (const { id } of this.done.slice(MOST_DONE)) this.#byId.delete(id);
  }

  #inStage(stage: Stage): ChangeRequest[] {
    return [...this.#byId.values()].filter((request) => stageOf(request) === stage);
  }
}

/** As many as the host keeps at hand. */
const MOST_DONE = 1_000;

const OPEN: ReadonlySet<ChangeRequest["state"]> = new Set(["pending", "approved", "deliverable"]);

const noted = (note: string) => (note.trim() === "" ? {} : { note });
