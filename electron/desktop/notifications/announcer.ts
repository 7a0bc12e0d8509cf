/** Decides what is worth disturbing a person for, and how often. */
import type { Clock, Timer } from "#shared/clock.ts";
import type { Alarm } from "#shared/model/alarm.ts";
import type { ChangeRequestId } from "#shared/model/change-request.ts";
import { occurrenceOf } from "#shared/troubles.ts";
import type { Standing } from "../standing.ts";
import { announcementOf, type Announcement } from "./announcement.ts";
import { isQuiet } from "./quiet-hours.ts";

/** What comes within this time is one notification, in milliseconds: a consumer rarely asks for one register only. */
const GATHERED_FOR = 1_000;
/** There is no second notification within this time, in milliseconds. */
const APART = 30_000;

export interface AnnouncerOptions {
  readonly clock: Clock;
  /** Whether the person looks at the window and sees it all there. */
  readonly isWatched: () => boolean;
  readonly announce: (announcement: Announcement) => void;
  /** No window opens: even what is so from the start is news. */
  readonly isUnseen: boolean;
}

export class Announcer implements Disposable {
  readonly #options: AnnouncerOptions;
  /** What has been told, or need not be. */
  #knownRequests: ReadonlySet<ChangeRequestId> = new Set();
  #knownTroubles: ReadonlySet<string> = new Set();
  #knownAlarms: ReadonlySet<string> = new Set();
  #untoldAlarms = new Set<string>();
  #untoldRequests = new Set<ChangeRequestId>();
  #untoldTroubles = new Set<string>();
  #standing: Standing | undefined;
  #lastAt = -Infinity;
  #timer: Timer | undefined;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
  }

  hear(standing: Standing): void {
    const isNews = this.#standing !== undefined || this.#options.isUnseen;
    const { pending, troubles, settings } = standing;
    const requests = pending.map(({ id }) => id);
    const occurrences = troubles.map(occurrenceOf);
    if (isNews && settings.pendingChanges === "notify") {
      for (const id of requests) if (!this.#knownRequests.has(id)) this.#untoldRequests.add(id);
    }
    if (isNews && settings.hostTrouble === "notify") {
      for (const each of occurrences) if (!this.#knownTroubles.has(each)) this.#untoldTroubles.add(each);
    }
    this.#hearAlarms(standing, isNews);
    this.#knownRequests = new Set(requests);
    this.#knownTroubles = new Set(occurrences);
    this.#standing = standing;
    this.#schedule();
  }

  [Symbol.dispose](): void {
    this.#timer?.cancel();
  }

  #hearAlarms({ alarms, settings }: Standing, isNews: boolean): void {
    const knownUntil = untoldUntil(this.#standing);
    const coming = alarms.filter((each) => !this.#knownAlarms.has(occurrenceOfAlarm(each)) && each.since > knownUntil);
    if (isNews && settings.alarms === "notify") {
      for (const each of coming) this.#untoldAlarms.add(occurrenceOfAlarm(each));
    }
    this.#knownAlarms = new Set(alarms.map(occurrenceOfAlarm));
  }

  #schedule(): void {
    if (this.#untoldRequests.size + this.#untoldTroubles.size + this.#untoldAlarms.size === 0) return;
    const { clock } = this.#options;
    const wait = Math.max(GATHERED_FOR, this.#lastAt + APART - clock.monotonic());
    this.#timer ??= clock.after(wait, () => {
      this.#timer = undefined;
      this.#tell();
    });
  }

  /** What was settled meanwhile is not told any more; what nobody may be disturbed for shows in badge and tray. */
  #tell(): void {
    const untoldRequests = this.#untoldRequests;
    const untoldTroubles = this.#untoldTroubles;
    const untoldAlarms = this.#untoldAlarms;
    this.#untoldRequests = new Set();
    this.#untoldTroubles = new Set();
    this.#untoldAlarms = new Set();
    const standing = this.#standing;
    const { clock, isWatched, announce } = this.#options;
    if (!standing || isWatched() || isQuiet(standing.settings.quietHours, new Date(clock.now()))) return;
    const news = {
      requests: standing.pending.filter(({ id }) => untoldRequests.has(id)),
      troubles: standing.troubles.filter((trouble) => untoldTroubles.has(occurrenceOf(trouble))),
      alarms: standing.alarms.filter((alarm) => untoldAlarms.has(occurrenceOfAlarm(alarm))),
    };
    const announcement = announcementOf(news, standing);
    if (!announcement) return;
    this.#lastAt = clock.monotonic();
    announce(announcement);
  }
}

/** Where more ring than are told, those that are not told are older, and no news when a newer one makes room for them. */
function untoldUntil(standing: Standing | undefined): number {
  const { alarms = [], ringing = 0 } = standing ?? {};
  return ringing > alarms.length ? (alarms.at(-1)?.since ?? -Infinity) : -Infinity;
}

/** The same alarm is another when it comes again. */
function occurrenceOfAlarm({ id, times }: Alarm): string {
  return `${id} ${times}`;
}
