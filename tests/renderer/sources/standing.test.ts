import { expect, test } from "vitest";
import { byGravity, standingOf, type Circumstances } from "../../../renderer/lib/sources/standing.ts";
import { standingWords } from "../../../renderer/lib/sources/standing-sentence.ts";
import type { SyncError } from "#shared/model/sync.ts";
import { NOON } from "../../support/fake-clock.ts";
import { aShownSource, aSource, aSourceState } from "./source-builders.ts";

const MINUTE = 60_000;
const now = (given: Partial<Circumstances> = {}): Circumstances => ({
  now: NOON,
  isOnline: true,
  hasFound: false,
  ...given,
});
const dns: SyncError = { code: "FetchFailed", class: "dns", message: "nowhere is not known" };

test.each([
  ["up-to-date", {}, {}],
  ["never-run", { phase: "never" }, {}],
  ["syncing", { phase: "syncing" }, {}],
  ["failed", { phase: "failed", lastError: dns }, {}],
  ["needs-confirmation", { awaitingConfirmation: 3, phase: "failed" }, {}],
  ["held-back", { dismissed: { hash: "f00", filterHash: "ba2" } }, {}],
  ["paused", { pausedUntil: null }, {}],
  ["paused", { pausedUntil: NOON + 1 }, {}],
  ["up-to-date", { pausedUntil: NOON - 1 }, {}],
  ["off", { phase: "failed" }, { enabled: false }],
] as const)("it is %s with the state %j and the source %j", (standing, state, source) => {
  expect(standingOf({ source: aSource(source), state: aSourceState(state) }, now())).toBe(standing);
});

test("a preview that found something is remembered as long as nothing graver is so", () => {
  const found = now({ hasFound: true });
  expect(standingOf({ source: aSource(), state: aSourceState() }, found)).toBe("changes-found");
  expect(standingOf({ source: aSource(), state: aSourceState({ phase: "failed" }) }, found)).toBe("failed");
});

test("without a network, what cannot be reached waits; what was refused has failed", () => {
  const offline = now({ isOnline: false });
  const source = aSource({ connection: { kind: "peer", url: "http://neighbour:8080", follow: false } });
  const failed = (lastError: SyncError) => ({ source, state: aSourceState({ phase: "failed", lastError }) });
  expect(standingOf(failed(dns), offline)).toBe("waiting");
  expect(standingOf(failed({ ...dns, class: "auth" }), offline)).toBe("failed");
  expect(standingOf(failed(dns), now())).toBe("failed");
});

test("what waits for its hours says when they open, and what waits for its time does not", () => {
  const moment = new Date(NOON);
  const at = (hour: number, minute = 0) => new Date(moment).setHours(hour, minute, 0, 0);
  const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
  const [opens, closes] = [(moment.getHours() + 2) % 24, (moment.getHours() + 4) % 24];
  const hours = [{ from: clock(opens), to: clock(closes), days: [] }];
  const source = aSource({ schedule: { timing: { kind: "interval", every: 10 * MINUTE }, hours, missed: "catch-up" } });
  const opening = at(opens) > NOON ? at(opens) : at(opens) + 24 * 60 * MINUTE;
  const waiting = { source, state: aSourceState({ nextRun: opening }) };
  expect(standingOf(waiting, now())).toBe("waiting");
  expect(standingWords(waiting, "waiting", now()).word).toMatch(/^Waiting – opens /);
  expect(standingOf({ source, state: aSourceState({ nextRun: opening + 30 * MINUTE }) }, now())).toBe("up-to-date");
});

test("a failure is one word with its countdown, one sentence and one thing to do", () => {
  const state = aSourceState({ phase: "failed", attempts: 3, retryAt: NOON + 24_000, lastError: dns });
  expect(standingWords({ source: aSource(), state }, "failed", now())).toEqual({
    word: "Failed – retry 0:24",
    sentence: "Host not found: nowhere is not known Attempt 3.",
    step: "connection",
  });
});

test("the gravest come first, and equals keep their order", () => {
  const shown = (["up-to-date", "failed", "never-run", "needs-confirmation", "failed"] as const).map(
    (standing, order) => aShownSource({ name: `s${order}` }, standing),
  );
  expect(byGravity(shown).map(({ source }) => source.name)).toEqual(["s1", "s4", "s3", "s2", "s0"]);
});
