/** What revisions promise to who follows a registry by them, whatever happens in whatever order. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Journal } from "#electron/registry/journal.ts";
import { Registry } from "#electron/registry/registry.ts";
import type { Json } from "#shared/json.ts";
import { aProvision, named } from "#tests/support/builders.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";

const NAMES = ["a", "b", "c", "d", "e", "", "__proto__"];
const name = fc.constantFrom(...NAMES);
const names = fc.uniqueArray(name, { minLength: 1 });

type Happening =
  | { readonly kind: "provide"; readonly names: string[]; readonly value: Json; readonly ttl: number }
  | { readonly kind: "withdraw"; readonly names: string[] }
  | { readonly kind: "pass"; readonly milliseconds: number }
  | { readonly kind: "look"; readonly follower: number };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    kind: fc.constant("provide" as const),
    names,
    value: fc.constantFrom<Json>(null, 1, 2),
    ttl: fc.constantFrom(100, 1_000, 60_000),
  }),
  fc.record({ kind: fc.constant("withdraw" as const), names }),
  fc.record({ kind: fc.constant("pass" as const), milliseconds: fc.integer({ min: 0, max: 2_000 }) }),
  fc.record({ kind: fc.constant("look" as const), follower: fc.nat({ max: 2 }) }),
);

/** Reads everything once, and from then on only what changed. */
class Follower {
  readonly #registry: Registry;
  readonly known = new Map<string, Json>();
  #revision = -1;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  look(): void {
    const { revision } = this.#registry;
    const changed = this.#registry.changedAfter(this.#revision) ?? NAMES;
    for (const one of NAMES) {
      const before = this.known.get(one);
      const now = this.#registry.find(one)?.value;
      // Who is told that nothing changed must have missed nothing.
      if (!this.#registry.hasChanged([one], this.#revision)) expect(now).toEqual(before);
    }
    for (const one of changed) {
      const record = this.#registry.find(one);
      if (record === undefined) this.known.delete(one);
      else this.known.set(one, record.value);
    }
    this.#revision = revision;
  }
}

test("Who reads only what changed since knows what who reads everything knows", () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60, size: "max" }), (happenings) => {
      const clock = new FakeClock();
      using registry = new Registry({ clock, revision: 40 });
      const followers = [1, 2, 3].map(() => new Follower(registry));
      for (const one of happenings) {
        const before = registry.revision;
        happen(one, registry, clock, followers);
        expect(registry.revision).toBeGreaterThanOrEqual(before);
      }
      const all = new Map([...registry.living()].map((record) => [record.name as string, record.value]));
      for (const follower of followers) {
        follower.look();
        expect(follower.known).toEqual(all);
      }
    }),
    { numRuns: 300 },
  );
});

test("The journal knows what a list of everything knows, or that it is too long ago, which the latest never is", () => {
  const reports = fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), names), { maxLength: 40, size: "max" });
  fc.assert(
    fc.property(reports, fc.integer({ min: 1, max: 20 }), (appended, capacity) => {
      const [journal, everything] = [new Journal(10, capacity), [] as { revision: number; name: string }[]];
      let revision = 10;
      for (const [step, changed] of appended) {
        revision += step;
        journal.append(revision, changed.map(named));
        everything.push(...changed.map((one) => ({ revision, name: one })));
      }
      for (let since = 9; since <= revision + 1; since++) {
        const later = everything.filter((one) => one.revision > since).map((one) => one.name);
        const told = journal.after(since);
        if (told !== undefined) expect(told).toEqual(new Set(later));
        else expect(since < 10 || later.length > capacity).toBe(true);
        for (const one of NAMES) {
          expect(journal.hasChanged(new Set([one]), since)).toBe(told === undefined || later.includes(one));
        }
      }
    }),
    { numRuns: 100 },
  );
});

function happen(one: Happening, registry: Registry, clock: FakeClock, followers: readonly Follower[]): void {
  if (one.kind === "provide") {
    const { value, ttl } = one;
    registry.provide(
      one.names.map((register) => aProvision({ name: register, value, ttl })),
      "device",
    );
  } else if (one.kind === "withdraw") registry.withdraw(one.names.map(named));
  else if (one.kind === "pass") clock.tick(one.milliseconds);
  else followers[one.follower]?.look();
}
