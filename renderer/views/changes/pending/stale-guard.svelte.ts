import type { JsonText } from "#shared/json.ts";
import type { ChangeRequest, ChangeRequestId } from "#shared/model/change-request.ts";
import type { Register } from "#shared/model/register.ts";
import { isSameValue } from "../../../lib/request-batch.ts";

/** How long an approval is held back when the value moves, in milliseconds: long enough not to be made by a finger that is
 *  on its way already. */
const HOLD = 1_000;
/** A value that moves all the time holds once in this long, in milliseconds, or it could never be approved. */
const HOLD_AGAIN = 5_000;

/** Knows what the technician saw when a request was opened, and whether that still holds. */
export class StaleGuard {
  #id: ChangeRequestId | undefined;
  #opened: JsonText | undefined;
  #latest: JsonText | undefined;
  #revision: number | null = null;
  #refusedAt = Number.NEGATIVE_INFINITY;
  #heldAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The value is not what it was when the request was opened. */
  hasMoved = $state(false);
  /** The second look has only begun. */
  isHeld = $state(false);

  /** The revision that is looked at, null where nobody provides the register. For a moment after the host refused it is
   *  undefined: a value that moves all the time could never be approved. */
  get seen(): number | null | undefined {
    return performance.now() - this.#refusedAt < HOLD_AGAIN ? undefined : this.#revision;
  }

  /** The host knows a newer value than was looked at; it is about to be shown. */
  refused(): void {
    this.#refusedAt = performance.now();
    this.hasMoved = true;
    this.#hold();
  }

  /** Call with what is shown, whenever it may have changed. @param register as it is now */
  see(
    request: Pick<ChangeRequest, "id" | "previousValue"> | undefined,
    register: Pick<Register, "value" | "revision"> | undefined,
  ): void {
    // A register that is not here yet when its request is holds what it held then.
    const value = register?.value ?? request?.previousValue;
    this.#revision = register?.revision ?? null;
    if (request?.id !== this.#id) {
      this.#open(request?.id, value);
      return;
    }
    if (isSameValue(value, this.#latest)) return;
    this.#latest = value;
    this.hasMoved = !isSameValue(value, this.#opened);
    if (this.hasMoved && performance.now() - this.#heldAt > HOLD_AGAIN) this.#hold();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.isHeld = false;
  }

  #open(id: ChangeRequestId | undefined, value: JsonText | undefined): void {
    this.stop();
    this.#id = id;
    this.#opened = value;
    this.#latest = value;
    this.#heldAt = Number.NEGATIVE_INFINITY;
    this.#refusedAt = Number.NEGATIVE_INFINITY;
    this.hasMoved = false;
  }

  #hold(): void {
    this.#heldAt = performance.now();
    this.isHeld = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.isHeld = false), HOLD);
  }
}
