import type { Rule, RuleId, TrialVerdict } from "#shared/model/gate.ts";
import { errorSentence } from "../../../lib/host-words.ts";
import { formOfRule, ruleOfForm, type RuleForm } from "../../../lib/rules/rule-form.ts";
import { problemsOf, type Problems } from "../../../lib/rules/rule-problems.ts";
import { emptyRule } from "../../../lib/rules/suggest-rule.ts";
import { sameRule } from "../../../lib/rules/merge-rules.ts";
import type { AppState } from "../../../state/app.ts";
import { RulesDraft, withRule } from "../../../state/gate-rules.svelte.ts";

/** What the dialog shows: the list, the form of one rule, or what rules would have decided. */
type Place = "list" | "form" | "trial";

export interface TriedRules {
  readonly rules: readonly Rule[];
  /** Oldest first. */
  readonly verdicts: readonly TrialVerdict[];
}

/** The work on the rules while their dialog is open. */
export class RulesWork {
  readonly #app: Pick<AppState, "gate" | "ticker">;
  readonly draft: RulesDraft;
  /** Opened to make a rule of a request: then that rule is what is to be saved. */
  readonly isSuggested: boolean;
  #editing = $state.raw<{ readonly rule: Rule; readonly isNew: boolean }>();
  form = $state.raw<RuleForm>();
  tried = $state.raw<TriedRules>();
  isTrying = $state(false);
  failure = $state<string>();
  /** It was to be done, and was not in order. */
  isInsisted = $state(false);

  readonly place: Place = $derived(this.tried ? "trial" : this.form ? "form" : "list");
  readonly problems: Problems = $derived.by(() =>
    this.form ? problemsOf(this.form, this.#otherNames(this.form.id), this.#app.ticker.now) : {},
  );
  readonly hasProblems = $derived(Object.keys(this.problems).length > 0);
  /** The rule as the form has it, as far as it is one. */
  readonly written: Rule | undefined = $derived.by(() => this.form && ruleOfForm(this.form, this.#app.ticker.now));

  constructor(app: Pick<AppState, "gate" | "ticker">, suggested: Rule | undefined) {
    this.#app = app;
    this.draft = new RulesDraft(app.gate);
    this.isSuggested = suggested !== undefined;
    if (suggested) this.#edit(suggested, true);
  }

  get isNew(): boolean {
    return this.#editing?.isNew ?? false;
  }

  /** Whether closing now would lose something. */
  get isUnsaved(): boolean {
    return this.draft.isChanged || this.isFormChanged;
  }

  /** A suggestion is worth nothing yet; a form is, once somebody wrote in it. */
  get isFormChanged(): boolean {
    if (!this.form || !this.#editing) return false;
    const before = formOfRule(this.#editing.rule, this.#app.ticker.now);
    return !sameRule(comparable(this.form), comparable(before));
  }

  add(): void {
    this.#edit(emptyRule(this.#app.ticker.now), true);
  }

  edit(rule: Rule): void {
    this.#edit(rule, false);
  }

  leaveForm(): void {
    this.form = undefined;
    this.#editing = undefined;
    this.failure = undefined;
  }

  /** Takes the form over into the list. @returns whether it was in order */
  finish(): boolean {
    if (!this.written || this.hasProblems) {
      this.isInsisted = true;
      return false;
    }
    this.draft.put(this.written);
    this.leaveForm();
    return true;
  }

  /** Tries the list, with the rule of the form in its place. */
  async try(): Promise<void> {
    if (this.isTrying) return;
    if (this.form && this.hasProblems) {
      this.isInsisted = true;
      return;
    }
    const rules = this.written ? withRule(this.draft.rules, this.written) : this.draft.rules;
    this.isTrying = true;
    this.failure = undefined;
    try {
      this.tried = { rules, verdicts: await this.#app.gate.tryRules(rules) };
    } catch (error) {
      this.failure = errorSentence(error);
    } finally {
      this.isTrying = false;
    }
  }

  #otherNames(id: RuleId): string[] {
    return this.draft.rules.filter((rule) => rule.id !== id).map(({ name }) => name);
  }

  #edit(rule: Rule, isNew: boolean): void {
    this.#editing = { rule, isNew };
    this.form = formOfRule(rule, this.#app.ticker.now);
    this.isInsisted = false;
    this.failure = undefined;
  }
}

/** Forms are compared like rules, by what they say. */
const comparable = (form: RuleForm) => form as unknown as Rule;
