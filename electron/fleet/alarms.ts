/** Alarms: what people should notice about devices and registers, until they have. */
import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import { jsonText } from "#shared/json.ts";
import type { Alarm, AlarmCause, AlarmId, AlarmRule, AlarmRuleId } from "#shared/model/alarm.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { RegisterRecord } from "../registry/register-record.ts";
import type { Registry, RegistryListener } from "../registry/registry.ts";
import { AlarmBook, lineOf, type Subject } from "./alarm-book.ts";
import { AlarmRules } from "./alarm-rules.ts";
import * as steps from "./alarm-steps.ts";
import { AlarmSubjects } from "./alarm-subjects.ts";
import { AlarmWatch } from "./alarm-watch.ts";
import type { Beat } from "./beat.ts";
import type { Fleet } from "./fleet.ts";
import type { FleetOrders } from "./fleet-orders.ts";
import type { StoredFleet } from "./fleet-store.ts";
import type { Keeper } from "./keeper.ts";
import { isMuted } from "./maintenance.ts";
import type { Member } from "./member.ts";
import { StormAlarm } from "./storm-alarm.ts";

export interface AlarmsOptions {
  readonly clock: Clock;
  readonly registry: Pick<Registry, "listen" | "living" | "lastKnown">;
  readonly fleet: Fleet;
  readonly keeper: Keeper;
  readonly orders: FleetOrders;
  readonly stored: StoredFleet;
  readonly grace: () => number;
}

/** @param rules all of them when they changed */
export type AlarmsListener = (changed: readonly Alarm[], rules: readonly AlarmRule[] | undefined) => void;

/** Who decides, and why. */
export interface Word {
  readonly by: string;
  readonly note?: string | undefined;
}

export class Alarms implements RegistryListener, Disposable {
  readonly book: AlarmBook;
  readonly rules: AlarmRules;
  readonly #options: AlarmsOptions;
  readonly #watch: AlarmWatch;
  readonly #subjects: AlarmSubjects;
  readonly #storm: StormAlarm;
  readonly #listeners = new Set<AlarmsListener>();
  readonly #stopListening = new DisposableStack();

