import type { ChangeRequest, ChangeRequestId } from "#shared/model/change-request.ts";
import type { Ledger } from "./ledger.ts";
import { move, type Cause, type Move } from "./move.ts";

/** The newest request of a register wins. */
export class Succession {
  readonly #ledger: Ledger;
  readonly #isInFlight: (id: ChangeRequestId) => boolean;

  /** @param isInFlight whether a request is on its way to its provider right now */
  constructor(ledger: Ledger, isInFlight: (id: ChangeRequestId) => boolean) {
    this.#ledger = ledger;
    this.#isInFlight = isInFlight;
  }

  /** Older requests of the same register that are in one of the states give way, except one that is in flight. */
  movesFor({ id, register }: ChangeRequest, states: readonly ChangeRequest["state"][], cause: Cause): Move[] {
    return this.#ledger
      .open(register)
      .filter((older) => older.id !== id && states.includes(older.state) && !this.#isInFlight(older.id))
      .map((older) => move(older, "superseded", cause, { supersededBy: id }));
  }
}
