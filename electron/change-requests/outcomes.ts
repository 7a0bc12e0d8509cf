import { parseJson, sameJson, type Json } from "#shared/json.ts";
import type { ChangeRequest, ChangeRequestId, Outcome } from "#shared/model/change-request.ts";
import type { RegisterName } from "#shared/model/register.ts";

/** After so many reports without an effect there will be none. */
const REPORTS_WITHOUT_EFFECT = 3;

interface Expectation {
  readonly id: ChangeRequestId;
  readonly requested: Json;
  /** The value when the request was handed out; undefined when nobody provided the register. */
  readonly before: Json | undefined;
  reports: number;
}

export interface Verdict {
  readonly id: ChangeRequestId;
  readonly outcome: Outcome;
}

/** Tells what became of delivered requests from what their providers report next. The wire has no acknowledgement. */
export class Outcomes {
  readonly #expected = new Map<RegisterName, Expectation>();
  /** The values when requests were handed out whose delivery is not on record yet. */
  readonly #before = new Map<ChangeRequestId, Json | undefined>();

  /** A request was written out to its provider, which may be faster than the record of it. */
  handedOut({ id }: ChangeRequest, value: Json | undefined): void {
    this.#before.set(id, value);
  }

  /** A request's delivery is on record. @param value what its register has now
   *  @returns the request before it on the same register, if its outcome was still awaited */
  expect(request: ChangeRequest, value: Json | undefined): ChangeRequestId | undefined {
    const earlier = this.#expected.get(request.register);
    const before = this.#before.has(request.id) ? this.#before.get(request.id) : value;
    this.#before.delete(request.id);
    this.#expected.set(request.register, { id: request.id, requested: parseJson(request.value), before, reports: 0 });
    return earlier?.id === request.id ? undefined : earlier?.id;
  }

  isAwaited({ id, register }: ChangeRequest): boolean {
    return this.#expected.get(register)?.id === id;
  }

  /** Judges a value that may have come before its report was expected. @returns the verdict, if it shows an effect */
  catchUp(register: RegisterName, value: Json | undefined): Verdict | undefined {
    const expected = this.#expected.get(register);
    if (expected === undefined || value === undefined || sameJson(value, expected.before)) return undefined;
    this.#expected.delete(register);
    return { id: expected.id, outcome: judge(expected, value) };
  }

  /** The provider reported a value. @returns the verdict, once there is one */
  observe(register: RegisterName, value: Json): Verdict | undefined {
    const expected = this.#expected.get(register);
    if (expected === undefined) return undefined;
    expected.reports += 1;
    const outcome = judge(expected, value);
    if (outcome === "unchanged" && expected.reports < REPORTS_WITHOUT_EFFECT) return undefined;
    this.#expected.delete(register);
    return { id: expected.id, outcome };
  }

  /** Nobody waits for the request's outcome any more. */
  forget({ id, register }: ChangeRequest): void {
    if (this.#expected.get(register)?.id === id) this.#expected.delete(register);
  }
}

function judge({ requested, before }: Expectation, value: Json): Outcome {
  if (sameJson(value, requested)) return "applied";
  return before !== undefined && sameJson(value, before) ? "unchanged" : "applied-differently";
}
