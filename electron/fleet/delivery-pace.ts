import type { ChangeRequest, ChangeRequestId } from "#shared/model/change-request.ts";
import type { Fleet } from "./fleet.ts";

/** A request is remembered until it is over; one that is lost from sight is not remembered for good. */
const MOST_REMEMBERED = 10_000;

/** How soon devices pick up what was approved, and how soon they report it. */
export class DeliveryPace {
  readonly #fleet: Fleet;
  readonly #measured = new Map<ChangeRequestId, "picked-up" | "over">();

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
  }

  hear(requests: readonly ChangeRequest[]): void {
    for (const request of requests) this.#measure(request);
  }

  #measure({ id, register, state, outcome, decidedAt, deliverableAt, deliveredAt, outcomeAt }: ChangeRequest): void {
    if (deliveredAt === undefined) return;
    const member = this.#fleet.roster.followed(register)?.member;
    if (member === undefined) return;
    const known = this.#measured.get(id);
    const approvedAt = deliverableAt ?? decidedAt;
    if (state === "delivered" && known === undefined && approvedAt !== undefined) {
      member.pickUp.add(Math.max(0, deliveredAt - approvedAt));
      this.#remember(id, "picked-up");
      this.#fleet.show(member);
    }
    const isReported = outcome === "applied" || outcome === "applied-differently";
    if (isReported && known !== "over" && outcomeAt !== undefined) {
      member.apply.add(Math.max(0, outcomeAt - deliveredAt));
      this.#remember(id, "over");
      this.#fleet.show(member);
    }
  }

  #remember(id: ChangeRequestId, how: "picked-up" | "over"): void {
    this.#measured.delete(id);
    this.#measured.set(id, how);
    if (this.#measured.size <= MOST_REMEMBERED) return;
    const [oldest] = this.#measured.keys();
    if (oldest !== undefined) this.#measured.delete(oldest);
  }
}
