/** The gate: decides what may reach a device. A consumer's request is held here until somebody decides; nothing that
 *  was decided takes effect, or is answered, before it is stored. */
import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { ChangeRequest, ChangeRequestId, ChangeRequestState, Requester } from "#shared/model/change-request.ts";
import { RegisterName } from "#shared/model/register.ts";
import type { Logger } from "../logging.ts";
import type { Registry } from "../registry/registry.ts";
import { denial, undecided } from "./approval.ts";
import type { ChangeRequestStore } from "./change-request-store.ts";
import type { Limits } from "./deadlines.ts";
import type { Delivery } from "./deliveries.ts";
import { Intake } from "./intake.ts";
import { Ledger } from "./ledger.ts";
import { file, move, type Cause, type Move } from "./move.ts";
import type { Policy } from "./policy.ts";
import { Progress, type ChangeRequestListener } from "./progress.ts";
import { Succession } from "./succession.ts";
import type { Wish } from "./wish.ts";

const TEST_WISH: Wish = { register: RegisterName.parse("regdesk.test"), value: 1 };
const TEST_REQUESTER: Requester = { address: "127.0.0.1", userAgent: "Regdesk, to try the gate" };

/** What may be open at a time: more nobody can decide, and all of it is held in memory. The length is in characters. */
const MOST_OPEN = { count: 10_000, length: 1 << 26 };

/** How long a request waits at least when its approval was undone, in milliseconds. */
const TO_DECIDE_ANEW = 60_000;

export interface Decision {
  /** Who decides. */
  readonly by: string;
  readonly note?: string | undefined;
}

/** Of several requests those that could be decided, and why the others could not. */
export interface Reviewed {
  readonly decided: ChangeRequest[];
  readonly refused: { readonly id: ChangeRequestId; readonly message: string }[];
}

export interface ChangeRequestsOptions {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly store: ChangeRequestStore;
  readonly policy: Policy;
  /** What the last run left, oldest first. */
  readonly stored: readonly ChangeRequest[];
  readonly lastId: number;
  readonly log: Logger;
}

export class ChangeRequests implements Disposable {
  readonly #clock: Clock;
  readonly #policy: Policy;
  readonly #ledger: Ledger;
  readonly #progress: Progress;
  readonly #succession: Succession;
  readonly #intake: Intake;

  constructor({ clock, registry, store, policy, stored, lastId, log }: ChangeRequestsOptions) {
    this.#clock = clock;
    this.#policy = policy;
    this.#ledger = new Ledger(store, stored);
    this.#succession = new Succession(this.#ledger, (id) => this.#progress.isInFlight(id));
    this.#intake = new Intake({ registry, policy, succession: this.#succession, stored, lastId });
    const limits = (): Limits => this.#intake.limits;
    this.#progress = new Progress({ clock, registry, ledger: this.#ledger, limits, log });
  }

