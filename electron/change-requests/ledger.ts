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

/** A request in both its states: as it is on the disk, and as it will be once what was decided is there, too. */
interface Entry {
  committed: ChangeRequest | undefined;
  planned: ChangeRequest | undefined;
  /** How long its values are once it has ended, in characters. */
  length: number;
}

/** Keeps two truths apart: what has been decided and is on its way to the disk, and what is on the disk.
 *  The next decision builds on the first; whatever others see or get builds on the second. */
export class Ledger {
  readonly #store: ChangeRequestStore;
  readonly #entries = new Map<ChangeRequestId, Entry>();
  /** The one that ended first is the first. */
  readonly #finished: ChangeRequestId[] = [];
  readonly #openByRegister = new Map<RegisterName, ChangeRequestId[]>();
  #finishedLength = 0;
  #openCount = 0;
  #openLength = 0;

  constructor(store: ChangeRequestStore, stored: Iterable<ChangeRequest>) {
    this.#store = store;
    for (const request of stored) {
      this.#keep(request, this.#entry(request.id));
      this.#index(request);
    }
  }

  /** The latest decision, stored or not. */
  latest(id: ChangeRequestId): ChangeRequest | undefined {
    const entry = this.#entries.get(id);
    return entry?.planned ?? entry?.committed;
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
    return this.#entries.get(id)?.planned !== undefined;
  }

  /** All stored requests at hand, oldest first. */
  *stored(): Generator<ChangeRequest> {
    for (const { committed } of this.#entries.values()) if (committed !== undefined) yield committed;
  }

  /** All requests at hand, by the latest decisions. */
  all(): ChangeRequest[] {
    return [...this.#entries.values()].flatMap(({ committed, planned }) => planned ?? committed ?? []);
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

  #entry(id: ChangeRequestId): Entry {
    const known = this.#entries.get(id);
    if (known !== undefined) return known;
    const entry: Entry = { committed: undefined, planned: undefined, length: 0 };
    this.#entries.set(id, entry);
    return entry;
  }

  #plan(request: ChangeRequest): void {
    this.#entry(request.id).planned = request;
    this.#index(request);
  }

  #giveUp(request: ChangeRequest): void {
    const entry = this.#entries.get(request.id);
    if (entry?.planned !== request) return; // a later decision stands in its place
    entry.planned = undefined;
    if (entry.committed === undefined) this.#entries.delete(request.id);
    this.#index(entry.committed ?? { ...request, state: "cancelled" });
  }

  #settle(request: ChangeRequest): void {
    const entry = this.#entry(request.id);
    if (entry.planned === request) entry.planned = undefined;
    this.#keep(request, entry);
  }

  #keep(request: ChangeRequest, entry: Entry): void {
    const isNew = entry.committed === undefined || isOpen(entry.committed);
    entry.committed = request;
    if (isOpen(request)) return;
    const length = lengthOf(request) + (request.outcomeValue?.length ?? 0);
    this.#finishedLength += length - entry.length;
    entry.length = length;
    if (isNew) this.#finished.push(request.id);
    while (this.#finished.length > FINISHED_KEPT || this.#finishedLength > FINISHED_LENGTH) this.#dropOldestFinished();
  }

  #dropOldestFinished(): void {
    const oldest = this.#finished.shift();
    if (oldest === undefined) return;
    const entry = this.#entries.get(oldest);
    if (entry === undefined) return;
    this.#finishedLength -= entry.length;
    entry.length = 0;
    entry.committed = undefined;
    if (entry.planned === undefined) this.#entries.delete(oldest);
  }

  #index(request: ChangeRequest): void {
    const { id, register } = request;
    const open = this.#openByRegister.get(register);
    const place = open?.indexOf(id) ?? -1;
    const isNow = isOpen(request);
    if (isNow === place >= 0) return;
    this.#openCount += isNow ? 1 : -1;
    this.#openLength += (isNow ? 1 : -1) * lengthOf(request);
    if (!isNow) open?.splice(place, 1);
    else if (open === undefined) this.#openByRegister.set(register, [id]);
    else open.push(id);
    if (open?.length === 0) this.#openByRegister.delete(register);
  }
}

/** In characters, while it is open. */
function lengthOf({ value, previousValue }: ChangeRequest): number {
  return value.length + (previousValue?.length ?? 0);
}
