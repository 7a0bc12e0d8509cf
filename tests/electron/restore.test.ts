import { describe, expect, test } from "vitest";
import { restored } from "#electron/restore.ts";
import { openDatabase } from "#electron/store/database.ts";
import { loadRegisters, registersTable } from "#electron/store/registers-table.ts";
import type { RegisterRecord, ReportedRegister } from "#electron/registry/register-record.ts";
import { aRegister } from "#tests/support/builders.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";

describe("A stored register", () => {
  test.each([
    ["has what is left to it, counting the time that passed meanwhile", NOON - 4_000, 6_000],
    ["has nothing left when that was longer than its time to live", NOON - 60_000, 0],
    ["has no more than its time to live, though the wall clock was set back", NOON + 3_600_000, 10_000],
  ])("%s", (_what, providedAt, left) => {
    const clock = new FakeClock();
    const { deadline } = restored(read(aRegister({ providedAt, ttl: 10_000 })), startAt(clock));
    expect(deadline - clock.monotonic()).toBe(left);
  });

  test("comes back with all it had", () => {
    const register = aRegister({ name: "a", value: "9007199254740993", metadata: '{"unit":"W"}', expiredAt: NOON });
    const { value, ...record } = restored(read(register), startAt(new FakeClock()));
    expect([JSON.stringify(value), record]).toEqual([
      "9007199254740993",
      expect.objectContaining({ name: "a", metadata: { unit: "W" }, ttl: 10_000, revision: 1, expiredAt: NOON }),
    ]);
  });
});

function read(register: ReportedRegister): RegisterRecord {
  const database = openDatabase(":memory:");
  registersTable(database).save(register);
  return loadRegisters(database)[0]!;
}

function startAt(clock: FakeClock) {
  return { wall: clock.now(), monotonic: clock.monotonic() };
}