  /** Pending and in-progress requests and the latest finished ones, oldest first. */
  all(): ChangeRequest[] {
    return [...this.#ledger.stored()];
  }

  /** Files requests, and decides at once what rules or the mode decide; resolves when both are stored.
   *  @throws {RegdeskError} `CHANGE_REQUESTS_FULL`, `STORE_UNAVAILABLE`; then none is filed */
  async request(wishes: readonly Wish[], requester: Requester): Promise<ChangeRequest[]> {
    this.#makeSureOfRoom(wishes.length);
    const at = this.#clock.now();
    const filed = wishes.map((wish) => this.#intake.file(wish, requester, at));
    try {
      const stored = await this.#progress.commit(filed.flatMap(({ moves }) => moves));
      const byId = new Map(stored.map((request) => [request.id, request]));
      return filed.map(({ request }) => byId.get(request.id) ?? request);
    } catch (error) {
      for (const one of filed) this.#intake.takeBack(one);
      throw error;
    }
  }

  /** Files a request as a consumer on this machine would, so that a technician sees what becomes of one.
   *  @throws {RegdeskError} `STORE_UNAVAILABLE` */
  async sendTest(): Promise<ChangeRequest> {
    const [request] = await this.request([TEST_WISH], TEST_REQUESTER);
    if (request === undefined) throw new Error("the test request was not filed");
    return request;
  }

  /** Approves all of them or none. @param now skips the grace
   *  @throws {RegdeskError} `CHANGE_REQUEST_NOT_FOUND`, `CHANGE_REQUEST_DECIDED`, `STORE_UNAVAILABLE` */
  approve(ids: readonly ChangeRequestId[], decision: Decision, now: boolean): Promise<ChangeRequest[]> {
    const cause: Cause = { at: this.#clock.now(), ...decision };
    return this.#decide(ids, ["pending"], (request) => this.#intake.approve(request, cause, now));
  }

  /** Approves those that can still be decided. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  approveEach(ids: readonly ChangeRequestId[], decision: Decision): Promise<Reviewed> {
    const cause: Cause = { at: this.#clock.now(), ...decision };
    return this.#decideEach(ids, ["pending"], (request) => this.#intake.approve(request, cause, false));
  }

  /** Denies all of them or none.
   *  @throws {RegdeskError} `CHANGE_REQUEST_NOT_FOUND`, `CHANGE_REQUEST_DECIDED`, `NOTE_REQUIRED`, `STORE_UNAVAILABLE` */
  async deny(ids: readonly ChangeRequestId[], decision: Decision): Promise<ChangeRequest[]> {
    this.#makeSureOfNote(decision);
    const cause: Cause = { at: this.#clock.now(), ...decision };
    return this.#decide(ids, ["pending"], (request) => [denial(request, cause)]);
  }

  /** Denies those that can still be decided. @throws {RegdeskError} `NOTE_REQUIRED`, `STORE_UNAVAILABLE` */
  async denyEach(ids: readonly ChangeRequestId[], decision: Decision): Promise<Reviewed> {
    this.#makeSureOfNote(decision);
    const cause: Cause = { at: this.#clock.now(), ...decision };
    return this.#decideEach(ids, ["pending"], (request) => [denial(request, cause)]);
  }

  /** Takes approvals back during their grace: all of them or none.
   *  @throws {RegdeskError} `CHANGE_REQUEST_NOT_FOUND`, `CHANGE_REQUEST_DECIDED`, `STORE_UNAVAILABLE` */
  undo(ids: readonly ChangeRequestId[], decision: Decision): Promise<ChangeRequest[]> {
    const cause: Cause = { at: this.#clock.now(), ...decision };
    return this.#decide(ids, ["approved"], (request) => this.#returned(request, cause));
  }

  /** Takes approved requests back for good, before they are picked up: all of them or none.
   *  @throws {RegdeskError} `CHANGE_REQUEST_NOT_FOUND`, `CHANGE_REQUEST_DECIDED`, `STORE_UNAVAILABLE` */
  recall(ids: readonly ChangeRequestId[], decision: Decision): Promise<ChangeRequest[]> {
    const cause: Cause = { at: this.#clock.now(), ...decision };
    return this.#decide(ids, ["approved", "deliverable"], (request) => [move(request, "recalled", cause)]);
  }

  /** Takes back those that can still be taken back. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  async recallEach(ids: readonly ChangeRequestId[], decision: Decision): Promise<Reviewed> {
    const cause: Cause = { at: this.#clock.now(), ...decision };
    return this.#decideEach(ids, ["approved", "deliverable"], (request) => [move(request, "recalled", cause)]);
  }

  /** Withdraws requests on behalf of the consumer that filed them, as long as no provider has picked them up: all or none.
   *  @param address where the consumer is
   *  @throws {RegdeskError} `CHANGE_REQUEST_NOT_FOUND`, `CHANGE_REQUEST_FOREIGN`, `CHANGE_REQUEST_DECIDED`,
   *  `STORE_UNAVAILABLE` */
  async cancel(ids: readonly ChangeRequestId[], address: string): Promise<void> {
    for (const id of ids) {
      const request = this.#ledger.latest(id);
      if (request === undefined) {
        const message = `There is no change request ${id}, or it has long been over; nothing was cancelled`;
        throw new RegdeskError("CHANGE_REQUEST_NOT_FOUND", message);
      }
      if (request.requester.address === address) continue;
      const message = `Change request ${id} was filed from another address than ${address}; only who filed it can cancel it`;
      throw new RegdeskError("CHANGE_REQUEST_FOREIGN", message);
    }
    const cause: Cause = { at: this.#clock.now(), by: address };
    await this.#decide(ids, ["pending", "approved", "deliverable"], (request) => [withdrawal(request, cause)]);
  }

  /** Withdraws whatever is open for registers that nobody wants any more; what is on its way to a provider stays.
   *  @throws {RegdeskError} `STORE_UNAVAILABLE` */
  async cancelFor(registers: Iterable<RegisterName>, decision: Decision): Promise<void> {
    const cause: Cause = { at: this.#clock.now(), ...decision };
    const open = [...registers].flatMap((register) => this.#ledger.open(register));
    const moves = open.flatMap((request) => {
      if (this.#progress.isInFlight(request.id) || request.state === "delivered") return [];
      return [withdrawal(request, cause)];
    });
    if (moves.length > 0) await this.#progress.commit(moves);
  }

  /** A technician's own wish: filed, and approved by its author, in one. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  async ask(wish: Wish, decision: Decision): Promise<ChangeRequest> {
    const cause: Cause = { at: this.#clock.now(), ...decision };
    const request = this.#intake.requestFor(wish, { address: "this machine", person: decision.by }, cause.at);
    const moves = [
      file(request, cause),
      ...this.#succession.movesFor(request, ["pending"], cause),
      ...this.#intake.approve(request, cause, false),
    ];
    const stored = await this.#progress.commit(moves);
    return stored.find(({ id }) => id === request.id) ?? request;
  }

  /** Hands out what waits for a provider of these names. @returns undefined when nothing does */
  take(names: readonly RegisterName[] | undefined): Promise<Delivery> | undefined {
    return this.#progress.take(names);
  }

  /** Calls `wake` once, when something becomes deliverable for one of the names. @returns stops waiting */
  onceDeliverable(names: readonly RegisterName[] | undefined, wake: () => void): () => void {
    return this.#progress.onceDeliverable(names, wake);
  }

  /** Hears of registers for which something became deliverable while no poll waits for it. One listener. */
  onUncovered(listener: (register: RegisterName) => void): void {
    this.#progress.onUncovered(listener);
  }

  /** Whether something waits to be delivered for the register, and no poll waits for it. */
  isUncovered(register: RegisterName): boolean {
    return this.#progress.isUncovered(register);
  }

  /** Hears of every request that changed, after the change was stored. @returns stops listening */
  listen(listener: ChangeRequestListener): () => void {
    return this.#progress.listen(listener);
  }

  [Symbol.dispose](): void {
    this.#progress[Symbol.dispose]();
  }

  /** Pending again, unless a newer request has come for the same register: then it has been superseded meanwhile. */
  #returned(request: ChangeRequest, cause: Cause): Move[] {
    const newer = this.#ledger.open(request.register).find(({ state }) => state === "pending");
    if (newer !== undefined) return [move(request, "superseded", cause, { supersededBy: newer.id })];
    const { decision } = this.#intake.limits;
    // Who takes an approval back must have time to decide otherwise, however late it is and whatever the clock was set to.
    const expiresAt = Math.max(request.requestedAt + decision, cause.at + Math.min(TO_DECIDE_ANEW, decision));
    return [move(undecided(request), "pending", cause, { expiresAt })];
  }

  #makeSureOfRoom(wishes: number): void {
    const { count, length } = this.#ledger.load;
    if (count + wishes <= MOST_OPEN.count && length <= MOST_OPEN.length) return;
    const message = `${count} change requests wait already, with values of ${length} characters, and there is no room for ${wishes} more; cancel some, or ask again when they are decided`;
    throw new RegdeskError("CHANGE_REQUESTS_FULL", message);
  }

  #makeSureOfNote({ note = "" }: Decision): void {
    if (!this.#policy.now.denyNoteRequired || note.trim() !== "") return;
    throw new RegdeskError("NOTE_REQUIRED", "A denial needs a note here; say why with --note, or in the note field");
  }

  async #decide(
    ids: readonly ChangeRequestId[],
    from: readonly ChangeRequestState[],
    movesOf: (request: ChangeRequest) => Move[],
  ): Promise<ChangeRequest[]> {
    const requests = [...new Set(ids)].map((id) => this.#find(id));
    for (const request of requests) {
      const sentence = this.#whyNot(request, from);
      if (sentence !== undefined) throw new RegdeskError("CHANGE_REQUEST_DECIDED", sentence);
    }
    const stored = await this.#progress.commit(requests.flatMap(movesOf));
    return stored.filter(({ id }) => ids.includes(id));
  }

  async #decideEach(
    ids: readonly ChangeRequestId[],
    from: readonly ChangeRequestState[],
    movesOf: (request: ChangeRequest) => Move[],
  ): Promise<Reviewed> {
    const refused: { id: ChangeRequestId; message: string }[] = [];
    const requests = [...new Set(ids)].flatMap((id) => {
      const request = this.#ledger.latest(id);
      const message = request === undefined ? unknown(id) : this.#whyNot(request, from);
      if (message !== undefined) refused.push({ id, message });
      return message === undefined && request !== undefined ? [request] : [];
    });
    const stored = requests.length === 0 ? [] : await this.#progress.commit(requests.flatMap(movesOf));
    return { decided: stored.filter(({ id }) => ids.includes(id)), refused };
  }

  #find(id: ChangeRequestId): ChangeRequest {
    const request = this.#ledger.latest(id);
    if (request === undefined) throw new RegdeskError("CHANGE_REQUEST_NOT_FOUND", unknown(id));
    return request;
  }

  /** Why a request cannot be decided from one of these states; undefined when it can. */
  #whyNot({ id, state }: ChangeRequest, states: readonly ChangeRequestState[]): string | undefined {
    if (this.#progress.isInFlight(id))
      return `Change request ${id} is on its way to its provider and cannot be taken back`;
    if (states.includes(state)) return undefined;
    return `Change request ${id} is no longer ${states.join(" or ")}: it is ${state}`;
  }
}

function unknown(id: ChangeRequestId): string {
  return `There is no change request ${id}; \`regdesk requests\` lists those there are`;
}

/** An undecided request is cancelled; an approval is recalled. */
function withdrawal(request: ChangeRequest, cause: Cause): Move {
  return move(request, request.state === "pending" ? "cancelled" : "recalled", cause);
}
