/** The coordinator: when sources are synced. It keeps the plans, begins what is due, and listens to files and peers for those
 *  sources that want it. What a run does is not its business, nor how many run at a time.
 *
 *  It waits for {@link LONGEST_WAIT} at most, because a timer sleeps with the machine and knows nothing of a clock that is
 *  set. Every plan counts from what is stored, so a restart or a long sleep leads to one run, not to all that were missed. */
import type { Clock, Timer } from "#shared/clock.ts";
import type { SourceWithState } from "#shared/contract/sources.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { SourceName } from "#shared/model/source.ts";
import type { Logger } from "../logging.ts";
import { Attention } from "./coordinator-attention.ts";
import { Course, type Due } from "./coordinator-course.ts";
import type { Coordinated, Plan } from "./coordinator-port.ts";

/** In milliseconds. */
const LONGEST_WAIT = 10_000;
/** So much more than the time that passed, in milliseconds, and the clock was set, or the machine slept. */
const JUMP = 1_000;
/** Who resumes a source whose pause is over. */
const REGDESK = "Regdesk";

export interface CoordinatorOptions {
  readonly sources: Coordinated;
  readonly clock: Clock;
  readonly log: Logger;
}

interface Attended {
  readonly course: Course;
  readonly attention: Attention;
  /** The runs it has begun, and the end of a pause, which have not come to their end. */
  readonly underWay: Set<Due | "resume">;
  /** After a run that could not even begin, on the monotonic clock. */
  notBefore: number;
}

export class Coordinator implements AsyncDisposable {
  readonly #options: CoordinatorOptions;
  readonly #attended = new Map<SourceName, Attended>();
  readonly #unfinished = new Set<Promise<unknown>>();
  readonly #stopListening: () => void;
  /** Sources to look at in a moment, when whoever changed them is done. */
  readonly #changed = new Set<SourceName>();
  #timer: Timer | undefined;
  #lookedAt: { readonly wall: number; readonly monotonic: number };
  #isOver = false;

  constructor(options: CoordinatorOptions) {
    this.#options = options;
    const { sources, clock } = options;
    this.#lookedAt = { wall: clock.now(), monotonic: clock.monotonic() };
    this.#stopListening = sources.listen((changed, removed) => this.#note([...changed, ...removed]));
    this.#note(sources.all().map(({ source }) => source.name));
  }

  /** The machine slept: looks at everything at once, as a timer that slept with it would only later. */
  awake(): void {
    if (!this.#isOver) this.#lookAt([...this.#attended.keys()]);
  }

  /** Begins nothing more. */
  end(): void {
    this.#isOver = true;
    this.#stopListening();
    this.#timer?.cancel();
  }

  /** Waits for what was begun; whoever owns the sources aborts the runs first. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.end();
    await Promise.all([...this.#attended.values()].map(({ attention }) => attention[Symbol.asyncDispose]()));
    await Promise.allSettled(this.#unfinished);
  }

  #note(names: readonly SourceName[]): void {
    const isFirst = this.#changed.size === 0;
    for (const name of names) this.#changed.add(name);
    if (isFirst && names.length > 0) queueMicrotask(() => this.#lookAtChanged());
  }

  #lookAtChanged(): void {
    const changed = [...this.#changed];
    this.#changed.clear();
    if (!this.#isOver) this.#lookAt(changed);
  }

  #lookAt(changed: readonly SourceName[]): void {
    const isClockSet = this.#isClockSet();
    const names = isClockSet ? new Set([...this.#attended.keys(), ...changed]) : changed;
    for (const name of names) this.#look(name, isClockSet);
    this.#wait();
  }

  /** Whether the wall clock went another way than time. */
  #isClockSet(): boolean {
    const { clock, log } = this.#options;
    const now = { wall: clock.now(), monotonic: clock.monotonic() };
    const jumped = now.wall - this.#lookedAt.wall - (now.monotonic - this.#lookedAt.monotonic);
    this.#lookedAt = now;
    if (Math.abs(jumped) < JUMP) return false;
    log.info({ by: Math.round(jumped) }, "the clock was set, or the machine slept; all plans are made anew");
    return true;
  }

