import { describe, expect, test } from "vitest";
import { Audit } from "#electron/audit/audit.ts";
import type { AuditStore } from "#electron/audit/audit-store.ts";
import { RegdeskError } from "#shared/errors.ts";
import { jsonText } from "#shared/json.ts";
import type { Activity } from "#shared/model/activity.ts";
import { Settings } from "#shared/model/settings.ts";
import { aMove, aStart } from "#tests/support/activity.ts";
import { aChangeRequest, idOf, named } from "#tests/support/builders.ts";
import { NOON, settled } from "#tests/support/fake-clock.ts";

const ONE = { id: 1, hash: "1".repeat(64) };

describe("The audit", () => {
  test("tells who listens of lines once they are stored, with their place in the chain", async () => {
    const { audit, store, told } = anAudit();
    const disk = store.hold();
    const appended = audit.append([aStart()]);
    await settled();
    const before = [...told];
    disk.resolve();
    await appended;
    expect([before, told]).toEqual([[], [[{ ...aStart(), ...ONE }]]]);
  });

  test("stores what changed in the same write as the lines that tell of it", async () => {
    const { audit, store } = anAudit();
    const settings = Settings.parse({});
    await audit.append([aStart()], { settings });
    expect(store.writes).toEqual([{ activity: [aStart()], settings }]);
  });

  test("tells nobody of what could not be stored, and refuses it", async () => {
    const { audit, store, told } = anAudit();
    store.full = true;
    await expect(audit.append([aStart()])).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    store.full = false;
    await audit.append([]);
    expect([store.writes.flatMap(({ activity }) => activity), told]).toEqual([[], []]);
  });

  test("keeps what has happened all the same until it can be stored, in its order", async () => {
    const { audit, store, told } = anAudit();
    store.full = true;
    audit.note(aStart(1));
    audit.note(aStart(2));
    await settled();
    store.full = false;
    await audit.append([aStart(3)]);
    expect([store.writes.map(({ activity }) => activity.map(({ at }) => at)), told.flat().length]).toEqual([
      [[1, 2, 3]],
      3,
    ]);
  });

  test("tells of a move all that is known: who, what, when, why, before, after and the rule", async () => {
    const { audit, store } = anAudit();
    const rule = { id: "r1", name: "setpoints at night" };
    const request = aChangeRequest({ device: "boiler", previousValue: "20", state: "denied", rule, note: "too hot" });
    const move = { changeRequest: idOf(1), register: named("boiler.setpoint"), at: NOON + 5, by: "anna" };
    await audit.commit({
      changeRequests: [request],
      transitions: [{ ...move, from: "pending", to: "denied", note: "too hot" }],
    });
    expect(store.writes).toEqual([
      {
        changeRequests: [request],
        activity: [
          aMove({
            ...{ at: NOON + 5, by: "anna", device: "boiler", from: "pending", to: "denied", note: "too hot" },
            ...{ rule, before: jsonText(20) },
          }),
        ],
      },
    ]);
  });

  test("tells the outcome with the move that is the outcome, not with those before it", async () => {
    const { audit, store } = anAudit();
    const outcome = { state: "applied-differently", outcome: "applied-differently", outcomeValue: "21" } as const;
    const move = { changeRequest: idOf(1), register: named("boiler.setpoint"), at: NOON, by: "Regdesk" };
    await audit.commit({
      changeRequests: [aChangeRequest(outcome)],
      transitions: [
        { ...move, from: "deliverable", to: "delivered" },
        { ...move, from: "delivered", to: "applied-differently" },
      ],
    });
    expect(store.writes[0]?.activity).toEqual([
      aMove({ by: "Regdesk", from: "deliverable", to: "delivered" }),
      aMove({
        ...{ by: "Regdesk", from: "delivered", to: "applied-differently" },
        ...{ outcome: "applied-differently", outcomeValue: jsonText(21) },
      }),
    ]);
  });
});

/** A store whose disk can be slow or full. */
class TestStore implements AuditStore {
  readonly writes: Parameters<AuditStore["append"]>[0][] = [];
  full = false;
  #lines = 0;
  #disk: Promise<void> = Promise.resolve();

  async append(write: Parameters<AuditStore["append"]>[0]) {
    await this.#disk;
    if (this.full) throw new RegdeskError("STORE_UNAVAILABLE", "the disk is full");
    this.writes.push(write);
    return write.activity.map(() => ({ id: ++this.#lines, hash: String(this.#lines).repeat(64) }));
  }

  hold(): PromiseWithResolvers<void> {
    const disk = Promise.withResolvers<undefined>() as PromiseWithResolvers<void>;
    this.#disk = disk.promise;
    return disk;
  }
}

function anAudit() {
  const store = new TestStore();
  const audit = new Audit(store);
  const told: (readonly Activity[])[] = [];
  audit.listen((lines) => told.push(lines));
  return { audit, store, told };
}
