/** When rules are met: what registers report and how devices stand goes in; what becomes so, or is not so any more, comes
 *  out. It knows neither alarms nor who hears of them. Times are those of the monotonic clock. */
import { matchesGlob } from "#shared/glob.ts";
import { jsonText, sameJson, type Json, type JsonText } from "#shared/json.ts";
import type { AlarmCause, AlarmRule } from "#shared/model/alarm.ts";
import type { DeviceId } from "#shared/model/device.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { RegisterRecord } from "../registry/register-record.ts";
import { isMet } from "./alarm-condition.ts";
import { keyOf, type Subject } from "./alarm-book.ts";
import type { Member } from "./member.ts";

/** What the rules come to. */
export interface Verdicts {
  met(rule: AlarmRule, subject: Subject, cause: AlarmCause): void;
  ceased(rule: AlarmRule, subject: Subject): void;
}

/** Something that is an alarm if it is still so then. */
interface Pending {
  readonly due: number;
  readonly rule: AlarmRule;
  readonly subject: Subject;
  readonly cause: AlarmCause;
  /** For a register that is silent: how long it may be so from when somebody listens again. */
  readonly chance?: number;
}

type MemberOf = (name: RegisterName) => Member | undefined;

export class AlarmWatch {
  readonly #verdicts: Verdicts;
  readonly #memberOf: MemberOf;
  #rules: readonly AlarmRule[] = [];
  /** Those that are about registers: without one, no report needs to be looked at. */
  #aboutRegisters: readonly AlarmRule[] = [];
  /** The rules about each register's values and silence, found once. */
  readonly #about = new Map<RegisterName, readonly AlarmRule[]>();
  /** What is so, whether its delay is over or not. */
  readonly #met = new Set<string>();
  readonly #pending = new Map<string, Pending>();
  /** The last values of registers whose changes are watched for. */
  readonly #values = new Map<RegisterName, Json>();

  constructor(verdicts: Verdicts, memberOf: MemberOf) {
    this.#verdicts = verdicts;
    this.#memberOf = memberOf;
  }

