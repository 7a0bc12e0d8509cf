/** Sources whose runs do nothing but happen, as the coordinator sees them: what is stored of them survives a restart. */
import { Coordinator } from "#electron/sync/coordinator.ts";
import type { Coordinated, FollowOptions, Plan } from "#electron/sync/coordinator-port.ts";
import type { SourceWithState } from "#shared/contract/sources.ts";
import type { Schedule } from "#shared/model/schedule.ts";
import { Source, SourceName } from "#shared/model/source.ts";
import { SourceState, type SyncRun, type Trigger } from "#shared/model/sync.ts";
import { FakeClock, settled } from "#tests/support/fake-clock.ts";
import { SILENT } from "#tests/support/running-host.ts";
import { onTestFinished } from "vitest";
import type { z } from "zod";

export const PLANT = SourceName.parse("plant");

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export const every = (interval: number) => ({ timing: { kind: "interval", every: interval } }) as const;
export const cron = (expression: string, zone = "UTC") => ({ timing: { kind: "cron", expression, zone } }) as const;
export const MANUAL = { timing: { kind: "manual" } } as const;

/** Like the owner of the sources, with runs that a test lets succeed, fail or hang. */
export class ScheduledSources implements Coordinated {
  readonly clock: FakeClock;
  readonly #all = new Map<SourceName, SourceWithState>();
  readonly #listeners = new Set<(changed: SourceName[], removed: SourceName[]) => void>();
  readonly #underWay = new Map<SourceName, Promise<SyncRun>>();
  /** Every run that began: its trigger, and the time on the wall. */
  readonly runs: { readonly source: string; readonly trigger: Trigger; readonly at: number }[] = [];
  /** What a run comes to. */
  outcome: (name: SourceName) => Promise<Partial<SourceState>> = () => Promise.resolve({ phase: "complete" });
  /** What the run says of itself that a run comes to; its own trigger when undefined. */
  answering: Trigger | undefined;
  readonly follows: FollowOptions[] = [];
  connection: (options: FollowOptions) => Promise<never> = () => new Promise<never>(() => undefined);
  readonly watches = new Map<SourceName, () => void>();

  constructor(clock: FakeClock) {
    this.clock = clock;
  }

  all(): SourceWithState[] {
    return [...this.#all.values()];
  }

  find(name: SourceName): SourceWithState | undefined {
    return this.#all.get(name);
  }

  listen(listener: (changed: SourceName[], removed: SourceName[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  run(name: SourceName, trigger: Trigger): Promise<SyncRun> {
    if (trigger === "once") this.change(name, { runOnceAt: undefined });
    const joined = this.#underWay.get(name);
    if (joined !== undefined) return joined;
    const run = this.#run(name, trigger).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, run);
    return run;
  }

  isUnderWay(name: SourceName): boolean {
    return this.#underWay.has(name);
  }

  planned(name: SourceName, plan: Plan): void {
    const unreadable =
      plan.kind === "unreadable" ? ({ lastReason: "error-parsing-sync-interval", lastError: undefined } as const) : {};
    this.change(name, { nextRun: plan.kind === "next" ? plan.at : undefined, ...unreadable });
  }

  resume(name: SourceName): Promise<void> {
    this.change(name, { pausedUntil: undefined });
    return Promise.resolve();
  }

  follow(_name: SourceName, options: FollowOptions): Promise<never> {
    this.follows.push(options);
    return this.connection(options);
  }

  watch(name: SourceName, changed: () => void): Disposable {
    this.watches.set(name, changed);
    return { [Symbol.dispose]: () => this.watches.delete(name) };
  }

  /** Puts a source in place of the one of its name. */
  put(given: Partial<z.input<typeof Source>> = {}, state: Partial<SourceState> = {}): void {
    const source = Source.parse({ name: "plant", connection: { kind: "http", url: "http://plant/" }, ...given });
    const counts = { registers: 0, skipped: 0, shadowed: 0 };
    const before = this.#all.get(source.name)?.state;
    const blank = { source: source.name, phase: "never", conditions: [], counts };
    this.#all.set(source.name, {
      source,
      state: SourceState.parse({ ...blank, ...before, ...state }),
      hasSecret: false,
    });
    this.#tell([source.name], []);
  }

  remove(name: SourceName): void {
    this.#all.delete(name);
    this.#tell([], [name]);
  }

  change(name: SourceName, change: Partial<Record<keyof SourceState, unknown>>): void {
    const { source, state } = this.#all.get(name)!;
    this.#all.set(name, { source, state: { ...state, ...change } as SourceState, hasSecret: false });
    this.#tell([name], []);
  }

  async #run(name: SourceName, trigger: Trigger): Promise<SyncRun> {
    const at = this.clock.now();
    this.runs.push({ source: name, trigger, at });
    this.change(name, { phase: "syncing", lastAttempt: at });
    const outcome = await this.outcome(name);
    const lastEnd = trigger === "once" ? {} : { lastEnd: this.clock.now() };
    this.change(name, { phase: "complete", retryAt: undefined, ...lastEnd, ...outcome });
    return { id: 1, source: name, trigger: this.answering ?? trigger } as unknown as SyncRun;
  }

  #tell(changed: SourceName[], removed: SourceName[]): void {
    for (const listener of this.#listeners) listener(changed, removed);
  }
}

export interface Scheduled {
  readonly clock: FakeClock;
  readonly sources: ScheduledSources;
  /** Milliseconds since the beginning, and the trigger, of each run; forgets them. */
  readonly runs: () => [at: number, trigger: Trigger][];
  /** Ends the coordinator and begins another on what is stored. */
  readonly restart: (meanwhile?: () => void) => Promise<void>;
  /** The system says that the machine is awake again. */
  readonly awake: () => Promise<void>;
  /** Ends the coordinator. */
  readonly end: () => void;
}

/** A coordinator at work on one source, which was synced a moment ago unless told otherwise. */
export async function scheduled(
  schedule: z.input<typeof Schedule> | undefined,
  given: Partial<z.input<typeof Source>> = {},
  state: Partial<SourceState> = {},
): Promise<Scheduled> {
  const clock = new FakeClock();
  const sources = new ScheduledSources(clock);
  const began = clock.now();
  sources.put({ schedule, ...given }, { phase: "complete", lastEnd: began, hash: "h", ...state });
  const start = (): Coordinator => new Coordinator({ sources, clock, log: SILENT });
  let coordinator = start();
  // It waits for its runs, and one that hangs would keep it waiting.
  onTestFinished(() => void coordinator[Symbol.asyncDispose]());
  await settled();
  return {
    clock,
    sources,
    runs: () => sources.runs.splice(0).map(({ at, trigger }) => [at - began, trigger]),
    restart: async (meanwhile = () => undefined) => {
      await coordinator[Symbol.asyncDispose]();
      meanwhile();
      coordinator = start();
      await settled();
    },
    awake: async () => {
      coordinator.awake();
      await settled();
    },
    end: () => coordinator.end(),
  };
}
