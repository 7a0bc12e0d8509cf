import type { Clock, Timer } from "#shared/clock.ts";
import type { ChangeRequest, ChangeRequestId } from "#shared/model/change-request.ts";
import type { GateLimits } from "#shared/model/gate.ts";

/** How long things may take, in milliseconds. */
export interface Limits extends GateLimits {
  /** How long after delivery its provider may take to show an effect. */
  readonly effect: number;
}

export const EFFECT = 30_000;

const AGAIN_AFTER = 1_000;

/** Calls when the state a request is in has lasted as long as it may. */
export class Deadlines {
  readonly #clock: Clock;
  readonly #limits: () => Limits;
  readonly #reached: (id: ChangeRequestId) => void;
  readonly #timers = new Map<ChangeRequestId, Timer>();

  constructor(clock: Clock, limits: () => Limits, reached: (id: ChangeRequestId) => void) {
    this.#clock = clock;
    this.#limits = limits;
    this.#reached = reached;
  }

  /** Call after a request came into a new state. */
  watch(request: ChangeRequest): void {
    this.#timers.get(request.id)?.cancel();
    this.#timers.delete(request.id);
    const left = this.#left(request);
    if (left !== undefined) this.#arm(request.id, left);
  }

  /** Calls once more in a while. */
  again(id: ChangeRequestId): void {
    this.#arm(id, AGAIN_AFTER);
  }

  stop(): void {
    for (const timer of this.#timers.values()) timer.cancel();
  }

  #arm(id: ChangeRequestId, delay: number): void {
    this.#timers.set(
      id,
      this.#clock.after(delay, () => {
        this.#timers.delete(id);
        this.#reached(id);
      }),
    );
  }

  /** The time left by the wall clock, because the rest of it may have passed while Regdesk was not running; never more
   *  than the whole, because that clock may have jumped back. */
  #left({ state, expiresAt = 0, deliverableAt = 0, deliveredAt = 0 }: ChangeRequest): number | undefined {
    const until = (deadline: number, limit: number): number =>
      Math.min(Math.max(deadline - this.#clock.now(), 0), limit);
    const { grace, decision, pickUp, effect } = this.#limits();
    if (state === "pending") return until(expiresAt, decision);
    if (state === "approved") return until(deliverableAt, grace);
    if (state === "deliverable") return until(expiresAt, pickUp);
    if (state === "delivered") return until(deliveredAt + effect, effect);
    return undefined;
  }
}