  constructor(options: AlarmsOptions) {
    const { registry, fleet, keeper, stored, clock, orders } = options;
    this.#options = options;
    this.rules = new AlarmRules({ clock, orders, onChanged: (id, after) => this.#ruleChanged(id, after) });
    this.book = new AlarmBook(keeper, stored.alarms, stored.lastAlarmId);
    this.#storm = new StormAlarm(this.book, fleet.roster);
    const memberOf = (name: RegisterName) => fleet.roster.followed(name)?.member;
    this.#watch = new AlarmWatch(
      {
        met: (rule, subject, cause) => this.#raise(rule, subject, cause),
        ceased: (rule, subject) => this.#ceased(rule, subject),
      },
      memberOf,
    );
    this.#subjects = new AlarmSubjects({ book: this.book, watch: this.#watch, roster: fleet.roster });
    this.#watch.follow(this.rules.all());
    this.#recall();
    this.#stopListening.defer(registry.listen(this));
    this.#stopListening.defer(fleet.listen((beat) => this.#beat(beat)));
  }

  /** How many the bell counts. */
  get ringing(): number {
    return this.book.ringing;
  }

  /** @returns stops listening */
  listen(listener: AlarmsListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @throws {RegdeskError} `ALARM_NOT_FOUND`, `ALARM_NOT_POSSIBLE`, `STORE_UNAVAILABLE` */
  acknowledge(ids: readonly AlarmId[], { by, note }: Word): Promise<Alarm[]> {
    const at = this.#options.clock.now();
    const step = steps.acknowledged({ by, at, ...(note === undefined ? {} : { note }) });
    return this.#decide(this.#storm.withFolded(ids), step, "acknowledged", { at, by, note });
  }

  /** @throws {RegdeskError} `ALARM_NOT_FOUND`, `ALARM_NOT_POSSIBLE`, `STORE_UNAVAILABLE` */
  async shelve(ids: readonly AlarmId[], until: number, { by, note = "" }: Word): Promise<Alarm[]> {
    const at = this.#options.clock.now();
    if (until <= at) throw new RegdeskError("ALARM_NOT_POSSIBLE", "That time is past; shelve it until a later one");
    return this.#decide(ids, steps.shelved({ until, by, at, reason: note }), "shelved", { at, by, note });
  }

  /** @throws {RegdeskError} `ALARM_NOT_FOUND`, `ALARM_NOT_POSSIBLE`, `STORE_UNAVAILABLE` */
  unshelve(ids: readonly AlarmId[], { by, note }: Word): Promise<Alarm[]> {
    return this.#decide(ids, steps.unshelved, "unshelved", { at: this.#options.clock.now(), by, note });
  }

  /** @throws {RegdeskError} `ALARM_NOT_FOUND`, `STORE_UNAVAILABLE` */
  clear(ids: readonly AlarmId[], { by, note }: Word): Promise<Alarm[]> {
    const at = this.#options.clock.now();
    return this.#decide(this.#storm.withFolded(ids), steps.closed(at), "closed", { at, by, note });
  }

  /** Labels or registers of devices are others. @param gone a device that is no more, with the registers that went with it */
  devicesChanged(gone?: Member): void {
    this.#subjects.changed(gone, this.#options.clock.now());
  }

  provided(record: RegisterRecord, changed: boolean): void {
    if (record.source === undefined) this.#watch.reported(record, changed, record.deadline - record.ttl);
  }

  expired(record: RegisterRecord): void {
    const grace = this.#graceOf(record.name);
    this.#watch.expired(record, record.deadline + record.ttl * (grace - 1), grace);
  }

  withdrawn(name: RegisterName): void {
    this.#watch.gone(name);
  }

  forgotten(name: RegisterName): void {
    this.#watch.gone(name);
  }

  [Symbol.dispose](): void {
    this.#stopListening.dispose();
  }

  /** What was so when the last run ended is no news, be its alarm open or closed by somebody. */
  #recall(): void {
    const { registry, clock } = this.#options;
    let names: ReadonlySet<RegisterName> | undefined;
    const known = () => (names ??= new Set([...registry.living(), ...registry.lastKnown()].map(({ name }) => name)));
    this.#subjects.recall(known, clock.now());
    for (const alarm of this.book.open()) if (steps.isActive(alarm)) this.#watch.recall(alarm.rule?.id ?? "", alarm);
    for (const member of this.#options.fleet.members()) {
      const last = member.transitions.findLast(({ state }) => state !== "not-observed");
      if (last?.state !== "offline") continue;
      for (const rule of this.#watch.deviceRules(member)) this.#watch.recall(rule.id, { device: member.id });
    }
    this.#recallDismissed(known);
    this.#examineRegisters();
  }

  /** Whose register is no more, or whose rule is another, may come again. */
  #recallDismissed(known: () => ReadonlySet<RegisterName>): void {
    for (const alarm of this.#options.stored.dismissed) {
      const rule = this.rules.all().find(({ id }) => id === alarm.rule?.id);
      if (rule === undefined || alarm.register === undefined || !known().has(alarm.register)) continue;
      if (isSureOf(rule, alarm)) this.#watch.recall(rule.id, alarm);
    }
  }

  #examineRegisters(): void {
    if (!this.#watch.watchesRegisters) return;
    const { registry, clock } = this.#options;
    const now = clock.monotonic();
    for (const record of registry.living()) if (record.source === undefined) this.#watch.reported(record, true, now);
    for (const record of registry.lastKnown()) {
      const grace = this.#graceOf(record.name);
      this.#watch.expired(record, now + record.ttl * grace, grace);
    }
  }

  #graceOf(name: RegisterName): number {
    return this.#options.fleet.roster.followed(name)?.member.kept.grace ?? this.#options.grace();
  }

