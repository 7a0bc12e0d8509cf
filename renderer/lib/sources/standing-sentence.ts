/** One plain sentence about a source, and the one thing to do next. */
import type { SourceWithState } from "#shared/contract/sources.ts";
import { text } from "../messages/messages.ts";
import { span, stopwatch } from "../time.ts";
import { momentWords } from "./moment-words.ts";
import { isOffline, type Circumstances, type SourceStanding } from "./standing.ts";
import { mendOf, syncErrorSentence, syncErrorTitle, type Mend } from "./sync-words.ts";

export type NextStep = Mend | "cancel" | "review" | "resume" | "switch-on" | "preview";

export interface StandingWords {
  /** With what moves: “Failed – retry 0:24”. */
  readonly word: string;
  readonly sentence: string;
  readonly step: NextStep | undefined;
}

export function standingWords(
  shown: SourceWithState,
  standing: SourceStanding,
  circumstances: Circumstances,
): StandingWords {
  const { state } = shown;
  const { now } = circumstances;
  const t = text.sources;
  const word = t.standings[standing];
  switch (standing) {
    case "off":
      return { word, sentence: t.sentences.off, step: "switch-on" };
    case "syncing":
      return { word, sentence: t.sentences.syncing(span(now - (state.lastAttempt ?? now))), step: "cancel" };
    case "needs-confirmation":
      return { word, sentence: t.sentences.needsConfirmation, step: "review" };
    case "paused":
      return paused(state.pausedUntil ?? null, now);
    case "waiting":
      return waiting(shown, circumstances);
    case "failed":
      return failed(shown, now);
    case "changes-found":
      return { word, sentence: t.sentences.changesFound, step: "preview" };
    case "never-run":
      return { word, sentence: t.sentences.neverRun, step: "run" };
    case "up-to-date":
      return { word, sentence: upToDate(shown, now), step: undefined };
  }
}

function paused(until: number | null, now: number): StandingWords {
  const t = text.sources;
  if (until === null) return { word: t.standings.paused, sentence: t.sentences.pausedForever, step: "resume" };
  const moment = momentWords(until, now);
  return { word: t.pausedUntil(moment), sentence: t.sentences.paused(span(until - now)), step: "resume" };
}

function waiting(shown: SourceWithState, circumstances: Circumstances): StandingWords {
  const t = text.sources;
  const { now } = circumstances;
  if (isOffline(shown, circumstances)) return { word: t.waitingOffline, sentence: t.sentences.offline, step: "run" };
  const opens = momentWords(shown.state.nextRun ?? now, now);
  return { word: t.waitingOpens(opens), sentence: t.sentences.hours(opens), step: "run" };
}

function failed({ state }: SourceWithState, now: number): StandingWords {
  const t = text.sources;
  const { lastError, retryAt, attempts } = state;
  const word = retryAt === undefined ? t.standings.failed : t.failedRetry(stopwatch(retryAt - now));
  if (!lastError) return { word, sentence: t.sentences.failed, step: "run" };
  const sentence = t.sentences.failedBecause(syncErrorTitle(lastError), syncErrorSentence(lastError));
  return { word, sentence: attempts > 1 ? t.sentences.attempt(sentence, attempts) : sentence, step: mendOf(lastError) };
}

function upToDate({ state }: SourceWithState, now: number): string {
  const t = text.sources.sentences;
  const checked = span(now - (state.lastCheck ?? state.lastSuccess ?? now));
  const { skipped } = state.counts;
  if (skipped > 0) return t.checkedWithSkipped(checked, skipped);
  return state.lastChange === undefined ? t.checked(checked) : t.checkedChanged(checked, span(now - state.lastChange));
}
