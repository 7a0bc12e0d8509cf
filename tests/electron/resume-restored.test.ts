import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Audit } from "#electron/audit/audit.ts";
import { resumeRestored } from "#electron/resume-restored.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import { aChangeRequest, named } from "#tests/support/builders.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { aGate, approvedNow, states, type Gate } from "./change-requests/gate.ts";

const MINUTE = 60_000;

describe("After a backup took the database's place,", () => {
  test("everything that was approved then is taken back, also beside what its time ran out for", async () => {
    await using restored = await aRestoredHost([
      approved("1", { state: "deliverable", expiresAt: NOON - MINUTE }),
      approved("2", { state: "deliverable" }),
      approved("3", { state: "approved", deliverableAt: NOON + 1_000 }),
    ]);
    restored.gate.store.hold();
    const resuming = restored.resume();
    await restored.gate.clock.advance(0);
    restored.gate.store.release();
    using _resumed = await resuming;
    expect([states(restored.gate), restored.isRemembered()]).toEqual([
      { 1: "recalled", 2: "recalled", 3: "recalled" },
      false,
    ]);
  });

  test("it is taken back once that can be stored, and what was approved since is not", async () => {
    await using restored = await aRestoredHost([approved("1", { state: "deliverable" })]);
    const { gate } = restored;
    gate.store.full = true;
    using _resumed = await restored.resume();
    const before = [states(gate), restored.isRemembered()];
    gate.store.full = false;
    await approvedNow(gate, 5, "pump.speed");
    await gate.clock.advance(5_000);
    expect([before, states(gate), restored.isRemembered()]).toEqual([
      [{ 1: "deliverable" }, true],
      { 1: "recalled", 2: "deliverable" },
      false,
    ]);
  });

  test("a host that stops does not try again", async () => {
    await using restored = await aRestoredHost([approved("1", { state: "pending" })]);
    restored.gate.store.full = true;
    const resumed = await restored.resume();
    const timers = restored.gate.clock.timers;
    resumed[Symbol.dispose]();
    expect(restored.gate.clock.timers).toBe(timers - 1);
  });
});

function approved(id: string, given: Parameters<typeof aChangeRequest>[0]): ChangeRequest {
  const decision = { decidedAt: NOON, decidedBy: "anna", deliverableAt: NOON, expiresAt: NOON + 10 * MINUTE };
  return aChangeRequest({ id, register: named(`register.${id}`), ...decision, ...given });
}

async function aRestoredHost(stored: readonly ChangeRequest[]) {
  const directory = await temporaryDirectory();
  const note = join(directory.path, "restore.json");
  await writeFile(note, "{}");
  const gate: Gate = aGate(stored, new FakeClock());
  const audit = new Audit({
    append: async ({ activity }) => {
      await gate.store.append(activity, {});
      return [];
    },
  });
  const { changeRequests, clock } = gate;
  const restore = { backup: "monday.db", by: "anna (test)", at: NOON, setAside: "aside.db" };
  return {
    gate,
    resume: () => resumeRestored(restore, { audit, changeRequests, clock, dataDirectory: directory.path }),
    isRemembered: () => existsSync(note),
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}
