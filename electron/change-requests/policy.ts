import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import {
  MOST_RULES,
  type GateLimitsChange,
  type GateMode,
  type GatePolicy,
  type Rule,
  type TrialVerdict,
} from "#shared/model/gate.ts";
import { activityOfPolicy } from "./policy-activity.ts";
import { makeSureOfRules, makeSureOfTimes } from "./rule-check.ts";
import { tried } from "./trial.ts";

/** What keeps the policy over a restart, and the audit of its changes. */
export interface PolicyStore {
  /** Resolves when both would survive the loss of power. @throws {RegdeskError} `STORE_UNAVAILABLE`; then neither is stored */
  append(activity: readonly Activity[], write: { readonly gatePolicy: GatePolicy }): Promise<void>;
}

export type PolicyListener = (now: GatePolicy) => void;

type PolicySettings = Partial<Omit<GatePolicy, "version">>;

/** Everything that decides without the technician's hand. A change counts once it is stored, and never decides what
 *  already waits: pending requests stay for the technician. */
export class Policy {
  readonly #store: PolicyStore;
  readonly #clock: Clock;
  readonly #listeners = new Set<PolicyListener>();
  #now: GatePolicy;
  /** Changes are made one after the other, each on what the one before it left. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(store: PolicyStore, clock: Clock, stored: GatePolicy) {
    this.#store = store;
    this.#clock = clock;
    this.#now = stored;
  }

  get now(): GatePolicy {
    return this.#now;
  }

  /** @throws {RegdeskError} `STORE_UNAVAILABLE` */
  setMode(mode: GateMode, by: string): Promise<GatePolicy> {
    return this.#change(by, () => ({ mode }));
  }

  /** Sets those that are given. They count for what begins to wait from now on; what waits keeps its deadline, except that
   *  after a restart nothing waits longer than is allowed then. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  setLimits(limits: GateLimitsChange, denyNoteRequired: boolean | undefined, by: string): Promise<GatePolicy> {
    return this.#change(by, (before) => ({
      limits: {
        grace: limits.grace ?? before.limits.grace,
        decision: limits.decision ?? before.limits.decision,
        pickUp: limits.pickUp ?? before.limits.pickUp,
      },
      denyNoteRequired: denyNoteRequired ?? before.denyNoteRequired,
    }));
  }

  /** Replaces the whole list. @param version the policy's the list was made from
   *  @throws {RegdeskError} `RULE_INVALID`, `RULES_CHANGED_MEANWHILE`, `STORE_UNAVAILABLE` */
  saveRules(rules: readonly Rule[], version: number, by: string): Promise<GatePolicy> {
    return this.#change(by, (before) => {
      if (version !== before.version) {
        const message = `The gate's policy was changed meanwhile (it is at version ${before.version}, these rules were made from ${version}); look at what changed and save again`;
        throw new RegdeskError("RULES_CHANGED_MEANWHILE", message);
      }
      makeSureOfRules(rules);
      makeSureOfTimes(rules, before.rules, this.#clock.now());
      return { rules: [...rules] };
    });
  }

  /** Puts a rule behind all others, whatever became of them meanwhile. @throws {RegdeskError} `RULE_INVALID`, `STORE_UNAVAILABLE` */
  addRule(rule: Rule, by: string): Promise<GatePolicy> {
    return this.#change(by, (before) => {
      const rules = [...before.rules, rule];
      if (rules.length > MOST_RULES) {
        const message = `The rule “${rule.name}” would be one too many: there are ${MOST_RULES}; remove some first`;
        throw new RegdeskError("RULE_INVALID", message);
      }
      makeSureOfRules(rules);
      makeSureOfTimes(rules, before.rules, this.#clock.now());
      return { rules };
    });
  }

  /** What these rules would have decided about requests of the past, in this mode or the present one.
   *  @throws {RegdeskError} `RULE_INVALID` */
  tryRules(rules: readonly Rule[], mode: GateMode | undefined, requests: readonly ChangeRequest[]): TrialVerdict[] {
    makeSureOfRules(rules);
    return tried({ mode: mode ?? this.#now.mode, rules: [...rules] }, requests);
  }

  /** Hears of every change, after it was stored. @returns stops listening */
  listen(listener: PolicyListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #change(by: string, settingsAfter: (before: GatePolicy) => PolicySettings): Promise<GatePolicy> {
    const change = this.#turn.then(() => this.#apply(by, settingsAfter));
    this.#turn = change.catch(() => undefined); // whoever asked for it hears why it failed
    return change;
  }

  async #apply(by: string, settingsAfter: (before: GatePolicy) => PolicySettings): Promise<GatePolicy> {
    const before = this.#now;
    const same = { ...before, ...settingsAfter(before) };
    if (JSON.stringify(same) === JSON.stringify(before)) return before;
    const after = { ...same, version: before.version + 1 };
    await this.#store.append(activityOfPolicy(before, after, { at: this.#clock.now(), by }), { gatePolicy: after });
    this.#now = after;
    for (const listener of this.#listeners) listener(after);
    return after;
  }
}
