/** The gate: decides what may reach a device. A consumer's request is held here until somebody decides; nothing that
 *  was decided takes effect, or is answered, before it is stored. */
import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import { jsonText, type Json } from "#shared/json.ts";
import {
  ChangeRequestId,
  type ChangeRequest,
  type ChangeRequestState,
  type Requester,
} from "#shared/model/change-request.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { Logger } from "../logging.ts";
import type { Registry } from "../registry/registry.ts";
import type { ChangeRequestStore } from "./change-request-store.ts";
import type { Limits } from "./deadlines.ts";
import type { Delivery } from "./deliveries.ts";
import { Ledger } from "./ledger.ts";
import { file, move, type Cause, type Move } from "./move.ts";
import { Progress, type ChangeRequestListener } from "./progress.ts";

/** What a consumer asks for. */
export interface Wish {
  readonly register: RegisterName;
  readonly value: Json;
}

export interface Decision {
  /** Who decides. */
  readonly by: string;
  readonly note?: string | undefined;
}

export interface ChangeRequestsOptions {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly store: ChangeRequestStore;
  /** What the last run left, oldest first. */
  readonly stored: readonly ChangeRequest[];
  readonly lastId: number;
  readonly limits: Limits;
  readonly log: Logger;
}

export class ChangeRequests implements Disposable {
  readonly #clock: Clock;
  readonly #registry: Registry;
  readonly #limits: Limits;
  readonly #ledger: Ledger;
  readonly #progress: Progress;
  #lastId: number;

  constructor({ clock, registry, store, stored, lastId, limits, log }: ChangeRequestsOptions) {
    this.#clock = clock;
    this.#registry = registry;
    this.#limits = limits;
    this.#lastId = lastId;
    this.#ledger = new Ledger(store, stored);
    this.#progress = new Progress({ clock, registry, ledger: this.#ledger, limits, log });
  }

