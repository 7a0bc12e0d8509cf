import type { Client } from "#shared/contract/contract.ts";
import {
  byUrgency,
  isRinging,
  type Alarm,
  type AlarmId,
  type AlarmRule,
  type AlarmRuleId,
} from "#shared/model/alarm.ts";
import type { DeviceId } from "#shared/model/device.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { until, withoutGap } from "../lib/feed.ts";
import type { Call } from "./change-requests.svelte.ts";

/* eslint-disable svelte/prefer-svelte-reactivity -- maps are replaced with every message, never altered */

/** As many as the host takes at a time. */
const MOST_AT_ONCE = 1_000;

/** What the site's alarms are, what raises them, and what can be done with them. */
export class AlarmsState {
  readonly #call: Call;
  readonly #report: (error: unknown) => void;
  #byId: ReadonlyMap<AlarmId, Alarm> = $state.raw(new Map());
  rules: readonly AlarmRule[] = $state.raw([]);
  loaded = $state(false);

  /** Those that are not closed, the most urgent first. */
  readonly all: readonly Alarm[] = $derived.by(() => [...this.#byId.values()].sort(byUrgency));
  /** Those that the bell counts. */
  readonly ringing: readonly Alarm[] = $derived.by(() => this.all.filter(isRinging));

  constructor(call: Call, report: (error: unknown) => void) {
    this.#call = call;
    this.#report = report;
  }

  ofRegister(name: RegisterName): readonly Alarm[] {
    return this.all.filter(({ register }) => register === name);
  }

  ofDevice(id: DeviceId): readonly Alarm[] {
    return this.all.filter(({ device }) => device === id);
  }

  async follow(client: Client, signal: AbortSignal): Promise<void> {
    for await (const message of until(
      signal,
      withoutGap(() => client.alarms.watch()),
    )) {
      if (message.kind === "snapshot") this.#byId = new Map();
      this.#keep(message.alarms);
      this.rules = message.rules ?? this.rules;
      this.loaded = true;
    }
  }

  /** @returns whether it is so; else the technician has been told why not. All or none, of a thousand at a time. */
  async acknowledge(ids: readonly AlarmId[], note = ""): Promise<boolean> {
    for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
      const some = ids.slice(from, from + MOST_AT_ONCE);
      if (!(await this.#change((client) => client.alarms.acknowledge({ ids: some, ...noted(note) })))) return false;
    }
    return true;
  }

  /** @param until epoch milliseconds */
  shelve(ids: readonly AlarmId[], until: number, reason: string): Promise<boolean> {
    return this.#change((client) => client.alarms.shelve({ ids: [...ids], until, reason }));
  }

  /** @throws {Error} its message a sentence for the technician, because an undo says it itself */
  async unshelve(ids: readonly AlarmId[]): Promise<void> {
    this.#keep(await this.#call((client) => client.alarms.unshelve({ ids: [...ids] })));
  }

  clear(ids: readonly AlarmId[], note = ""): Promise<boolean> {
    return this.#change((client) => client.alarms.clear({ ids: [...ids], ...noted(note) }));
  }

  /** @throws {Error} its message a sentence for the technician: a dialog says it in its place */
  async saveRule(rule: AlarmRule): Promise<AlarmRule> {
    const saved = await this.#call((client) => client.alarms.saveRule({ rule }));
    const others = this.rules.filter(({ id }) => id !== saved.id);
    this.rules =
      others.length === this.rules.length
        ? [...others, saved]
        : this.rules.map((old) => (old.id === saved.id ? saved : old));
    return saved;
  }

  /** @throws {Error} as above */
  async removeRule(id: AlarmRuleId): Promise<void> {
    await this.#call((client) => client.alarms.removeRule({ id }));
    this.rules = this.rules.filter((rule) => rule.id !== id);
  }

  async #change(change: (client: Client) => Promise<Alarm[]>): Promise<boolean> {
    try {
      this.#keep(await this.#call(change));
      return true;
    } catch (error) {
      this.#report(error);
      return false;
    }
  }

  /** A closed one comes once more, as such, and is gone then. */
  #keep(alarms: readonly Alarm[]): void {
    const byId = new Map(this.#byId);
    for (const alarm of alarms) {
      if (alarm.state === "closed") byId.delete(alarm.id);
      else byId.set(alarm.id, alarm);
    }
    this.#byId = byId;
  }
}

const noted = (note: string) => (note.trim() === "" ? {} : { note });
