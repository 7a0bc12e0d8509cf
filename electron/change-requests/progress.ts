import type { Clock } from "#shared/clock.ts";
import { jsonText } from "#shared/json.ts";
import type { ChangeRequest, ChangeRequestId, ChangeRequestState, Outcome } from "#shared/model/change-request.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { Logger } from "../logging.ts";
import type { RegisterRecord } from "../registry/register-record.ts";
import type { Registry } from "../registry/registry.ts";
import { wasApproved } from "./approval.ts";
import { Deadlines, type Limits } from "./deadlines.ts";
import { Deliveries, type Delivery } from "./deliveries.ts";
import type { Ledger } from "./ledger.ts";
import { LocalOverrides } from "./local-overrides.ts";
import { move, type Move } from "./move.ts";
import { Outbox } from "./outbox.ts";
import { Outcomes, type Verdict } from "./outcomes.ts";
import { Retries } from "./retries.ts";
import type { SourceRegisters } from "./source-registers.ts";
import type { Transition } from "./transition.ts";

/** Who the audit names for what happens by itself. */
const REGDESK = "Regdesk";

const AFTER_DEADLINE: Readonly<Partial<Record<ChangeRequestState, ChangeRequestState>>> = {
  pending: "expired",
  approved: "deliverable",
  deliverable: "not-picked-up",
};

/** Hears of requests that changed, and of the moves that changed them. */
export type ChangeRequestListener = (requests: readonly ChangeRequest[], transitions: readonly Transition[]) => void;

export interface ProgressOptions {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly sources: SourceRegisters;
  readonly ledger: Ledger;
  /** As they are when asked. */
  readonly limits: () => Limits;
  readonly log: Logger;
}

/** What happens to a request by itself: its state takes effect, its time runs out, its provider picks it up, and the
 *  values reported afterwards tell what became of it. */
export class Progress implements Disposable {
  readonly #clock: Clock;
  readonly #registry: Registry;
  readonly #sources: SourceRegisters;
  readonly #overrides: LocalOverrides;
  readonly #ledger: Ledger;
  readonly #outbox = new Outbox();
  readonly #outcomes = new Outcomes();
  readonly #deliveries: Deliveries;
  readonly #deadlines: Deadlines;
  readonly #retries: Retries;
  readonly #listeners = new Set<ChangeRequestListener>();
  /** Deliverable, but for a register of a source: they wait for its run to end. */
  readonly #waiting = new Map<RegisterName, ChangeRequestId>();
  readonly #stopListening: readonly (() => void)[];

