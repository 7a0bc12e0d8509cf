/** How a source stands, in one word, and why: everything that shows it derives it from here. */
import { isWithin } from "#shared/hours.ts";
import type { SourceWithState } from "#shared/contract/sources.ts";
import type { Hours } from "#shared/model/hours.ts";
import type { FetchFailure } from "#shared/model/sync.ts";
import type { Tone } from "../status.ts";

export type SourceStanding =
  | "up-to-date"
  | "syncing"
  | "changes-found"
  | "needs-confirmation"
  | "held-back"
  | "waiting"
  | "failed"
  | "paused"
  | "never-run"
  | "off";

/** A source with how it stands at this moment. */
export interface ShownSource extends SourceWithState {
  readonly standing: SourceStanding;
}

export const STANDING_TONES: Readonly<Record<SourceStanding, Tone>> = {
  "up-to-date": "ok",
  syncing: "info",
  "changes-found": "change",
  "needs-confirmation": "change",
  "held-back": "late",
  waiting: "late",
  failed: "bad",
  paused: "late",
  "never-run": "off",
  off: "off",
};

/** The gravest first, for a list that begins with what needs somebody. */
const GRAVITY: readonly SourceStanding[] = [
  "failed",
  "needs-confirmation",
  "changes-found",
  "held-back",
  "waiting",
  "paused",
  "syncing",
  "never-run",
  "up-to-date",
  "off",
];

export interface Circumstances {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Whether this machine has a network at all. */
  readonly isOnline: boolean;
  /** A preview found what is not applied yet. */
  readonly hasFound: boolean;
}

/** A source and how it is doing. */
export type Doing = Pick<SourceWithState, "source" | "state">;

/** What fails when a machine has no network. */
const NETWORK: ReadonlySet<FetchFailure | undefined> = new Set<FetchFailure>(["dns", "refused", "timeout", "other"]);

export function standingOf({ source, state }: Doing, circumstances: Circumstances): SourceStanding {
  if (!source.enabled) return "off";
  if (state.phase === "syncing") return "syncing";
  if (state.awaitingConfirmation !== undefined) return "needs-confirmation";
  if (isPaused(state.pausedUntil, circumstances.now)) return "paused";
  if (isOffline({ source, state }, circumstances)) return "waiting";
  if (state.phase === "failed") return "failed";
  if (isWaitingForHours(source.schedule.hours, state.nextRun, circumstances.now)) return "waiting";
  if (state.dismissed !== undefined) return "held-back";
  if (circumstances.hasFound) return "changes-found";
  return state.phase === "never" ? "never-run" : "up-to-date";
}

/** A pause that has an end ends by itself. */
export function isPaused(pausedUntil: number | null | undefined, now: number): boolean {
  return pausedUntil === null || (pausedUntil !== undefined && now < pausedUntil);
}

/** It failed only because there is no network to reach anything by. */
export function isOffline({ source, state }: Doing, { isOnline }: Circumstances): boolean {
  return (
    !isOnline &&
    state.phase === "failed" &&
    source.connection.kind !== "file" &&
    state.lastError?.code === "FetchFailed" &&
    NETWORK.has(state.lastError.class)
  );
}

const MINUTE = 60_000;

/** Whether the next run waits for the hours to open, rather than for its time within them. */
export function isWaitingForHours(hours: readonly Hours[], nextRun: number | undefined, now: number): boolean {
  if (hours.length === 0 || nextRun === undefined || nextRun <= now) return false;
  const isOpen = (at: number) => hours.some((one) => isWithin(one, at));
  return !isOpen(now) && isOpen(nextRun) && !isOpen(nextRun - MINUTE);
}

/** The gravest first; among equals the order stays. */
export function byGravity<Shown extends { readonly standing: SourceStanding }>(shown: readonly Shown[]): Shown[] {
  return shown.toSorted((a, b) => GRAVITY.indexOf(a.standing) - GRAVITY.indexOf(b.standing));
}
