import { describe, expect, test } from "vitest";
import * as become from "#electron/sync/source-state.ts";
import type { SourceState, SyncError } from "#shared/model/sync.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { aSource, conditionsOf } from "./syncing-site.ts";

const source = aSource();
const REFUSED: SyncError = { code: "FetchFailed", class: "refused", message: "Nobody listens there." };
const APPLIED = {
  hash: "h1",
  filterHash: "f1",
  revision: "r1",
  counts: { registers: 2, skipped: 0, shadowed: 0 },
  isChange: true,
};
const END = { trigger: "schedule", reason: "source-data-changed" } as const;

describe("How a source is doing", () => {
  test("is unknown until it is synced", () => {
    expect(conditionsOf(become.neverSynced(source, NOON))).toEqual({
      APIReady: "False not-synced",
      Ready: "Unknown never-synced",
    });
  });

  test("is a sync in progress, and what was known stays known", () => {
    const state = become.begun(aComplete(), "schedule", NOON + 1);
    expect([state.phase, state.lastAttempt, state.hash, conditionsOf(state)["Ready"]]).toEqual([
      "syncing",
      NOON + 1,
      "h1",
      "False sync-in-progress",
    ]);
  });

  test("is failed after an error, with the last good document, and well again after a success", () => {
    const failed = aFailed();
    expect(failed).toMatchObject({
      phase: "failed",
      hash: "h1",
      attempts: 1,
      lastError: REFUSED,
      retryAt: NOON + 30_000,
    });
    expect(conditionsOf(failed)).toMatchObject({
      SourceAvailable: "False FetchFailed-refused",
      APIReady: "True served",
    });
    const well = become.unchanged(source, failed, { ...END, now: NOON + 9, revision: "r1" });
    expect([well.phase, well.attempts, well.lastError, well.retryAt, conditionsOf(well)["Ready"]]).toEqual([
      "complete",
      0,
      undefined,
      undefined,
      "True ready",
    ]);
  });

  test("keeps the time of a condition until its status moves", () => {
    const again = become.failed(source, aFailed(), { ...END, error: REFUSED, retryAt: 0, now: NOON + 500 });
    const times = Object.fromEntries(
      again.conditions.map(({ type, lastTransitionTime }) => [type, lastTransitionTime]),
    );
    expect(times).toMatchObject({ SourceAvailable: NOON + 3, APIReady: NOON, Ready: NOON + 3 });
  });

  test("counts the schedule from the end of every run but one that was planned once", () => {
    const once = become.unchanged(source, aComplete(), { ...END, trigger: "once", now: NOON + 7, revision: "r1" });
    const due = become.unchanged(source, aComplete(), { ...END, now: NOON + 7, revision: "r1" });
    expect([once.lastEnd, due.lastEnd]).toEqual([NOON, NOON + 7]);
  });

  test("forgets the planned run when it begins", () => {
    const planned = become.plannedOnce(aComplete(), NOON + 5);
    expect(planned.runOnceAt).toBe(NOON + 5);
    expect(become.begun(planned, "once", NOON + 5).runOnceAt).toBeUndefined();
    expect(become.begun(planned, "schedule", NOON + 5).runOnceAt).toBe(NOON + 5);
  });

  test("is failed when a run of Regdesk that is over left it in the middle of a sync", () => {
    const orphan = become.restoredState(source, become.begun(aComplete(), "schedule", NOON), NOON + 60_000);
    expect(orphan).toMatchObject({ phase: "failed", hash: "h1", retryAt: NOON + 60_000, attempts: 1 });
    expect(conditionsOf(orphan)["Ready"]).toBe("False error");
  });

  test("is as if it had never been synced when its registers were in memory only", () => {
    const state = become.restoredState(aSource({ keep: "memory" }), aComplete(), NOON + 60_000);
    expect([state.phase, state.hash, state.counts.registers, state.lastSuccess]).toEqual(["never", undefined, 0, NOON]);
    expect(conditionsOf(state)).toMatchObject({ APIReady: "False not-synced" });
  });

  test("waits for a word with the phase it had before", () => {
    const before = aComplete();
    const held = { run: 4, because: "All would go.", before, ...END, now: NOON + 2 };
    const state = become.heldBack(source, become.begun(before, "schedule", NOON + 1), held);
    expect([state.phase, state.awaitingConfirmation, conditionsOf(state)["Ready"]]).toEqual([
      "complete",
      4,
      "False needs-confirmation",
    ]);
    const after = become.dismissed(source, state, { hash: "f00", filterHash: "ba2" }, NOON + 3);
    expect([after.awaitingConfirmation, conditionsOf(after)["Ready"]]).toEqual([undefined, "False changes-held-back"]);
  });

  test("is paused whatever else it is, and that again when it is resumed", () => {
    const paused = become.paused(source, aFailed(), null, NOON + 10);
    const resumed = become.resumed(source, paused, NOON + 11);
    expect([conditionsOf(paused)["Ready"], conditionsOf(resumed)["Ready"]]).toEqual(["False paused", "False error"]);
    expect(paused.lastError).toEqual(REFUSED);
  });

  test("is as before when its run was cancelled, and a cancelled retry does not come back at once", () => {
    const before = aFailed();
    const state = become.cancelledRun(source, become.begun(before, "retry", NOON + 40_000), {
      before,
      trigger: "retry",
      now: NOON + 40_001,
    });
    expect([state.phase, state.retryAt, state.lastEnd]).toEqual(["failed", undefined, NOON + 40_001]);
  });

  test("of another connection knows nothing of the document, and keeps what is served", () => {
    const state = become.ofAnotherConnection(source, aComplete(), NOON + 1);
    expect([state.phase, state.hash, state.revision, state.counts.registers]).toEqual([
      "never",
      undefined,
      undefined,
      2,
    ]);
    expect(conditionsOf(state)["APIReady"]).toBe("True served");
  });

  test("says that its schedule cannot be read", () => {
    const state = become.planned(
      aComplete(),
      { kind: "unreadable", message: "There is no 30th of February." },
      NOON + 1,
    );
    expect([state.lastReason, state.nextRun, conditionsOf(state)["Ready"]]).toEqual([
      "error-parsing-sync-interval",
      undefined,
      "False error-parsing-sync-interval",
    ]);
  });
});

function aComplete(): SourceState {
  return become.complete(source, become.neverSynced(source, NOON), { ...END, ...APPLIED, now: NOON });
}

function aFailed(): SourceState {
  return become.failed(source, aComplete(), { ...END, error: REFUSED, retryAt: NOON + 30_000, now: NOON + 3 });
}