  constructor({ clock, registry, sources, ledger, limits, log }: ProgressOptions) {
    this.#clock = clock;
    this.#registry = registry;
    this.#sources = sources;
    this.#overrides = new LocalOverrides(sources);
    this.#ledger = ledger;
    this.#retries = new Retries(clock, log);
    this.#deadlines = new Deadlines(clock, limits, (id) => this.#retries.untilStored(() => this.#timeIsUp(id)));
    this.#deliveries = new Deliveries(ledger, this.#outbox, {
      delivered: (requests) => this.#recordDelivery(requests),
      lost: (requests) => this.#retries.untilStored(() => this.#giveBack(requests)),
      notBegun: (requests) => {
        this.#offerAgain(requests);
        this.#retries.untilStored(() => this.#supersedeOvertaken());
      },
    });
    for (const request of ledger.stored()) this.#takeEffect(request);
    this.#retries.untilStored(async () => {
      await this.#supersedeOvertaken();
      await this.#reconsider();
    });
    const stopHearing = registry.listen({
      provided: (record) => this.#observe(record),
      expired: () => undefined,
      withdrawn: () => undefined,
      forgotten: () => undefined,
    });
    this.#stopListening = [stopHearing, sources.listen(() => this.#lookAgain())];
  }

  /** Stores moves, then lets them take effect. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  async commit(moves: readonly Move[]): Promise<ChangeRequest[]> {
    const all = this.#overrides.carriedOn(moves, this.#clock.now());
    const write = this.#overrides.writeOf(all);
    const requests = await this.#sources.storing(write, () => this.#ledger.commit(all, write));
    this.#settle(requests, all);
    return requests;
  }

  take(names: readonly RegisterName[] | undefined): Promise<Delivery> | undefined {
    this.#dropOverdue(names);
    return this.#deliveries.take(names);
  }

  onceDeliverable(names: readonly RegisterName[] | undefined, wake: () => void): () => void {
    return this.#outbox.onceReady(names, wake);
  }

  onUncovered(listener: (register: RegisterName) => void): void {
    this.#outbox.onUncovered(listener);
  }

  isUncovered(register: RegisterName): boolean {
    return this.#outbox.isUncovered(register);
  }

  /** Whether the request is on its way to its provider right now. */
  isInFlight(id: ChangeRequestId): boolean {
    return this.#outbox.isInFlight(id);
  }

  listen(listener: ChangeRequestListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  [Symbol.dispose](): void {
    for (const stop of this.#stopListening) stop();
    this.#deadlines.stop();
    this.#retries.stop();
  }

  #settle(requests: readonly ChangeRequest[], moves: readonly Move[]): void {
    for (const request of requests) this.#takeEffect(request);
    const transitions = moves.map(({ transition }) => transition);
    for (const listener of this.#listeners) listener(requests, transitions);
  }

  /** What a stored state entails. */
  #takeEffect(request: ChangeRequest): void {
    const { id, register, state, source } = request;
    this.#deadlines.watch(request);
    if (state === "deliverable" && source === undefined) this.#outbox.offer(request);
    else this.#outbox.withdraw(request);
    if (state === "deliverable" && source !== undefined) this.#waiting.set(register, id);
    else if (this.#waiting.get(register) === id) this.#waiting.delete(register);
    if (request.state === "delivered") this.#awaitOutcome(request);
    else this.#outcomes.forget(request);
  }

  #awaitOutcome(request: ChangeRequest): void {
    const value = this.#registry.find(request.register)?.value;
    const earlier = this.#outcomes.expect(request, value);
    if (earlier !== undefined) this.#retries.untilStored(() => this.#conclude(earlier, "unchanged"));
    this.#act(this.#outcomes.catchUp(request.register, value));
  }

  #observe({ name, value, source }: RegisterRecord): void {
    this.#act(this.#outcomes.observe(name, value));
    if (source === undefined ? this.#waiting.has(name) : this.#outbox.has(name)) this.#lookAgain();
  }

  #lookAgain(): void {
    if (this.#waiting.size > 0 || !this.#outbox.isEmpty) this.#retries.untilStored(() => this.#reconsider());
  }

  /** Whose register it is may have changed, and the run that was waited for may be over. */
  async #reconsider(): Promise<void> {
    const waiting = [...this.#waiting.values()].flatMap((id) => this.#ledger.latest(id) ?? []);
    const ready = [...waiting, ...this.#outbox.ready(undefined)].filter(
      ({ id, state }) => state === "deliverable" && !this.#ledger.isMoving(id),
    );
    const placed = ready.map((request) => this.#overrides.placed(request));
    const at = this.#clock.now();
    const moves = placed.flatMap((request) => this.#overrides.appliedAt(request, at));
    const applied = new Set(moves.map(({ request: { id } }) => id));
    const moved = placed.filter((request, place) => request !== ready[place] && !applied.has(request.id));
    if (moved.length > 0) this.#settle(await this.#ledger.update(moved), []);
    if (moves.length > 0) await this.commit(moves);
  }

  #act(verdict: Verdict | undefined): void {
    if (verdict !== undefined) this.#retries.untilStored(() => this.#conclude(verdict.id, verdict.outcome));
  }

  async #conclude(id: ChangeRequestId, outcome: Outcome): Promise<void> {
    const request = this.#ledger.latest(id);
    if (request?.state !== "delivered") return;
    const value = this.#registry.find(request.register)?.value;
    const at = this.#clock.now();
    const outcomeValue = value === undefined ? {} : { outcomeValue: jsonText(value) };
    await this.commit([move(request, outcome, { at, by: REGDESK }, { outcome, outcomeAt: at, ...outcomeValue })]);
  }

  async #timeIsUp(id: ChangeRequestId): Promise<void> {
    const request = this.#ledger.latest(id);
    if (request === undefined || this.#outbox.isInFlight(id)) return; // how the delivery ends decides
    if (this.#ledger.isMoving(id)) return this.#deadlines.again(id); // should that fail, its time is up all the same
    if (request.state === "delivered") {
      return this.#outcomes.isAwaited(request) ? this.#conclude(id, "unchanged") : undefined;
    }
    const next = AFTER_DEADLINE[request.state];
    if (next !== undefined) await this.commit([move(request, next, { at: this.#clock.now(), by: REGDESK })]);
  }

  #recordDelivery(requests: readonly ChangeRequest[]): void {
    const at = this.#clock.now();
    for (const request of requests) {
      this.#outcomes.handedOut(request, this.#registry.find(request.register)?.value);
    }
    const moves = requests.map((request) => move(request, "delivered", { at, by: REGDESK }, { deliveredAt: at }));
    this.#retries.untilStored(() => this.commit(moves));
  }

  /** The provider's connection died before it had the answer: what was on its way may be picked up again, unless another
   *  request was approved for the same register meanwhile. */
  async #giveBack(requests: readonly ChangeRequest[]): Promise<void> {
    await this.#ledger.update(requests);
    await this.commit(this.#overtaken(requests));
    this.#offerAgain(requests);
  }

  /** Their time may have run out while they were on their way. */
  #offerAgain(requests: readonly ChangeRequest[]): void {
    for (const request of requests) {
      this.#outbox.release(request);
      this.#deadlines.watch(request);
    }
  }

  /** The timers of a machine that slept are late, and the first poll after it must not get what was approved yesterday. */
  #dropOverdue(names: readonly RegisterName[] | undefined): void {
    const now = this.#clock.now();
    for (const { id, expiresAt = Infinity } of this.#outbox.ready(names)) {
      if (expiresAt <= now) this.#retries.untilStored(() => this.#timeIsUp(id));
    }
  }

  /** A crash while a delivery was under way leaves it beside what was approved later for the same register. */
  async #supersedeOvertaken(): Promise<void> {
    const waiting = this.#ledger.all().filter(({ state, id }) => state === "deliverable" && !this.isInFlight(id));
    const moves = this.#overtaken(waiting);
    if (moves.length > 0) await this.commit(moves);
  }

  #overtaken(requests: readonly ChangeRequest[]): Move[] {
    const at = this.#clock.now();
    const newest = this.#newestApproved();
    return requests.flatMap((request) => {
      const newer = newest.get(request.register);
      if (newer === undefined || Number(newer) <= Number(request.id)) return [];
      return [move(request, "superseded", { at, by: REGDESK }, { supersededBy: newer })];
    });
  }

  /** Of each register, also one that is over: an older one must not reach the device after it. */
  #newestApproved(): Map<RegisterName, ChangeRequestId> {
    const approved = this.#ledger.all().filter(wasApproved);
    approved.sort((a, b) => Number(a.id) - Number(b.id));
    return new Map(approved.map(({ register, id }) => [register, id]));
  }
}
