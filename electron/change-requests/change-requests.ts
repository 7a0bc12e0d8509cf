/** The gate: decides what may reach a device. A consumer's request is held here until somebody decides; nothing that
 *  was decided takes effect, or is answered, before it is stored. */
import type { Clock, Timer } from "#shared/clock.ts";
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
import type { RegisterRecord } from "../registry/register-record.ts";
import type { Registry } from "../registry/registry.ts";
import type { ChangeRequestStore } from "./change-request-store.ts";
import { Deadlines, type Limits } from "./deadlines.ts";
import { Deliveries, type Delivery } from "./deliveries.ts";
import { Ledger } from "./ledger.ts";
import { file, move, type Cause, type Move } from "./move.ts";
import { Outbox } from "./outbox.ts";
import { Outcomes } from "./outcomes.ts";

/** Who the audit names for what happens by itself. */
const REGDESK = "Regdesk";

/** How soon something that could not be stored is tried again, in milliseconds. */
const RETRY_AFTER = 5_000;

export interface Wish {
  readonly register: RegisterName;
  readonly value: Json;
}

export interface Decision {
  readonly by: string;
  readonly note?: string | undefined;
}

export interface ChangeRequestsOptions {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly store: ChangeRequestStore;
  readonly stored: readonly ChangeRequest[];
  readonly lastId: number;
  readonly limits: Limits;
  readonly log: Logger;
}

export class ChangeRequests implements Disposable {
  readonly #clock: Clock;
  readonly #registry: Registry;
  readonly #limits: Limits;
  readonly #log: Logger;
  readonly #ledger: Ledger;
  readonly #outbox = new Outbox();
  readonly #outcomes = new Outcomes();
  readonly #deliveries: Deliveries;
  readonly #deadlines: Deadlines;
  readonly #listeners = new Set<(requests: readonly ChangeRequest[]) => void>();
  readonly #stopListening: () => void;
  readonly #retries = new Set<Timer>();
  #lastId: number;