  /** Pending and in-progress requests and the latest finished ones, oldest first. */
  all(): ChangeRequest[] {
    return [...this.#ledger.stored()];
  }

  /** Files requests; resolves when they are stored. A newer request takes the place of an undecided one.
   *  @throws {RegdeskError} `STORE_UNAVAILABLE` */
  async request(wishes: readonly Wish[], requester: Requester): Promise<ChangeRequest[]> {
    const cause = { at: this.#clock.now(), by: requester.address };
    const requests = wishes.map((wish) => this.#requestFor(wish, requester, cause.at));
    await this.#progress.commit(
      requests.flatMap((request) => [file(request, cause), ...this.#supersede(request, ["pending"], cause)]),
    );
    return requests;
  }

  /** Approves all of them or none. @param now skips the grace
   *  @throws {RegdeskError} `CHANGE_REQUEST_NOT_FOUND`, `CHANGE_REQUEST_DECIDED`, `STORE_UNAVAILABLE` */
  approve(ids: readonly ChangeRequestId[], decision: Decision, now: boolean): Promise<ChangeRequest[]> {
    const cause: Cause = { at: this.#clock.now(), ...decision };
    return this.#decide(ids, ["pending"], (request) => [
      ...this.#supersede(request, ["approved", "deliverable"], cause),
      ...this.#approval(request, cause, now),
    ]);
  }

  /** Denies all of them or none.
   *  @throws {RegdeskError} `CHANGE_REQUEST_NOT_FOUND`, `CHANGE_REQUEST_DECIDED`, `STORE_UNAVAILABLE` */
  deny(ids: readonly ChangeRequestId[], decision: Decision): Promise<ChangeRequest[]> {
    const cause: Cause = { at: this.#clock.now(), ...decision };
    return this.#decide(ids, ["pending"], (request) => [move(request, "denied", cause, decided(cause))]);
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

  /** Withdraws whatever is open for registers that nobody wants any more; what is on its way to a provider stays.
   *  @throws {RegdeskError} `STORE_UNAVAILABLE` */
  async cancelFor(registers: Iterable<RegisterName>, decision: Decision): Promise<void> {
    const cause: Cause = { at: this.#clock.now(), ...decision };
    const open = [...registers].flatMap((register) => this.#ledger.open(register));
    const moves = open.flatMap((request) => {
      if (this.#progress.isInFlight(request.id) || request.state === "delivered") return [];
      return [move(request, request.state === "pending" ? "cancelled" : "recalled", cause)];
    });
    if (moves.length > 0) await this.#progress.commit(moves);
  }

  /** A technician's own wish: filed, and approved by its author, in one. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  async ask(wish: Wish, decision: Decision): Promise<ChangeRequest> {
    const cause: Cause = { at: this.#clock.now(), ...decision };
    const request = this.#requestFor(wish, { address: "this machine", person: decision.by }, cause.at);
    const moves = [
      file(request, cause),
      ...this.#supersede(request, ["pending", "approved", "deliverable"], cause),
      ...this.#approval(request, cause, false),
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

  #requestFor({ register, value }: Wish, requester: Requester, at: number): ChangeRequest {
    const record = this.#registry.find(register);
    return {
      id: ChangeRequestId.parse(String(++this.#lastId)),
      register,
      value: jsonText(value),
      ...(record === undefined ? {} : { previousValue: jsonText(record.value) }),
      state: "pending",
      requester,
      requestedAt: at,
      expiresAt: at + this.#limits.decision,
      deliveries: 0,
    };
  }

  /** Older requests of the same register give way, except one that is on its way to its provider right now. */
  #supersede({ id, register }: ChangeRequest, states: readonly ChangeRequest["state"][], cause: Cause): Move[] {
    return this.#ledger
      .open(register)
      .filter((older) => states.includes(older.state) && !this.#progress.isInFlight(older.id))
      .map((older) => move(older, "superseded", cause, { supersededBy: id }));
  }

  /** Pending again, unless a newer request has come for the same register: then it has been superseded meanwhile. */
  #returned(request: ChangeRequest, cause: Cause): Move[] {
    const newer = this.#ledger.open(request.register).find(({ state }) => state === "pending");
    if (newer !== undefined) return [move(request, "superseded", cause, { supersededBy: newer.id })];
    return [move(undecided(request), "pending", cause, { expiresAt: request.requestedAt + this.#limits.decision })];
  }

  #approval(request: ChangeRequest, cause: Cause, now: boolean): Move[] {
    const deliverableAt = cause.at + (now ? 0 : this.#limits.grace);
    const expiresAt = deliverableAt + this.#limits.pickUp;
    const approved = move(request, "approved", cause, { ...decided(cause), deliverableAt, expiresAt });
    return now ? [approved, move(approved.request, "deliverable", cause)] : [approved];
  }

  async #decide(
    ids: readonly ChangeRequestId[],
    from: readonly ChangeRequestState[],
    movesOf: (request: ChangeRequest) => Move[],
  ): Promise<ChangeRequest[]> {
    const requests = [...new Set(ids)].map((id) => this.#in(from, id));
    const stored = await this.#progress.commit(requests.flatMap(movesOf));
    return stored.filter(({ id }) => ids.includes(id));
  }

  #in(states: readonly ChangeRequestState[], id: ChangeRequestId): ChangeRequest {
    const request = this.#ledger.latest(id);
    if (request === undefined) {
      const message = `There is no change request ${id}; \`regdesk requests\` lists those there are`;
      throw new RegdeskError("CHANGE_REQUEST_NOT_FOUND", message);
    }
    if (this.#progress.isInFlight(id)) {
      const message = `Change request ${id} is on its way to its provider and cannot be taken back`;
      throw new RegdeskError("CHANGE_REQUEST_DECIDED", message);
    }
    if (!states.includes(request.state)) {
      const message = `Change request ${id} is no longer ${states.join(" or ")}: it is ${request.state}`;
      throw new RegdeskError("CHANGE_REQUEST_DECIDED", message);
    }
    return request;
  }
}

function decided({ at, by, note }: Cause): Partial<ChangeRequest> {
  return { decidedAt: at, decidedBy: by, ...(note === undefined || note === "" ? {} : { note }) };
}

/** The request as it was before somebody decided. */
function undecided({ decidedAt, decidedBy, note, deliverableAt, ...request }: ChangeRequest): ChangeRequest {
  return request;
}
