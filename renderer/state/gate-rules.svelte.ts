import type { GatePolicy, Rule, RuleId } from "#shared/model/gate.ts";
import { errorSentence } from "../lib/host-words.ts";
import { text } from "../lib/messages/messages.ts";
import { mergeRules, sameRules } from "../lib/rules/merge-rules.ts";
import { newRuleId } from "../lib/rules/suggest-rule.ts";
import type { GateState } from "./gate.svelte.ts";

interface Removed {
  readonly rule: Rule;
  readonly index: number;
}

/** The list of rules while it is being edited. Nothing of it counts before it is saved as a whole. */
export class RulesDraft {
  readonly #gate: GateState;
  /** What the draft was made from. */
  #base = $state.raw<Pick<GatePolicy, "rules" | "version">>({ rules: [], version: 0 });
  rules = $state.raw<readonly Rule[]>([]);
  /** Deleted last, and to be had back. */
  removed = $state.raw<Removed>();
  /** Somebody else saved while this was edited; what both changed, by name. */
  clashes = $state.raw<readonly Rule[]>();
  /** Why it could not be saved. */
  failure = $state<string>();
  isSaving = $state(false);

  readonly isChanged = $derived(!sameRules(this.#base.rules, this.rules));

  constructor(gate: GateState) {
    this.#gate = gate;
    this.#start(gate.policy ?? { rules: [], version: 0 });
  }

  find(id: RuleId): Rule | undefined {
    return this.rules.find((rule) => rule.id === id);
  }

  /** Puts a rule in its place, or, when it is new, on top: what is narrow must come before what is wide. */
  put(rule: Rule): void {
    this.rules = withRule(this.rules, rule);
  }

  /** @returns the copy, right below */
  duplicate(rule: Rule): Rule {
    const copy = { ...rule, id: newRuleId(), name: this.#nameForCopy(rule.name) };
    const index = this.rules.indexOf(rule);
    this.rules = this.rules.toSpliced(index + 1, 0, copy);
    return copy;
  }

  remove(rule: Rule): void {
    const index = this.rules.indexOf(rule);
    if (index === -1) return;
    this.removed = { rule, index };
    this.rules = this.rules.toSpliced(index, 1);
  }

  /** @returns whether there was something to be had back */
  undoRemove(): boolean {
    if (!this.removed) return false;
    this.rules = this.rules.toSpliced(this.removed.index, 0, this.removed.rule);
    this.removed = undefined;
    return true;
  }

  /** @returns whether it could move any further */
  move(rule: Rule, by: 1 | -1): boolean {
    const from = this.rules.indexOf(rule);
    const to = from + by;
    if (from === -1 || to < 0 || to >= this.rules.length) return false;
    this.rules = this.rules.toSpliced(from, 1).toSpliced(to, 0, rule);
    return true;
  }

  /** @returns whether it is saved; else `failure` or `clashes` say why not, and nothing that was written is lost */
  async save(): Promise<boolean> {
    if (this.isSaving) return false;
    this.isSaving = true;
    this.failure = undefined;
    try {
      await this.#gate.saveRules(this.rules, this.#base.version);
      this.removed = undefined;
      return true;
    } catch (error) {
      if (isConflict(error)) return await this.#rebase();
      this.failure = errorSentence(error);
      return false;
    } finally {
      this.isSaving = false;
    }
  }

  /** Forgets what was written here. */
  takeTheirs(): void {
    this.#start(this.#gate.policy ?? this.#base);
  }

  /** Takes the list as it is now as the new base, with what was done here on top of it. Another mode or another limit is
   *  no reason to look again: then it is saved at once. */
  async #rebase(): Promise<boolean> {
    try {
      const theirs = await this.#gate.fetchPolicy();
      const isOnlyVersion = sameRules(theirs.rules, this.#base.rules);
      const { rules, clashes } = mergeRules(this.#base.rules, this.rules, theirs.rules);
      this.#base = theirs;
      if (isOnlyVersion) {
        await this.#gate.saveRules(this.rules, theirs.version);
        return true;
      }
      this.rules = rules;
      this.clashes = clashes;
    } catch (error) {
      this.failure = errorSentence(error);
    }
    return false;
  }

  /** Rules must be told apart by their names. */
  #nameForCopy(name: string): string {
    const taken = this.rules.map((rule) => rule.name);
    const room = name.slice(0, 80);
    let copies = 1;
    while (taken.includes(text.rules.copyOf(room, copies))) copies += 1;
    return text.rules.copyOf(room, copies);
  }

  #start(policy: Pick<GatePolicy, "rules" | "version">): void {
    this.#base = policy;
    this.rules = policy.rules;
    this.removed = undefined;
    this.clashes = undefined;
    this.failure = undefined;
  }
}

/** The list with a rule in its place, for trying it before it is kept. */
export function withRule(rules: readonly Rule[], rule: Rule): readonly Rule[] {
  const index = rules.findIndex(({ id }) => id === rule.id);
  return index === -1 ? [rule, ...rules] : rules.with(index, rule);
}

const isConflict = (error: unknown) =>
  typeof error === "object" && error !== null && "code" in error && error.code === "RULES_CHANGED_MEANWHILE";
