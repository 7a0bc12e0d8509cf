/** The registry against a naive model of it, through thousands of random operations. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Registry } from "#electron/registry/registry.ts";
import { sameJson, type Json, type JsonObject } from "#shared/json.ts";
import { named } from "#tests/support/builders.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";

/** The protocol allows this much after the deadline. */
const LATEST = 250;
const CAPACITY = 6;

interface Known {
  readonly value: Json;
  readonly metadata: JsonObject | undefined;
  readonly deadline: number;
}

/** What a registry is, written down without any thought for speed. */
class Model {
  readonly known = new Map<string, Known>();
  now = 0;
  /** Counts the changes of each name that a consumer must be able to see. */
  readonly changes = new Map<string, number>();

  change(name: string): void {
    this.changes.set(name, (this.changes.get(name) ?? 0) + 1);
  }

  /** Names that must have expired by now, and those that may have. */
  over(by: number): string[] {
    return [...this.known].filter(([, { deadline }]) => deadline + by <= this.now).map(([name]) => name);
  }
}

interface Real {
  readonly registry: Registry;
  readonly clock: FakeClock;
  /** How often each name was told to have changed, gone or come. */
  readonly told: Map<string, number>;
  readonly waiting: { readonly names: readonly string[]; readonly before: number; woken: number }[];
}

type Entry = readonly [name: string, value: Json, metadata: JsonObject | undefined, ttl: number];

class Provide implements fc.Command<Model, Real> {
  readonly #entries: readonly Entry[];

  constructor(entries: readonly Entry[]) {
    this.#entries = entries;
  }

  check = (): boolean => true;

  run(model: Model, real: Real): void {
    const { registry } = real;
    const created = this.#entries.filter(([name]) => registry.find(name) === undefined).length;
    const report = this.#entries.map(([name, value, metadata, ttl]) => ({ name: named(name), value, metadata, ttl }));
    const before = registry.revision;
    if (registry.size + created > CAPACITY) {
      expect(() => registry.provide(report, "device")).toThrow(
        expect.objectContaining({ code: "REGISTERS_FULL" }) as Error,
      );
      expect(registry.revision).toBe(before);
      return;
    }
    registry.provide(report, "device");
    let changed = false;
    for (const [name, value, metadata, ttl] of this.#entries) {
      const known = model.known.get(name);
      const same = known !== undefined && sameJson(known.value, value) && sameJson(known.metadata, metadata);
      if (!same) model.change(name);
      changed ||= !same;
      model.known.set(name, { value, metadata, deadline: model.now + ttl });
    }
    expect(registry.revision).toBe(before + (changed ? 1 : 0));
    agree(model, real);
  }

  toString = (): string => `provide ${JSON.stringify(this.#entries)}`;
}

class Withdraw implements fc.Command<Model, Real> {
  readonly #names: readonly string[];

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  check = (): boolean => true;

  run(model: Model, real: Real): void {
    real.registry.withdraw(this.#names.map(named));
    for (const name of this.#names) if (model.known.delete(name)) model.change(name);
    agree(model, real);
  }

  toString = (): string => `withdraw ${this.#names.join()}`;
}

class Pass implements fc.Command<Model, Real> {
  readonly #milliseconds: number;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  check = (): boolean => true;

  run(model: Model, real: Real): void {
    real.clock.tick(this.#milliseconds);
    model.now += this.#milliseconds;
    const [mustBeGone, mayBeGone] = [model.over(LATEST), model.over(0)];
    for (const name of mustBeGone) expect(real.registry.find(name)).toBeUndefined();
    for (const name of mayBeGone) {
      if (real.registry.find(name) !== undefined) continue;
      model.known.delete(name);
      model.change(name);
    }
    agree(model, real);
  }

  toString = (): string => `pass ${this.#milliseconds} ms`;
}

class SetWall implements fc.Command<Model, Real> {
  readonly #milliseconds: number;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  check = (): boolean => true;

  run(model: Model, real: Real): void {
    real.clock.setWall(this.#milliseconds);
    agree(model, real);
  }

  toString = (): string => `set the wall clock by ${this.#milliseconds} ms`;
}

class Wait implements fc.Command<Model, Real> {
  readonly #names: readonly string[];

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  check = (): boolean => true;

  run(model: Model, { registry, waiting }: Real): void {
    const waiter = { names: this.#names, before: changesOf(model, this.#names), woken: 0 };
    waiting.push(waiter);
    registry.onceChanged(this.#names, () => waiter.woken++);
  }

  toString = (): string => `wait for ${this.#names.join()}`;
}

class LookBack implements fc.Command<Model, Real> {
  readonly #by: number;
  constructor(by: number) {
    this.#by = by;
  }

  check = (): boolean => true;

  run(_model: Model, { registry }: Real): void {
    const since = registry.revision - this.#by;
    const changed = registry.changedAfter(since);
    if (since < 0) return expect(changed).toBeUndefined();
    for (const { name, revision } of registry.living()) expect(changed?.has(name)).toBe(revision > since);
  }

  toString = (): string => `look back by ${this.#by}`;
}

/** What can be seen of the registry is what the model says. */
function agree(model: Model, { registry, told, waiting }: Real): void {
  const seen = [...registry.living()].map(({ name, value, metadata }) => [name, value, metadata] as const);
  expect(new Map(seen.map(([name, value, metadata]) => [name, { value, metadata }]))).toEqual(
    new Map([...model.known].map(([name, { value, metadata }]) => [name, { value, metadata }])),
  );
  expect(told).toEqual(model.changes);
  for (const { names, before, woken } of waiting) {
    expect(woken).toBe(changesOf(model, names) > before ? 1 : 0);
  }
}

function changesOf(model: Model, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + (model.changes.get(name) ?? 0), 0);
}

function start(): { model: Model; real: Real } {
  const clock = new FakeClock();
  const registry = new Registry({ clock, capacity: CAPACITY });
  const told = new Map<string, number>();
  const note = (name: string): void => void told.set(name, (told.get(name) ?? 0) + 1);
  registry.listen({
    provided: ({ name }, changed) => changed && note(name),
    expired: ({ name }) => note(name),
    withdrawn: note,
    forgotten: () => undefined,
  });
  return { model: new Model(), real: { registry, clock, told, waiting: [] } };
}

const name = fc.constantFrom("a", "b", "c", "d", "", "__proto__", "e", "f");
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 4 });
const value = fc.constantFrom<Json>(null, 0, 1, "1", [1, 2], [2, 1], { a: 1, b: 2 }, { b: 2, a: 1 }, { a: 1 });
const metadata = fc.constantFrom<JsonObject | undefined>(
  undefined,
  { unit: "W" },
  { unit: "W", max: 1 },
  { max: 1, unit: "W" },
);
const ttl = fc.oneof(fc.constantFrom(1, 50, 100, 1_000, 10_000, 1e12), fc.integer({ min: 1, max: 3_000 }));
const entries = fc.uniqueArray(fc.tuple(name, value, metadata, ttl), { maxLength: 5, selector: ([key]) => key });

const commands = [
  entries.map((report) => new Provide(report)),
  names.map((some) => new Withdraw(some)),
  fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 4_000 })).map((time) => new Pass(time)),
  fc.integer({ min: -1e9, max: 1e9 }).map((jump) => new SetWall(jump)),
  names.map((some) => new Wait(some)),
  fc.integer({ min: 0, max: 20 }).map((by) => new LookBack(by)),
];

test("The registry does what its naive model does, whatever happens in whatever order", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.commands(commands, { maxCommands: 60, size: "max" }), (run) => fc.modelRun(start, run)),
    { numRuns: 400 },
  );
});