  constructor({ clock, registry, store, stored, lastId, limits, log }: ChangeRequestsOptions) {
    this.#clock = clock;
    this.#registry = registry;
    this.#limits = limits;
    this.#log = log;
    this.#lastId = lastId;
    this.#ledger = new Ledger(store, stored);
    this.#deadlines = new Deadlines(clock, limits, (id) => this.#inBackground(id, () => this.#deadlineReached(id)));
    this.#deliveries = new Deliveries(this.#ledger, this.#outbox, {
      delivered: (requests) => this.#untilStored(() => this.#recordDelivery(requests)),
      lost: (requests) => this.#untilStored(() => this.#giveBack(requests)),
    });
    for (const request of stored) this.#takeEffect(request);
    this.#stopListening = registry.listen({
      provided: (record) => this.#observe(record),
      expired: () => undefined,
      forgotten: () => undefined,
    });
  }

  /** Pending and in-progress requests and the latest finished ones, oldest first. */
  all(): ChangeRequest[] {
    return [...this.#ledger.stored()];
  }

  /** Files requests; resolves when they are stored. A newer request takes the place of an undecided one. */
  async request(wishes: readonly Wish[], requester: Requester): Promise<ChangeRequest[]> {
    const cause = { at: this.#clock.now(), by: requester.address };
    const filed = wishes.map((wish) => this.#fileOne(wish, requester, cause));
    await this.#commit(filed.flat());
    return filed.map(([first]) => (first as Move).request);
  }

  /** Approves all of them or none. @param now skips the grace
   *  @throws {RegdeskError} `CHANGE_REQUEST_NOT_FOUND`, `CHANGE_REQUEST_DECIDED`, `STORE_UNAVAILABLE` */
  approve(ids: readonly ChangeRequestId[], decision: Decision, now: boolean): Promise<ChangeRequest[]> {
    const cause: Cause = { at: this.#clock.now(), ...decision };
    const requests = this.#undecided(ids);
    return this.#commitDecision(requests, (request) => [
      ...this.#displaced(request, cause),
      ...this.#approval(request, cause, now),
    ]);
  }

  /** Denies all of them or none.
   *  @throws {RegdeskError} `CHANGE_REQUEST_NOT_FOUND`, `CHANGE_REQUEST_DECIDED`, `STORE_UNAVAILABLE` */
  deny(ids: readonly ChangeRequestId[], decision: Decision): Promise<ChangeRequest[]> {
    const cause: Cause = { at: this.#clock.now(), ...decision };
    return this.#commitDecision(this.#undecided(ids), (request) => [move(request, "denied", cause, decided(cause))]);
  }

  /** Hands out what waits for a provider of these names. @returns undefined when nothing does */
  take(names: readonly RegisterName[] | undefined): Promise<Delivery> | undefined {
    return this.#deliveries.take(names);
  }

  /** Calls `wake` once, when something becomes deliverable for one of the names. @returns stops waiting */
  onceDeliverable(names: readonly RegisterName[] | undefined, wake: () => void): () => void {
    return this.#outbox.onceReady(names, wake);
  }

  /** Hears of every request that changed, after the change was stored. @returns stops listening */
  listen(listener: (requests: readonly ChangeRequest[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    this.#deadlines.stop();
    for (const retry of this.#retries) retry.cancel();
  }

  #fileOne({ register, value }: Wish, requester: Requester, cause: Cause): Move[] {
    const record = this.#registry.find(register);
    const request: ChangeRequest = {
      id: ChangeRequestId.parse(String(++this.#lastId)),
      register,
      value: jsonText(value),
      ...(record === undefined ? {} : { previousValue: jsonText(record.value) }),
      state: "pending",
      requester,
      requestedAt: cause.at,
      expiresAt: cause.at + this.#limits.decision,
      deliveries: 0,
    };
    const older = this.#ledger.open(register).filter(({ state }) => state === "pending");
    return [file(request, cause), ...older.map((old) => move(old, "superseded", cause, { supersededBy: request.id }))];
  }

  #undecided(ids: readonly ChangeRequestId[]): ChangeRequest[] {
    return [...new Set(ids)].map((id) => {
      const request = this.#ledger.latest(id);
      if (request === undefined) {
        throw new RegdeskError(
          "CHANGE_REQUEST_NOT_FOUND",
          `There is no change request ${id}; \`regdesk requests\` lists those there are`,
        );
      }
      if (request.state !== "pending") {
        throw new RegdeskError(
          "CHANGE_REQUEST_DECIDED",
          `Change request ${id} is no longer pending: it is ${request.state}`,
        );
      }
      return request;
    });
  }

  /** An approved request that nobody has picked up gives way to a newer approved one. */
  #displaced({ id, register }: ChangeRequest, cause: Cause): Move[] {
    return this.#ledger
      .open(register)
      .filter(
        ({ id: other, state }) => state === "approved" || (state === "deliverable" && !this.#outbox.isInFlight(other)),
      )
      .map((older) => move(older, "superseded", cause, { supersededBy: id }));
  }

  #approval(request: ChangeRequest, cause: Cause, now: boolean): Move[] {
    const deliverableAt = cause.at + (now ? 0 : this.#limits.grace);
    const approved = move(request, "approved", cause, {
      ...decided(cause),
      deliverableAt,
      expiresAt: deliverableAt + this.#limits.pickUp,
    });
    return now ? [approved, move(approved.request, "deliverable", cause)] : [approved];
  }

  async #commitDecision(
    requests: readonly ChangeRequest[],
    movesOf: (request: ChangeRequest) => Move[],
  ): Promise<ChangeRequest[]> {
    await this.#commit(requests.flatMap(movesOf));
    return requests.map(({ id }) => this.#ledger.latest(id) as ChangeRequest);
  }

  async #commit(moves: readonly Move[]): Promise<void> {
    this.#publish(await this.#ledger.commit(moves));
  }

  #publish(requests: readonly ChangeRequest[]): void {
    for (const request of requests) this.#takeEffect(request);
    for (const listener of this.#listeners) listener(requests);
  }

  /** What a stored state entails. */
  #takeEffect(request: ChangeRequest): void {
    this.#deadlines.watch(request);
    if (request.state === "deliverable") this.#outbox.offer(request);
    else this.#outbox.withdraw(request);
    if (request.state === "delivered") this.#awaitOutcome(request);
    else this.#outcomes.forget(request);
  }

  #awaitOutcome(request: ChangeRequest): void {
    const before = this.#registry.find(request.register)?.value;
    const earlier = this.#outcomes.expect(request, before);
    if (earlier !== undefined) this.#inBackground(earlier, () => this.#conclude(earlier, "unchanged"));
  }

  #observe({ name, value }: RegisterRecord): void {
    if (!this.#outcomes.isAwaiting(name)) return;
    const verdict = this.#outcomes.observe(name, value);
    if (verdict !== undefined) this.#inBackground(verdict.id, () => this.#conclude(verdict.id, verdict.outcome));
  }

  async #conclude(id: ChangeRequestId, outcome: "applied" | "applied-differently" | "unchanged"): Promise<void> {
    const request = this.#ledger.latest(id);
    if (request?.state !== "delivered") return;
    const value = this.#registry.find(request.register)?.value;
    const at = this.#clock.now();
    const outcomeValue = value === undefined ? {} : { outcomeValue: jsonText(value) };
    await this.#commit([move(request, outcome, { at, by: REGDESK }, { outcome, outcomeAt: at, ...outcomeValue })]);
  }

  async #deadlineReached(id: ChangeRequestId): Promise<void> {
    const request = this.#ledger.latest(id);
    if (request === undefined || this.#outbox.isInFlight(id)) return this.#deadlines.retry(id, RETRY_AFTER);
    if (request.state === "delivered") return this.#conclude(id, "unchanged");
    const next = AFTER_DEADLINE[request.state];
    if (next !== undefined) await this.#commit([move(request, next, { at: this.#clock.now(), by: REGDESK })]);
  }

  async #recordDelivery(requests: readonly ChangeRequest[]): Promise<void> {
    const at = this.#clock.now();
    await this.#commit(requests.map((request) => move(request, "delivered", { at, by: REGDESK }, { deliveredAt: at })));
  }

  /** The provider's connection died before it had the answer: what was on its way may be picked up again, unless a newer
   *  approved request has come for the same register meanwhile. */
  async #giveBack(requests: readonly ChangeRequest[]): Promise<void> {
    const at = this.#clock.now();
    const displaced = requests.flatMap((request) => {
      const newer = this.#outbox.newerThan(request);
      return newer === undefined ? [] : [move(request, "superseded", { at, by: REGDESK }, { supersededBy: newer.id })];
    });
    await this.#ledger.update(requests);
    await this.#commit(displaced);
    for (const request of requests) this.#outbox.release(request);
  }

  /** What has happened on the wire must get into the store, however long the disk is full. */
  #untilStored(act: () => Promise<void>): void {
    act().catch((error: unknown) => {
      this.#log.error({ err: error }, "a delivery could not be recorded; it is tried again");
      const retry = this.#clock.after(RETRY_AFTER, () => {
        this.#retries.delete(retry);
        this.#untilStored(act);
      });
      this.#retries.add(retry);
    });
  }

  /** What no caller waits for is tried again when it cannot be stored. */
  #inBackground(id: ChangeRequestId, act: () => Promise<void>): void {
    act().catch((error: unknown) => {
      this.#log.error({ err: error, changeRequest: id }, "a change request could not move on; it is tried again");
      this.#deadlines.retry(id, RETRY_AFTER);
    });
  }
}

const AFTER_DEADLINE: Readonly<Partial<Record<ChangeRequestState, ChangeRequestState>>> = {
  pending: "expired",
  approved: "deliverable",
  deliverable: "not-picked-up",
};

function decided({ at, by, note }: Cause): Partial<ChangeRequest> {
  return { decidedAt: at, decidedBy: by, ...(note === undefined || note === "" ? {} : { note }) };
}