  #beat(beat: Beat): void {
    const { now, moves, storm, woke, isDeaf } = beat;
    this.#subjects.beat(beat, now);
    const monotonic = this.#options.clock.monotonic();
    if (woke || isDeaf) this.#watch.resumed(monotonic);
    for (const { member, to } of moves) {
      if (to === "not-observed" || to === "flapping") continue; // whether it is off is not known, or was told
      this.#watch.device(member, to === "offline", monotonic);
    }
    this.#watch.beat(monotonic);
    this.#storm.beat(storm, now);
    this.#settle(now);
    this.#tell();
  }

  /** What time alone changes: shelves that are over, and maintenance. */
  #settle(now: number): void {
    const { orders, fleet } = this.#options;
    const isQuiet = (member: Member): boolean => isMuted(orders.policy.maintenance, member.kept, now);
    for (const alarm of this.book.open()) {
      const { id, shelved, device, cause, isMuted: was } = alarm;
      if (shelved !== undefined && shelved.until <= now) this.book.move(id, steps.unshelved, "unshelved", now);
      const member = device === undefined ? undefined : fleet.roster.find(device);
      const is = cause.kind === "storm" ? this.#storm.isMuted(alarm, isQuiet) : member !== undefined && isQuiet(member);
      if (is !== was) this.book.move(id, (one) => ({ ...one, isMuted: is }));
    }
  }

  #raise(rule: AlarmRule, subject: Subject, cause: AlarmCause): void {
    const { clock, orders, fleet } = this.#options;
    const at = clock.now();
    const member = subject.device === undefined ? undefined : fleet.roster.find(subject.device);
    const muted = member !== undefined && isMuted(orders.policy.maintenance, member.kept, at);
    this.#storm.fold(this.book.raise(rule, subject, { cause, isMuted: muted, at }), at);
    if (member !== undefined) fleet.show(member);
  }

  #ceased(rule: AlarmRule, subject: Subject): void {
    const alarm = this.book.of(rule.id, subject);
    if (alarm !== undefined)
      this.book.move(alarm.id, steps.ceased(this.#options.clock.now()), "cleared", this.#options.clock.now());
    const member = subject.device === undefined ? undefined : this.#options.fleet.roster.find(subject.device);
    if (member !== undefined) this.#options.fleet.show(member);
  }

  async #decide(
    ids: readonly AlarmId[],
    step: steps.Step,
    change: Parameters<typeof lineOf>[1],
    word: Word & { readonly at: number },
  ): Promise<Alarm[]> {
    return this.#options.orders.inTurn(async () => {
      const found = ids.map((id) => this.#find(id));
      const next = found.map((alarm) => step(alarm) ?? refused(alarm, change));
      const lines = next.map((alarm) => lineOf(alarm, change, word));
      await this.#options.orders.say(lines, { alarms: next });
      for (const { id } of next) this.book.move(id, step);
      for (const { device } of next) {
        const member = device === undefined ? undefined : this.#options.fleet.roster.find(device);
        if (member !== undefined) this.#options.fleet.show(member);
      }
      this.#tell();
      return next;
    });
  }

  #find(id: AlarmId): Alarm {
    const alarm = this.book.find(id);
    if (alarm !== undefined) return alarm;
    const message = `There is no open alarm ${id}; \`regdesk alarms\` shows those that are`;
    throw new RegdeskError("ALARM_NOT_FOUND", message);
  }

  /** A rule is another, or no more: its alarms are closed, and what is so already is found anew. */
  #ruleChanged(changed: AlarmRuleId, after: AlarmRule | undefined): void {
    const { clock, fleet } = this.#options;
    this.#watch.follow(this.rules.all());
    for (const { id, rule } of this.book.open()) {
      if (rule?.id === changed) this.book.move(id, steps.closed(clock.now()));
    }
    if (after?.isOn === true) {
      this.#examineRegisters();
      const now = clock.monotonic();
      for (const member of fleet.members()) this.#watch.device(member, member.state === "offline", now);
    }
    this.#tell(this.rules.all());
  }

  #tell(rules?: readonly AlarmRule[]): void {
    const changed = this.book.takeChanged();
    if (changed.length === 0 && rules === undefined) return;
    for (const listener of this.#listeners) listener(changed, rules);
  }
}

/** Whether an alarm that was closed while it was so tells that the rule has been met since. Where there is a delay, it may have
 *  been over meanwhile and its next one on the way. */
function isSureOf({ condition }: AlarmRule, { cause }: Alarm): boolean {
  if ("delay" in condition && condition.delay > 0) return false;
  if (cause.kind === "value") return jsonText(cause.condition) === jsonText(condition);
  return cause.kind === "register-silent" && condition.kind === "no-data";
}

const WHY_NOT: Readonly<Record<string, string>> = {
  acknowledged: "is acknowledged already",
  unshelved: "is on no shelf",
};

function refused({ id, state }: Alarm, change: string): never {
  throw new RegdeskError("ALARM_NOT_POSSIBLE", `Alarm ${id} ${WHY_NOT[change] ?? `is ${state}`}; nothing was changed`);
}
