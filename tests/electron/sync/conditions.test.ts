import { describe, expect, test } from "vitest";
import { afterError, ALL_WELL, IN_PROGRESS, observed, PAUSED } from "#electron/sync/conditions.ts";
import type { SyncCondition, SyncError } from "#shared/model/sync.ts";

describe("A condition", () => {
  test("keeps the time of its last transition while its status stays, whatever its message", () => {
    const first = observed([], 1, IN_PROGRESS);
    const second = observed(first, 2, PAUSED);
    const third = observed(second, 3, ...ALL_WELL);
    expect([timeOf(first), timeOf(second), timeOf(third)]).toEqual([1, 1, 3]);
    expect(second.find(({ type }) => type === "Ready")?.reason).toBe("paused");
  });

  test("does not touch the others", () => {
    const well = observed([], 1, ...ALL_WELL);
    const after = observed(well, 2, IN_PROGRESS);
    expect(after.filter(({ type }) => type !== "Ready")).toEqual(well.filter(({ type }) => type !== "Ready"));
  });

  function timeOf(conditions: readonly SyncCondition[]): number | undefined {
    return conditions.find(({ type }) => type === "Ready")?.lastTransitionTime;
  }
});

describe("An error", () => {
  test.each<[SyncError["code"], string[]]>([
    ["FetchFailed", ["SourceAvailable False", "SyncSuccessful False", "Ready False"]],
    ["HandlerCreationFailed", ["SourceAvailable False", "SyncSuccessful False", "Ready False"]],
    ["ValidationFailed", ["SourceAvailable False", "SyncSuccessful False", "Ready False"]],
    ["DataInvalid", ["SourceAvailable True", "DataValid False", "SyncSuccessful False", "Ready False"]],
    ["FilterFailed", ["SourceAvailable True", "DataValid True", "SyncSuccessful False", "Ready False"]],
    ["StorageFailed", ["SourceAvailable True", "DataValid True", "SyncSuccessful False", "Ready False"]],
  ])("%s sets %j, and leaves the registers served", (code, expected) => {
    const conditions = afterError({ code, message: "Why." });
    expect(conditions.map(({ type, status }) => `${type} ${status}`)).toEqual(expected);
  });

  test("of a fetch names its class as the reason", () => {
    expect(afterError({ code: "FetchFailed", class: "tls", message: "" })[0]?.reason).toBe("FetchFailed-tls");
  });
});