  /** These rules count from now on. What was met of a rule that is as it was stays so. */
  follow(rules: readonly AlarmRule[]): void {
    const kept = new Set<string>(rules.filter((rule) => this.#rules.includes(rule)).map(({ id }) => id));
    for (const key of this.#met) if (!kept.has(ruleIn(key))) this.#met.delete(key);
    for (const key of this.#pending.keys()) if (!kept.has(ruleIn(key))) this.#pending.delete(key);
    this.#rules = rules.filter(({ isOn }) => isOn);
    this.#aboutRegisters = this.#rules.filter(
      ({ scope, condition }) => scope.kind === "registers" || condition.kind !== "no-data",
    );
    this.#about.clear();
    if (this.#aboutRegisters.length === 0) this.#values.clear();
  }

  /** Labels or registers of devices are others. @param names the registers that may be another rule's now; all if left out */
  lookAnew(names: Iterable<RegisterName> = this.#about.keys()): void {
    for (const name of names) this.#about.delete(name);
  }

  /** Whether a rule is about a register, as things stand. */
  isAbout(rule: string, name: RegisterName): boolean {
    return this.#rulesAbout(name).some(({ id }) => id === rule);
  }

  /** A rule says nothing of a register any more, be it met or not. */
  dismiss(rule: string, register: RegisterName): void {
    this.#drop(keyOf(rule, { register }));
  }

  /** A device is no more, and nothing is said of it. */
  deviceGone(device: DeviceId): void {
    for (const { id } of this.#rules) this.#drop(keyOf(id, { device }));
  }

  /** It was so before this run, and whoever should know does. */
  recall(rule: string, subject: Subject): void {
    this.#met.add(keyOf(rule, subject));
  }

  deviceRules(member: Member): AlarmRule[] {
    return this.#rules.filter(({ condition, scope }) => {
      if (condition.kind !== "no-data" || scope.kind === "registers") return false;
      return isInScope(scope, member);
    });
  }

  /** A device is offline, or is not. */
  device(member: Member, isOffline: boolean, now: number): void {
    const subject = { device: member.id, deviceName: member.name };
    for (const rule of this.deviceRules(member)) this.#judge(rule, subject, isOffline, { kind: "device-offline" }, now);
  }

  /** Whether any rule is about registers. */
  get watchesRegisters(): boolean {
    return this.#aboutRegisters.length > 0;
  }

  /** @param changed as the registry says */
  reported(record: RegisterRecord, changed: boolean, now: number): void {
    if (this.#aboutRegisters.length === 0) return;
    for (const rule of this.#rulesAbout(record.name)) {
      if (rule.condition.kind === "no-data") this.#judge(rule, this.#subject(record.name), false, SILENT, now);
      else if (rule.condition.kind === "changed") this.#compare(rule, record, now);
      else if (changed) this.#weigh(rule, record, now);
    }
  }

  /** A register's time to live is over. @param dueAt when its grace is */
  expired({ name, ttl }: RegisterRecord, dueAt: number, grace: number): void {
    if (this.#aboutRegisters.length === 0) return;
    for (const rule of this.#rulesAbout(name)) {
      if (rule.condition.kind !== "no-data") continue;
      const subject = this.#subject(name);
      const key = keyOf(rule.id, subject);
      if (this.#met.has(key)) continue;
      this.#met.add(key);
      const due = dueAt + rule.condition.delay;
      this.#pending.set(key, { due, rule, subject, cause: SILENT, chance: ttl * grace });
    }
  }

  /** The register is no more, and nothing is said of it. */
  gone(name: RegisterName): void {
    if (this.#aboutRegisters.length === 0) return;
    for (const rule of this.#rulesAbout(name)) this.#judge(rule, this.#subject(name), false, SILENT, 0);
    this.#about.delete(name);
    this.#values.delete(name);
  }

  /** What waited long enough becomes so. */
  beat(now: number): void {
    for (const [key, { due, rule, subject, cause }] of this.#pending) {
      if (due > now) continue;
      this.#pending.delete(key);
      const { register } = subject;
      if (register === undefined) this.#verdicts.met(rule, subject, cause);
      // It may be another device's by now.
      else if (this.isAbout(rule.id, register)) this.#verdicts.met(rule, this.#subject(register), cause);
      else this.#drop(key);
    }
  }

  #drop(key: string): void {
    this.#met.delete(key);
    this.#pending.delete(key);
  }

  /** Nobody listened for a while: every delay begins anew, and who was silent gets the chance to speak. */
  resumed(now: number): void {
    for (const [key, pending] of this.#pending) {
      const delay = "delay" in pending.rule.condition ? pending.rule.condition.delay : 0;
      this.#pending.set(key, { ...pending, due: now + (pending.chance ?? 0) + delay });
    }
  }

  #rulesAbout(name: RegisterName): readonly AlarmRule[] {
    const known = this.#about.get(name);
    if (known !== undefined) return known;
    const member = this.#memberOf(name);
    const found = this.#aboutRegisters.filter(({ scope }) => {
      if (scope.kind === "registers") return scope.globs.some((glob) => matchesGlob(glob, name));
      return member !== undefined && isInScope(scope, member);
    });
    this.#about.set(name, found);
    return found;
  }

  #subject(name: RegisterName): Subject {
    const member = this.#memberOf(name);
    return { register: name, ...(member === undefined ? {} : { device: member.id, deviceName: member.name }) };
  }

  #weigh(rule: AlarmRule, { name, value }: RegisterRecord, now: number): void {
    const { condition } = rule;
    if (condition.kind === "no-data" || condition.kind === "changed") return;
    const subject = this.#subject(name);
    const met = isMet(condition, value, this.#met.has(keyOf(rule.id, subject)));
    if (met === undefined) return;
    this.#judge(rule, subject, met, { kind: "value", condition, value: shortened(value) }, now);
  }

  /** It is so for a moment only. */
  #compare(rule: AlarmRule, { name, value }: RegisterRecord, now: number): void {
    const before = this.#values.get(name);
    this.#values.set(name, value);
    if (before === undefined || sameJson(before, value)) return;
    const subject = this.#subject(name);
    const { condition } = rule;
    const cause: AlarmCause = { kind: "value", condition, value: shortened(value), before: shortened(before) };
    this.#judge(rule, subject, true, cause, now);
    this.#judge(rule, subject, false, cause, now);
  }

  #judge(rule: AlarmRule, subject: Subject, isSo: boolean, cause: AlarmCause, now: number): void {
    const key = keyOf(rule.id, subject);
    if (!isSo) {
      if (!this.#met.delete(key)) return;
      if (!this.#pending.delete(key)) this.#verdicts.ceased(rule, subject);
      return;
    }
    if (this.#met.has(key)) return;
    this.#met.add(key);
    const delay = "delay" in rule.condition ? rule.condition.delay : 0;
    if (delay > 0) this.#pending.set(key, { due: now + delay, rule, subject, cause });
    else this.#verdicts.met(rule, subject, cause);
  }
}

/** An alarm has no room for more of a value, in characters. */
const LONGEST = 1_000;

function shortened(value: Json): JsonText {
  const text = jsonText(value);
  return text.length <= LONGEST ? text : jsonText(`${text.slice(0, LONGEST)}…`);
}

const SILENT: AlarmCause = { kind: "register-silent" };

function isInScope(scope: AlarmRule["scope"], { id, kept }: Member): boolean {
  if (scope.kind === "all-devices") return true;
  if (scope.kind === "device") return scope.device === id;
  return scope.kind === "label" && kept.labels.includes(scope.label);
}

function ruleIn(key: string): string {
  return key.slice(0, key.indexOf(" "));
}
