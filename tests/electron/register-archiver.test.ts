import { expect, test } from "vitest";
import { RegisterArchiver } from "#electron/register-archiver.ts";
import { Registry } from "#electron/registry/registry.ts";
import type { Activity } from "#shared/model/activity.ts";
import { aReport, named } from "../support/builders.ts";
import { FakeClock } from "../support/fake-clock.ts";

const ANNA = "anna (window)";

function anArchiver() {
  const clock = new FakeClock();
  const registry = new Registry({ clock });
  const notes: Activity[] = [];
  const archiver = new RegisterArchiver({ registry, clock, audit: { note: (line) => void notes.push(line) } });
  return { archiver, clock, notes, registry };
}

test("what was taken off the list is one line of the audit, and a single register is named in it", () => {
  const { archiver, clock, notes, registry } = anArchiver();
  registry.provide([...aReport("a", 1, 1_000), ...aReport("b", 1, 1_000), ...aReport("c", 1, 1_000)], "192.168.1.20");
  clock.tick(2_000);
  expect(archiver.archive([named("a"), named("b")], ANNA)).toEqual(["a", "b"]);
  archiver.archive([named("c")], ANNA);
  expect(notes).toEqual([
    { kind: "archived", at: clock.now(), by: ANNA, registers: 2 },
    { kind: "archived", at: clock.now(), by: ANNA, registers: 1, register: "c" },
  ]);
});

test("what lives stays, and nothing is noted of it", () => {
  const { archiver, notes, registry } = anArchiver();
  registry.provide(aReport("here", 1), "192.168.1.20");
  expect(archiver.archive([named("here"), named("never was")], ANNA)).toEqual([]);
  expect(notes).toEqual([]);
});
