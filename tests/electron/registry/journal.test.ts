import { describe, expect, test } from "vitest";
import { Journal } from "#electron/registry/journal.ts";
import { Registry } from "#electron/registry/registry.ts";
import { aReport, named } from "#tests/support/builders.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";

describe("The journal", () => {
  test("tells what changed after a revision, each name once", () => {
    const journal = new Journal(10);
    journal.append(11, [named("a"), named("b")]);
    journal.append(12, [named("a")]);
    expect([10, 11, 12, 13].map((revision) => [...(journal.after(revision) ?? [])])).toEqual([
      ["a", "b"],
      ["a"],
      [],
      [],
    ]);
  });

  test("does not know what was before it", () => {
    expect(new Journal(10).after(9)).toBeUndefined();
  });

  test("knows everything of a revision or nothing, whatever it had to forget", () => {
    const journal = new Journal(0, 10);
    for (let revision = 1; revision <= 100; revision++) {
      journal.append(revision, [named(`x${revision}`), named(`y${revision}`), named(`z${revision}`)]);
    }
    const known = Array.from({ length: 101 }, (_, revision) => journal.after(revision)?.size);
    const expected = known.map((size, revision) => (size === undefined ? undefined : 3 * (100 - revision)));
    expect([known, known[0], known[98]]).toEqual([expected, undefined, 6]);
  });
});

describe("A registry tells what changed after a revision:", () => {
  test("created, changed, expired and withdrawn names, but no refreshed ones", () => {
    const clock = new FakeClock();
    using registry = new Registry({ clock, revision: 100 });
    registry.provide([...aReport("same", 1), ...aReport("changed", 1), ...aReport("short", 1, 1_000)], "here");
    registry.provide(aReport("gone", 1), "here");
    const { revision } = registry;
    registry.provide([...aReport("same", 1), ...aReport("changed", 2)], "here");
    registry.withdraw([named("gone"), named("never was")]);
    clock.tick(1_250);
    expect([...(registry.changedAfter(revision) ?? [])].sort()).toEqual(["changed", "gone", "short"]);
  });

  test("nothing of a revision of another run", () => {
    using registry = new Registry({ clock: new FakeClock(), revision: 100 });
    expect([99, 100, 101].map((revision) => registry.changedAfter(revision)?.size)).toEqual([undefined, 0, undefined]);
  });
});

describe("A register that is withdrawn", () => {
  test("goes at once, without the expired state, and wakes who waits", () => {
    const clock = new FakeClock();
    using registry = new Registry({ clock });
    registry.provide(aReport("a", 1, 1_000), "here");
    let woken = 0;
    registry.onceChanged(["a"], () => woken++);
    registry.withdraw([named("a"), named("a")]);
    clock.tick(10_000);
    expect([registry.size, woken, registry.revision, [...registry.lastKnown()]]).toEqual([0, 1, 2, []]);
  });

  test("may come again and then lives for its new time", () => {
    const clock = new FakeClock();
    using registry = new Registry({ clock });
    registry.provide(aReport("a", 1, 1_000), "here");
    registry.withdraw([named("a")]);
    registry.provide(aReport("a", 2, 5_000), "here");
    clock.tick(4_999);
    const before = registry.find("a")?.value;
    clock.tick(251);
    expect([before, registry.size]).toEqual([2, 0]);
  });

  test("is nothing when it is unknown", () => {
    using registry = new Registry({ clock: new FakeClock() });
    registry.withdraw([named("a")]);
    expect(registry.revision).toBe(0);
  });
});