  #look(name: SourceName, isClockSet: boolean): void {
    const { sources, clock } = this.#options;
    const subject = sources.find(name);
    if (subject === undefined) return this.#forget(name);
    const attended = this.#attended.get(name) ?? this.#attend(name);
    const now = clock.now();
    const plan = attended.course.plan(subject, now, isClockSet);
    if (plan !== undefined) this.#tell(subject, plan);
    this.#keep(attended.attention.turnTo(subject, now));
    this.#begin(subject, attended, now);
  }

  #attend(name: SourceName): Attended {
    const course = new Course();
    const edited = (): void => {
      course.edit();
      this.#note([name]);
    };
    const attended = {
      course,
      attention: new Attention({ ...this.#options, edited }),
      underWay: new Set<Due | "resume">(),
      notBefore: 0,
    };
    this.#attended.set(name, attended);
    return attended;
  }

  #forget(name: SourceName): void {
    const attended = this.#attended.get(name);
    this.#attended.delete(name);
    if (attended !== undefined) this.#keep(attended.attention[Symbol.asyncDispose]());
  }

  #tell({ source: { name, schedule }, state }: SourceWithState, plan: Plan): void {
    const { sources, log } = this.#options;
    if (plan.kind === "unreadable") log.warn({ source: name, schedule }, plan.message);
    else if (plan.kind === "none") log.info({ source: name, schedule: schedule.timing }, "no next run");
    else if (plan.at !== state.nextRun) {
      const { at, trigger } = plan;
      log.info({ source: name, schedule: schedule.timing, nextRun: new Date(at).toISOString(), trigger }, "next run");
    }
    sources.planned(name, plan);
  }

  #begin(subject: SourceWithState, attended: Attended, now: number): void {
    const { clock, sources } = this.#options;
    const { name } = subject.source;
    const { underWay, course } = attended;
    if (clock.monotonic() < attended.notBefore) return;
    if (isPauseOver(subject, now)) {
      if (underWay.size === 0) this.#keep(this.#see(name, attended, "resume", () => sources.resume(name, REGDESK)));
      return;
    }
    const due = course.due(subject, now);
    // A run once is begun beside another run all the same: it joins it, and with that has come.
    if (due === undefined || underWay.has(due) || (underWay.size > 0 && due !== "once")) return;
    course.begin();
    // The trigger of the run does not tell: a run that waits for a word is the answer of those that find the same.
    const isJoined = sources.isUnderWay(name);
    const run = async (): Promise<void> => {
      await sources.run(name, due);
      // The run that was joined may have read the files before they were changed.
      if (due === "edit" && isJoined) course.edit();
    };
    this.#keep(this.#see(name, attended, due, run));
  }

  /** Sees something to its end, and looks at the source again then. */
  async #see(name: SourceName, attended: Attended, what: Due | "resume", work: () => Promise<unknown>): Promise<void> {
    const { clock, sources } = this.#options;
    const before = JSON.stringify(sources.find(name)?.state);
    attended.underWay.add(what);
    try {
      await work();
    } catch (error) {
      this.#failed(name, what, error);
    }
    attended.underWay.delete(what);
    // What changes nothing would be due again at once, and again.
    if (JSON.stringify(sources.find(name)?.state) === before) attended.notBefore = clock.monotonic() + LONGEST_WAIT;
    this.#note([name]);
  }

  #failed(source: SourceName, what: Due | "resume", error: unknown): void {
    if (this.#isOver) return;
    const { log } = this.#options;
    const sentence = what === "resume" ? "a pause could not be ended" : "a sync could not begin";
    if (error instanceof RegdeskError) log.warn({ source, code: error.code }, `${sentence}: ${error.message}`);
    else log.error({ source, err: error }, sentence);
  }

  #keep(work: Promise<unknown>): void {
    this.#unfinished.add(work);
    void work.finally(() => this.#unfinished.delete(work));
  }

  #wait(): void {
    const { sources, clock } = this.#options;
    this.#timer?.cancel();
    this.#timer = undefined;
    const now = clock.now();
    let wait = Number.POSITIVE_INFINITY;
    for (const [name, attended] of this.#attended) {
      const subject = sources.find(name);
      if (subject !== undefined) wait = Math.min(wait, this.#waitFor(subject, attended, now));
    }
    if (wait === Number.POSITIVE_INFINITY) return;
    this.#timer = clock.after(Math.max(0, Math.min(wait, LONGEST_WAIT)), () =>
      this.#lookAt([...this.#attended.keys()]),
    );
  }

  /** How long one source lets the coordinator wait, in milliseconds. */
  #waitFor(subject: SourceWithState, { course, underWay, notBefore }: Attended, now: number): number {
    const { runOnceAt } = subject.state;
    // The end of a run is told; all that may come before it is a run once that joins it.
    if (underWay.size > 0)
      return runOnceAt !== undefined && runOnceAt > now ? runOnceAt - now : Number.POSITIVE_INFINITY;
    const next = course.next(subject, now) ?? Number.POSITIVE_INFINITY;
    const hours = subject.source.schedule.hours.length > 0 ? LONGEST_WAIT : Number.POSITIVE_INFINITY;
    return Math.min(hours, Math.max(next - now, notBefore - this.#options.clock.monotonic()));
  }
}

/** A pause that nobody gave an end ends when somebody ends it. */
function isPauseOver({ state: { pausedUntil } }: SourceWithState, now: number): boolean {
  return typeof pausedUntil === "number" && pausedUntil <= now;
}
