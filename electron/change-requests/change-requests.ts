/** The gate: decides what may reach a device. A consumer's request is held here until somebody decides; nothing that
 *  was decided takes effect, or is answered, before it is stored. */
import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { ChangeRequest, ChangeRequestId, Requester } from "#shared/model/change-request.ts";
import { RegisterName } from "#shared/model/register.ts";
import type { Logger } from "../logging.ts";
import type { Registry } from "../registry/registry.ts";
import { denial, undecided } from "./approval.ts";
import type { ChangeRequestStore } from "./change-request-store.ts";
import type { Limits } from "./deadlines.ts";
import { Decisions, type Deciding, type Reviewed } from "./deciding.ts";
import type { Delivery } from "./deliveries.ts";
import { Intake } from "./intake.ts";
import { Ledger } from "./ledger.ts";
import { file, move, type Cause, type Move } from "./move.ts";
import type { Policy } from "./policy.ts";
import { Progress, type ChangeRequestListener } from "./progress.ts";
import { NO_DEVICES, type RegisterDevices } from "./register-devices.ts";
import { NO_SOURCES, type SourceRegisters } from "./source-registers.ts";
import { Succession } from "./succession.ts";
import { inError, objection, type Terms } from "./terms.ts";
import type { Wish } from "./wish.ts";

const TEST_WISH: Wish = { register: RegisterName.parse("regdesk.test"), value: 1 };
const TEST_REQUESTER: Requester = { address: "127.0.0.1", userAgent: "Regdesk, to try the gate" };

/** How long the values of what is open may be together, in characters: all of it is held in memory. */
const MOST_LENGTH = 1 << 26;

/** How long a request waits at least when its approval was undone, in milliseconds. */
const TO_DECIDE_ANEW = 60_000;

export interface Decision {
  /** Who decides. */
  readonly by: string;
  readonly note?: string | undefined;
}

export interface ChangeRequestsOptions {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly store: ChangeRequestStore;
  readonly policy: Policy;
  /** What the last run left, oldest first. */
  readonly stored: readonly ChangeRequest[];
  readonly lastId: number;
  /** Outside sources; without them no register is a source's. */
  readonly sources?: SourceRegisters;
  /** Without them only a register's metadata names its device. */
  readonly devices?: RegisterDevices;
  /** How many may wait or be under way at a time. */
  readonly mostOpen?: () => number;
  readonly log: Logger;
}

export class ChangeRequests implements Disposable {
  readonly #clock: Clock;
  readonly #mostOpen: () => number;
  readonly #registry: Registry;
  readonly #sources: SourceRegisters;
  readonly #policy: Policy;
  readonly #ledger: Ledger;
  readonly #decisions: Decisions;
  readonly #progress: Progress;
  readonly #succession: Succession;
  readonly #intake: Intake;

