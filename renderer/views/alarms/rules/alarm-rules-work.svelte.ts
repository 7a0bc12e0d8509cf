import { untrack } from "svelte";
import type { Alarm, AlarmRule, AlarmScope } from "#shared/model/alarm.ts";
import type { DeviceId } from "#shared/model/device.ts";
import { deviceName } from "#shared/model/device.ts";
import {
  alarmRuleIdFor,
  alarmRuleOf,
  formOfAlarmRule,
  type AlarmRuleForm,
  type SuggestedAlarmRule,
} from "../../../lib/alarms/rule-form.ts";
import { alarmRuleProblems, type AlarmRuleProblems } from "../../../lib/alarms/rule-problems.ts";
import { reachedBy, unitsOf } from "../../../lib/alarms/rule-reach.ts";
import { errorSentence } from "../../../lib/host-words.ts";
import { text } from "../../../lib/messages/messages.ts";
import type { AppState } from "../../../state/app.ts";
import type { AlarmRulesAsked } from "../../../state/commands.svelte.ts";

type Needs = Pick<AppState, "alarms" | "fleet" | "registers" | "toasts">;

/** The work on alarm rules while their dialog is open. */
export class AlarmRulesWork {
  readonly #app: Needs;
  /** Opened for one rule: then that is what one came for. */
  readonly isForOne: boolean;
  /** The rule being edited; undefined for a new one. */
  editing = $state.raw<AlarmRule>();
  form = $state.raw<AlarmRuleForm>();
  #before = $state.raw<AlarmRuleForm>();
  failure = $state<string>();
  isSaving = $state(false);
  /** It was to be saved, and was not in order. */
  isInsisted = $state(false);

  readonly problems: AlarmRuleProblems;
  readonly hasProblems: boolean;
  readonly isFormChanged: boolean;

  constructor(app: Needs, { suggested, edited }: AlarmRulesAsked) {
    this.#app = app;
    const rule = untrack(() => app.alarms.rules.find(({ id }) => id === edited));
    this.isForOne = suggested !== undefined || rule !== undefined;
    this.problems = $derived(this.form ? alarmRuleProblems(this.form, this.#otherNames()) : {});
    this.hasProblems = $derived(Object.keys(this.problems).length > 0);
    this.isFormChanged = $derived(JSON.stringify(this.form) !== JSON.stringify(this.#before));
    if (suggested) this.add(suggested);
    else if (rule) this.edit(rule);
  }

  add(suggested: SuggestedAlarmRule = {}): void {
    this.#open(undefined, formOfAlarmRule(suggested));
  }

  edit(rule: AlarmRule): void {
    this.#open(rule, formOfAlarmRule(rule));
  }

  write(change: Partial<AlarmRuleForm>): void {
    if (this.form) this.form = { ...this.form, ...change };
  }

  leaveForm(): void {
    this.form = undefined;
    this.editing = undefined;
    this.failure = undefined;
  }

  /** @returns whether the form was in order and the host took it */
  async save(): Promise<boolean> {
    this.isInsisted = true;
    if (!this.form || this.hasProblems || this.isSaving) return false;
    const ids = this.#app.alarms.rules.map(({ id }) => id);
    const rule = alarmRuleOf(this.form, this.editing?.id ?? alarmRuleIdFor(this.form.name, ids));
    if (!(await this.#try(() => this.#app.alarms.saveRule(rule)))) return false;
    this.#app.toasts.say(text.alarmRules.saved(rule.name));
    this.leaveForm();
    return true;
  }

  async switch(rule: AlarmRule): Promise<void> {
    await this.#try(() => this.#app.alarms.saveRule({ ...rule, isOn: !rule.isOn }));
  }

  async remove(rule: AlarmRule): Promise<void> {
    if (await this.#try(() => this.#app.alarms.removeRule(rule.id)))
      this.#app.toasts.say(text.alarmRules.removed(rule.name));
  }

  /** Its alarms that are not closed; a change of the rule closes them. */
  alarmsOf({ id }: AlarmRule): readonly Alarm[] {
    return this.#app.alarms.all.filter(({ rule }) => rule?.id === id);
  }

  /** What the registers count in that something is about; undefined stands for numbers without a unit. */
  unitsOf(scope: AlarmScope): readonly (string | undefined)[] {
    const { fleet, registers } = this.#app;
    return unitsOf(reachedBy(scope, registers.all(), (name) => fleet.ownerOf(name)));
  }

  nameOf(id: DeviceId): string | undefined {
    const device = this.#app.fleet.find(id);
    return device && deviceName(device);
  }

  #open(rule: AlarmRule | undefined, form: AlarmRuleForm): void {
    this.editing = rule;
    this.form = form;
    this.#before = form;
    this.isInsisted = false;
    this.failure = undefined;
  }

  #otherNames(): string[] {
    return this.#app.alarms.rules.filter(({ id }) => id !== this.editing?.id).map(({ name }) => name);
  }

  async #try(act: () => Promise<unknown>): Promise<boolean> {
    this.isSaving = true;
    this.failure = undefined;
    try {
      await act();
      return true;
    } catch (error) {
      this.failure = errorSentence(error);
      return false;
    } finally {
      this.isSaving = false;
    }
  }
}
