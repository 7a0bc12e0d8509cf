/** One plain sentence about a source, and the one thing to do next. */
import { clock, text } from "../messages/messages.ts";
import { span, stopwatch } from "../time.ts";
import { isOffline, type Circumstances, type Doing, type SourceStanding } from "./standing.ts";
import { mendOf, syncErrorSentence, syncErrorTitle, type Mend } from "./sync-words.ts";

export type NextStep = Mend | "cancel" | "review" | "resume" | "switch-on" | "preview";

export interface StandingWords {
  /** With what moves: “Failed – retry 0:24”. */
  readonly word: string;
  readonly sentence: string;
  readonly step: NextStep | undefined;
}

type Words = (shown: Doing, circumstances: Circumstances) => StandingWords;

const WORDS: Readonly<Record<SourceStanding, Words>> = {
  off: () => plain("off", "off", "switch-on"),
  syncing: ({ state }, { now }) => ({
    word: text.sources.standings.syncing,
    sentence: text.sources.sentences.syncing(span(now - (state.lastAttempt ?? now))),
    step: "cancel",
  }),
  "needs-confirmation": () => plain("needs-confirmation", "needsConfirmation", "review"),
  "held-back": () => plain("held-back", "heldBack", "run"),
  paused: ({ state }, { now }) => paused(state.pausedUntil ?? null, now),
  waiting,
  failed: (shown, { now }) => failed(shown, now),
  "changes-found": () => plain("changes-found", "changesFound", "preview"),
  "never-run": () => plain("never-run", "neverRun", "run"),
  "up-to-date": (shown, { now }) => ({
    word: text.sources.standings["up-to-date"],
    sentence: upToDate(shown, now),
    step: undefined,
  }),
};

export function standingWords(shown: Doing, standing: SourceStanding, circumstances: Circumstances): StandingWords {
  return WORDS[standing](shown, circumstances);
}

type PlainSentence = "off" | "needsConfirmation" | "heldBack" | "changesFound" | "neverRun";

/** Where sentence and step are always the same. */
function plain(standing: SourceStanding, sentence: PlainSentence, step: NextStep): StandingWords {
  const { standings, sentences } = text.sources;
  return { word: standings[standing], sentence: sentences[sentence], step };
}

function paused(until: number | null, now: number): StandingWords {
  const t = text.sources;
  if (until === null) return { word: t.standings.paused, sentence: t.sentences.pausedForever, step: "resume" };
  const moment = clock.near(until, now);
  return { word: t.pausedUntil(moment), sentence: t.sentences.paused(span(until - now)), step: "resume" };
}

function waiting(shown: Doing, circumstances: Circumstances): StandingWords {
  const t = text.sources;
  const { now } = circumstances;
  if (isOffline(shown, circumstances)) return { word: t.waitingOffline, sentence: t.sentences.offline, step: "run" };
  const opens = clock.near(shown.state.nextRun ?? now, now);
  return { word: t.waitingOpens(opens), sentence: t.sentences.hours(opens), step: "run" };
}

function failed({ state }: Doing, now: number): StandingWords {
  const t = text.sources;
  const { lastError, retryAt, attempts } = state;
  const word = retryAt === undefined ? t.standings.failed : t.failedRetry(stopwatch(retryAt - now));
  if (!lastError) return { word, sentence: t.sentences.failed, step: "run" };
  const sentence = t.sentences.failedBecause(syncErrorTitle(lastError), syncErrorSentence(lastError));
  return { word, sentence: attempts > 1 ? t.sentences.attempt(sentence, attempts) : sentence, step: mendOf(lastError) };
}

function upToDate({ state }: Doing, now: number): string {
  const t = text.sources.sentences;
  const checked = span(now - (state.lastCheck ?? state.lastSuccess ?? now));
  const { skipped } = state.counts;
  if (skipped > 0) return t.checkedWithSkipped(checked, skipped);
  return state.lastChange === undefined ? t.checked(checked) : t.checkedChanged(checked, span(now - state.lastChange));
}
