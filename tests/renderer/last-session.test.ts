import { expect, test } from "vitest";
import { SourceName } from "#shared/model/source.ts";
import { isOfLastSession } from "../../renderer/lib/last-session.ts";
import { aRegister } from "../support/builders.ts";

test("a register is of the last session until it is reported again, has expired, or is a source's", () => {
  const before = aRegister({ providedAt: 1_000 });
  const startedAt = 2_000;
  expect(isOfLastSession(before, startedAt)).toBe(true);
  expect(isOfLastSession({ ...before, providedAt: 2_500 }, startedAt)).toBe(false);
  expect(isOfLastSession({ ...before, expiredAt: 1_500 }, startedAt)).toBe(false);
  expect(isOfLastSession({ ...before, source: SourceName.parse("plant") }, startedAt)).toBe(false);
  expect(isOfLastSession(before, undefined)).toBe(false);
});
