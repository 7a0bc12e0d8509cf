import { ChangeRequestId, type ChangeRequest, type Requester } from "#shared/model/change-request.ts";
import type { Registry } from "../registry/registry.ts";
import { approval, denial } from "./approval.ts";
import { EFFECT, type Limits } from "./deadlines.ts";
import { decide } from "./decide.ts";
import { file, type Cause, type Move } from "./move.ts";
import type { Policy } from "./policy.ts";
import type { RegisterDevices } from "./register-devices.ts";
import { ratesAfter, type RuleRates } from "./rule-rates.ts";
import type { SourceRegisters } from "./source-registers.ts";
import type { Succession } from "./succession.ts";
import { requestFor, type Knowing, type Wish } from "./wish.ts";

/** A request that is new, and the moves that bring it as far as it gets by itself. */
export interface Filed {
  readonly request: ChangeRequest;
  readonly moves: readonly Move[];
}

export interface IntakeOptions {
  readonly registry: Registry;
  readonly devices: RegisterDevices;
  readonly sources: SourceRegisters;
  readonly policy: Policy;
  readonly succession: Succession;
  /** What the last run left, oldest first. */
  readonly stored: readonly ChangeRequest[];
  readonly lastId: number;
}

/** Makes requests of wishes, and decides at once what rules or the mode decide. Filing and decision are moves of one
 *  commit, and each is in the audit. */
export class Intake {
  readonly #known: Knowing;
  readonly #sources: SourceRegisters;
  readonly #policy: Policy;
  readonly #succession: Succession;
  readonly #rates: RuleRates;
  #lastId: number;

  constructor({ registry, devices, sources, policy, succession, stored, lastId }: IntakeOptions) {
    this.#known = { registry, devices };
    this.#sources = sources;
    this.#policy = policy;
    this.#succession = succession;
    this.#rates = ratesAfter(stored);
    this.#lastId = lastId;
  }

  get limits(): Limits {
    return { ...this.#policy.now.limits, effect: EFFECT };
  }

  /** @param at epoch milliseconds */
  requestFor(wish: Wish, requester: Requester, at: number): ChangeRequest {
    const id = ChangeRequestId.parse(String(++this.#lastId));
    const request = requestFor(wish, this.#known, { id, requester, at, patience: this.limits.decision });
    const owner = this.#sources.ownerOf(wish.register);
    return owner?.error === undefined ? request : { ...request, sourceInError: owner.name };
  }

  /** A newer request takes the place of an undecided one, unless it is denied at once: nobody pushes aside what another
   *  asked for with a request that goes nowhere. @param at epoch milliseconds */
  file(wish: Wish, requester: Requester, at: number): Filed {
    const asked = this.requestFor(wish, requester, at);
    const { action, by, note, rule } = decide(this.#policy.now, asked, this.#rates);
    if (rule !== undefined) this.#rates.note(rule.id, at);
    const request = rule === undefined ? asked : { ...asked, rule: { id: rule.id, name: rule.name } };
    const filing: Cause = { at, by: requester.address };
    const decision: Cause = { at, by, note };
    if (action === "deny") return { request, moves: [file(request, filing), denial(request, decision)] };
    const moves = [file(request, filing), ...this.#succession.movesFor(request, ["pending"], filing)];
    // Whoever wrote the rule, or chose the mode, decided long before: there is no grace to change one's mind in.
    if (action === "approve") moves.push(...this.approve(request, decision, true));
    return { request, moves };
  }

  /** @param now skips the grace */
  approve(request: ChangeRequest, cause: Cause, now: boolean): Move[] {
    const older = this.#succession.movesFor(request, ["approved", "deliverable"], cause);
    return [...older, ...approval(request, cause, this.limits, now)];
  }

  /** What was filed could not be stored: it does not count against the limit of a rule. */
  takeBack({ request: { rule, requestedAt } }: Filed): void {
    if (rule !== undefined) this.#rates.takeBack(rule.id, requestedAt);
  }
}
