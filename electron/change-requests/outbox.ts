import type { ChangeRequest, ChangeRequestId } from "#shared/model/change-request.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { Waiters } from "../registry/waiters.ts";

/** The approved requests that their providers may pick up: the newest of each register. */
export class Outbox {
  readonly #deliverable = new Map<RegisterName, ChangeRequest>();
  readonly #inFlight = new Set<ChangeRequestId>();
  readonly #pollers = new Waiters();
  #uncovered: ((register: RegisterName) => void) | undefined;

  /** Offers a request, in place of an older one, and wakes the polls that can take it. */
  offer(request: ChangeRequest): void {
    const { register } = request;
    this.#deliverable.set(register, request);
    if (!this.#pollers.isAwaited(register)) this.#uncovered?.(register);
    this.#pollers.wake([register]);
  }

  /** Hears of requests that became deliverable while no poll waits for their register. */
  onUncovered(listener: (register: RegisterName) => void): void {
    this.#uncovered = listener;
  }

  /** Whether a request waits for a poll, and no poll waits for it. */
  isUncovered(register: RegisterName): boolean {
    return this.#deliverable.has(register) && !this.#pollers.isAwaited(register);
  }

  get isEmpty(): boolean {
    return this.#deliverable.size === 0;
  }

  has(register: RegisterName): boolean {
    return this.#deliverable.has(register);
  }

  withdraw({ id, register }: ChangeRequest): void {
    if (this.#deliverable.get(register)?.id === id) this.#deliverable.delete(register);
    this.#inFlight.delete(id);
  }

  /** What may be handed out now for these names, or for all of them when there are none given. */
  ready(names: readonly RegisterName[] | undefined): ChangeRequest[] {
    const offered = names?.map((name) => this.#deliverable.get(name)) ?? [...this.#deliverable.values()];
    return [...new Set(offered)].filter(
      (request) => request !== undefined && !this.#inFlight.has(request.id),
    ) as ChangeRequest[];
  }

  /** While a request is on its way to one poll no other poll gets it. */
  reserve(requests: readonly ChangeRequest[]): void {
    for (const { id } of requests) this.#inFlight.add(id);
  }

  isInFlight(id: ChangeRequestId): boolean {
    return this.#inFlight.has(id);
  }

  /** The poll died: the request may be handed out again. */
  release(request: ChangeRequest): void {
    this.#inFlight.delete(request.id);
    if (this.#deliverable.get(request.register)?.id === request.id) this.offer(request);
  }

  /** Calls `wake` once, when something becomes ready for one of the names. @returns stops waiting */
  onceReady(names: readonly RegisterName[] | undefined, wake: () => void): () => void {
    return this.#pollers.add(names, wake);
  }
}
