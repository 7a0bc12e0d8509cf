import type { ChangeRequest, ChangeRequestId } from "#shared/model/change-request.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { ChangeRequestStore } from "./change-request-store.ts";
import { isOpen, type Move } from "./move.ts";
import type { OverrideWrite } from "./source-registers.ts";
import type { Transition } from "./transition.ts";

/** How many finished requests are kept at hand, and how long their values may be together, in characters; older ones are in the
 *  store. */
const FINISHED_KEPT = 1_000;
const FINISHED_LENGTH = 1 << 24;

/** Keeps two truths apart: what has been decided and is on its way to the disk, and what is on the disk.
 *  The next decision builds on the first; whatever others see or get builds on the second. */
export class Ledger {
  readonly #store: ChangeRequestStore;
  readonly #committed = new Map<ChangeRequestId, ChangeRequest>();
  /** How long the values of each are, the one that ended first being the first. */
  readonly #finished = new Map<ChangeRequestId, number>();
  readonly #planned = new Map<ChangeRequestId, ChangeRequest>();
  readonly #openByRegister = new Map<RegisterName, Set<ChangeRequestId>>();
  #finishedLength = 0;
  #openCount = 0;
  #openLength = 0;

  constructor(store: ChangeRequestStore, stored: Iterable<ChangeRequest>) {
    this.#store = store;
    for (const request of stored) {
      this.#keep(request);
      this.#index(request);
    }
  }

  /** The latest decision, stored or not. */
  latest(id: ChangeRequestId): ChangeRequest | undefined {
    return this.#planned.get(id) ?? this.#committed.get(id);
  }

  /** Requests of one register that still move, by the latest decisions. */
  open(register: RegisterName): ChangeRequest[] {
    return [...(this.#openByRegister.get(register) ?? [])]
      .map((id) => this.latest(id))
      .filter((request) => request !== undefined);
  }

  /** How many requests still move, by the latest decisions, and how long their values are in all, in characters. */
  get load(): { readonly count: number; readonly length: number } {
    return { count: this.#openCount, length: this.#openLength };
  }

  /** Whether a decision on the request is on its way to the disk. */
  isMoving(id: ChangeRequestId): boolean {
    return this.#planned.has(id);
  }

  /** All stored requests at hand, oldest first. */
  stored(): Iterable<ChangeRequest> {
    return this.#committed.values();
  }

  /** All requests at hand, by the latest decisions. */
  all(): ChangeRequest[] {
    return [...new Map([...this.#committed, ...this.#planned]).values()];
  }

  /** Stores moves, and the overrides they come to; of several moves of one request the last counts as its new state.
   *  @throws {RegdeskError} `STORE_UNAVAILABLE`; then everything is as before the call */
  commit(moves: readonly Move[], overrides: OverrideWrite = {}): Promise<ChangeRequest[]> {
    const latest = new Map(moves.map(({ request }) => [request.id, request]));
    const transitions = moves.map(({ transition }) => transition);
    return this.#write([...latest.values()], transitions, overrides);
  }

  /** Stores requests whose state stays, for example with their number of deliveries.
   *  @throws {RegdeskError} `STORE_UNAVAILABLE`; then everything is as before the call */
  update(requests: readonly ChangeRequest[]): Promise<ChangeRequest[]> {
    return this.#write(requests, [], {});
  }

  async #write(
    changeRequests: readonly ChangeRequest[],
    transitions: readonly Transition[],
    overrides: OverrideWrite,
  ): Promise<ChangeRequest[]> {
    const sync = Object.keys(overrides).length === 0 ? {} : { sync: overrides };
    for (const request of changeRequests) this.#plan(request);
    try {
      await this.#store.commit({ changeRequests, transitions, ...sync });
    } catch (error) {
      for (const request of changeRequests) this.#giveUp(request);
      throw error;
    }
    for (const request of changeRequests) this.#settle(request);
    return [...changeRequests];
  }

  #plan(request: ChangeRequest): void {
    this.#planned.set(request.id, request);
    this.#index(request);
  }

  #giveUp(request: ChangeRequest): void {
    if (this.#planned.get(request.id) !== request) return; // a later decision stands in its place
    this.#planned.delete(request.id);
    const before = this.#committed.get(request.id);
    this.#index(before ?? { ...request, state: "cancelled" });
  }

  #settle(request: ChangeRequest): void {
    this.#keep(request);
    if (this.#planned.get(request.id) === request) this.#planned.delete(request.id);
  }

  #keep(request: ChangeRequest): void {
    this.#committed.set(request.id, request);
    if (isOpen(request)) return;
    const length = lengthOf(request) + (request.outcomeValue?.length ?? 0);
    this.#finishedLength += length - (this.#finished.get(request.id) ?? 0);
    this.#finished.set(request.id, length);
    while (this.#finished.size > FINISHED_KEPT || this.#finishedLength > FINISHED_LENGTH) this.#dropOldestFinished();
  }

  #dropOldestFinished(): void {
    for (const [oldest, length] of this.#finished) {
      this.#finishedLength -= length;
      this.#finished.delete(oldest);
      this.#committed.delete(oldest);
      return;
    }
  }

  #index(request: ChangeRequest): void {
    const { id, register } = request;
    const open = this.#openByRegister.get(register);
    const isNow = isOpen(request);
    if (isNow === (open?.has(id) ?? false)) return;
    this.#openCount += isNow ? 1 : -1;
    this.#openLength += (isNow ? 1 : -1) * lengthOf(request);
    if (isNow) this.#openByRegister.set(register, (open ?? new Set()).add(id));
    else if (open?.delete(id) === true && open.size === 0) this.#openByRegister.delete(register);
  }
}

/** In characters, while it is open. */
function lengthOf({ value, previousValue }: ChangeRequest): number {
  return value.length + (previousValue?.length ?? 0);
}
