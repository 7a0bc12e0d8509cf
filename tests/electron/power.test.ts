import { beforeEach, describe, expect, test } from "vitest";
import { Power, type PowerNotices, type Sleep } from "#electron/power.ts";
import type { Activity } from "#shared/model/activity.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";
import { SILENT } from "#tests/support/running-host.ts";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

describe("A machine whose system tells of its sleep", () => {
  test("slept from what it said to what it said, and says so once", async () => {
    const { clock, lines, sleeps, system } = aMachine();
    await clock.advance(7 * SECOND);
    system.suspend();
    await clock.sleep(8 * HOUR); // the beat is late, and the first to see it
    system.resume();
    const [from, to] = [NOON + 7 * SECOND, NOON + 7 * SECOND + 8 * HOUR];
    expect(sleeps).toEqual([{ from, to }]);
    expect(lines).toEqual([{ kind: "slept", at: to, by: "Regdesk", since: from, seen: "told" }]);
  });

  test("is awake again by its word, before any timer is", () => {
    const { clock, sleeps, system } = aMachine();
    system.suspend();
    clock.setWall(HOUR); // all that counts time here stands still, as on Linux
    system.resume();
    expect(sleeps).toEqual([{ from: NOON, to: NOON + HOUR }]);
  });

  test("that only said it would, and went on, has not slept yet", async () => {
    const { clock, sleeps, system } = aMachine();
    system.suspend();
    await clock.advance(60 * SECOND);
    expect(sleeps).toEqual([]);
    await clock.sleep(HOUR); // and nobody tells that it is over
    expect(sleeps).toEqual([{ from: NOON + 60 * SECOND, to: NOON + 60 * SECOND + HOUR }]);
  });
});

describe("A machine of which nobody tells", () => {
  test("slept when far more time went by than was waited for", async () => {
    const { clock, lines, sleeps } = aMachine();
    await clock.advance(25 * SECOND);
    await clock.sleep(HOUR);
    expect(sleeps).toEqual([{ from: NOON + 20 * SECOND, to: NOON + 25 * SECOND + HOUR }]);
    expect(lines).toMatchObject([{ kind: "slept", seen: "unseen" }]);
  });

  test("slept also where the clock of the timers slept along", async () => {
    const { clock, sleeps, machine } = aMachine();
    await clock.advance(10 * SECOND);
    clock.setWall(HOUR);
    machine.asleep += HOUR;
    await clock.advance(10 * SECOND);
    expect(sleeps).toEqual([{ from: NOON + 10 * SECOND, to: NOON + 20 * SECOND + HOUR }]);
  });

  test("did not sleep because somebody set the clock, or because it was busy", async () => {
    const { clock, sleeps } = aMachine();
    clock.setWall(5 * HOUR);
    await clock.advance(20 * SECOND);
    clock.setWall(-9 * HOUR);
    await clock.sleep(20 * SECOND);
    await clock.advance(20 * SECOND);
    expect(sleeps).toEqual([]);
  });

  test("had its clock set, forward or back, and says so once each", async () => {
    const { clock, lines } = aMachine();
    clock.setWall(5 * HOUR);
    await clock.advance(60 * SECOND);
    clock.setWall(-9 * HOUR);
    await clock.advance(60 * SECOND);
    clock.setWall(2 * SECOND); // a time server pulled at it
    await clock.advance(60 * SECOND);
    const [set, back] = [NOON + 10 * SECOND, NOON + 5 * HOUR + 70 * SECOND];
    expect(lines).toEqual([
      { kind: "clock-set", at: set + 5 * HOUR, by: "Regdesk", was: set },
      { kind: "clock-set", at: back - 9 * HOUR, by: "Regdesk", was: back },
    ]);
  });

  test("that slept for less than is told of had no clock set", async () => {
    const { clock, lines, machine } = aMachine();
    await clock.advance(15 * SECOND);
    clock.setWall(20 * SECOND); // its timers slept along
    machine.asleep += 20 * SECOND;
    await clock.advance(60 * SECOND);
    expect(lines).toEqual([]);
  });
});

let power: Power | undefined;
beforeEach(() => power?.[Symbol.dispose]());

function aMachine() {
  const clock = new FakeClock();
  const lines: Activity[] = [];
  const sleeps: Sleep[] = [];
  const machine = { asleep: 0 };
  const system = { suspend: (): void => undefined, resume: (): void => undefined };
  const notices: PowerNotices = (listener) => {
    Object.assign(system, listener);
    return () => undefined;
  };
  const audit = { note: (line: Activity) => void lines.push(line) };
  const uptime = () => clock.monotonic() + machine.asleep;
  power = new Power({ clock, audit, log: SILENT, notices, uptime });
  power.listen((sleep) => sleeps.push(sleep));
  return { clock, lines, sleeps, system, machine };
}