  constructor(options: ChangeRequestsOptions) {
    const {
      clock,
      registry,
      store,
      policy,
      stored,
      lastId,
      sources = NO_SOURCES,
      devices = NO_DEVICES,
      mostOpen = () => 10_000,
      log,
    } = options;
    this.#clock = clock;
    this.#mostOpen = mostOpen;
    this.#registry = registry;
    this.#sources = sources;
    this.#policy = policy;
    this.#ledger = new Ledger(store, stored);
    this.#succession = new Succession(this.#ledger, (id) => this.#progress.isInFlight(id));
    this.#intake = new Intake({ registry, devices, sources, policy, succession: this.#succession, stored, lastId });
    const limits = (): Limits => this.#intake.limits;
    this.#progress = new Progress({ clock, registry, sources, ledger: this.#ledger, limits, log });
    this.#decisions = new Decisions(this.#ledger, this.#progress);
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
   *  @throws {RegdeskError} `CHANGE_REQUEST_NOT_FOUND`, `CHANGE_REQUEST_DECIDED`, `SOURCE_IN_ERROR`, `VALUE_MOVED`,
   *  `STORE_UNAVAILABLE` */
  approve(
    ids: readonly ChangeRequestId[],
    decision: Decision,
    now: boolean,
    terms: Terms = {},
  ): Promise<ChangeRequest[]> {
    return this.#decisions.all(this.#approval(ids, decision, now, terms));
  }

  /** Approves those that can still be decided. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  approveEach(ids: readonly ChangeRequestId[], decision: Decision, terms: Terms = {}): Promise<Reviewed> {
    return this.#decisions.each(this.#approval(ids, decision, false, terms));
  }

  /** Denies all of them or none.
   *  @throws {RegdeskError} `CHANGE_REQUEST_NOT_FOUND`, `CHANGE_REQUEST_DECIDED`, `NOTE_REQUIRED`, `STORE_UNAVAILABLE` */
  async deny(ids: readonly ChangeRequestId[], decision: Decision): Promise<ChangeRequest[]> {
    this.#makeSureOfNote(decision);
    const cause: Cause = { at: this.#clock.now(), ...decision };
    return this.#decisions.all({ ids, from: ["pending"], movesOf: (request) => [denial(request, cause)] });
  }

  /** Denies those that can still be decided. @throws {RegdeskError} `NOTE_REQUIRED`, `STORE_UNAVAILABLE` */
  async denyEach(ids: readonly ChangeRequestId[], decision: Decision): Promise<Reviewed> {
    this.#makeSureOfNote(decision);
    const cause: Cause = { at: this.#clock.now(), ...decision };
    return this.#decisions.each({ ids, from: ["pending"], movesOf: (request) => [denial(request, cause)] });
  }

  /** Takes approvals back during their grace: all of them or none.
   *  @throws {RegdeskError} `CHANGE_REQUEST_NOT_FOUND`, `CHANGE_REQUEST_DECIDED`, `STORE_UNAVAILABLE` */
  undo(ids: readonly ChangeRequestId[], decision: Decision): Promise<ChangeRequest[]> {
    const cause: Cause = { at: this.#clock.now(), ...decision };
    return this.#decisions.all({ ids, from: ["approved"], movesOf: (request) => this.#returned(request, cause) });
  }

  /** Takes approved requests back for good, before they are picked up: all of them or none.
   *  @throws {RegdeskError} `CHANGE_REQUEST_NOT_FOUND`, `CHANGE_REQUEST_DECIDED`, `STORE_UNAVAILABLE` */
  recall(ids: readonly ChangeRequestId[], decision: Decision): Promise<ChangeRequest[]> {
    const cause: Cause = { at: this.#clock.now(), ...decision };
    return this.#decisions.all({
      ids,
      from: ["approved", "deliverable"],
      movesOf: (request) => [move(request, "recalled", cause)],
    });
  }

  /** Takes back those that can still be taken back. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  async recallEach(ids: readonly ChangeRequestId[], decision: Decision): Promise<Reviewed> {
    const cause: Cause = { at: this.#clock.now(), ...decision };
    return this.#decisions.each({
      ids,
      from: ["approved", "deliverable"],
      movesOf: (request) => [move(request, "recalled", cause)],
    });
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
    await this.#decisions.all({
      ids,
      from: ["pending", "approved", "deliverable"],
      movesOf: (request) => [withdrawal(request, cause)],
    });
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

  /** A technician's own wish: filed, and approved by its author, in one.
   *  @throws {RegdeskError} `SOURCE_IN_ERROR`, `STORE_UNAVAILABLE` */
  async ask(wish: Wish, decision: Decision, isConfirmed = false): Promise<ChangeRequest> {
    const refusal = inError(wish, isConfirmed, this.#sources);
    if (refusal !== undefined) throw refusal;
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

  #approval(ids: readonly ChangeRequestId[], decision: Decision, now: boolean, terms: Terms): Deciding {
    const cause: Cause = { at: this.#clock.now(), ...decision };
    return {
      ids,
      from: ["pending"],
      movesOf: (request) => this.#intake.approve(request, cause, now),
      objection: (request) => objection(request, terms, { registry: this.#registry, sources: this.#sources }),
    };
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
    if (count + wishes <= this.#mostOpen() && length <= MOST_LENGTH) return;
    const message = `${count} change requests wait already, with values of ${length} characters, and there is no room for ${wishes} more; cancel some, or ask again when they are decided`;
    throw new RegdeskError("CHANGE_REQUESTS_FULL", message);
  }

  #makeSureOfNote({ note = "" }: Decision): void {
    if (!this.#policy.now.denyNoteRequired || note.trim() !== "") return;
    throw new RegdeskError("NOTE_REQUIRED", "A denial needs a note here; say why with --note, or in the note field");
  }
}

/** An undecided request is cancelled; an approval is recalled. */
function withdrawal(request: ChangeRequest, cause: Cause): Move {
  return move(request, request.state === "pending" ? "cancelled" : "recalled", cause);
}
