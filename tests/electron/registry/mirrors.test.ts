import { describe, expect, test } from "vitest";
import type { Mirrored } from "#electron/registry/mirrors.ts";
import { Registry, type RegistryListener } from "#electron/registry/registry.ts";
import type { Json } from "#shared/json.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { aReport } from "#tests/support/builders.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";

const DEVICE = "192.168.1.20";

describe("A register of a source", () => {
  test("is there for consumers, and never expires", () => {
    const { registry, clock, mirror } = aRegistry();
    mirror("catalog", { a: 1 });
    clock.tick(366 * 24 * 3_600_000);
    expect([shown(registry), registry.revision]).toEqual([{ a: [1, "catalog"] }, 1]);
  });

  test("gives way to a live device, and shows again when the device's report expires", () => {
    const { registry, clock, mirror } = aRegistry();
    mirror("catalog", { a: 1 });
    registry.provide(aReport("a", 2, 1_000), DEVICE);
    const live = shown(registry);
    mirror("catalog", { a: 3 });
    const stillLive = shown(registry);
    clock.tick(1_250);
    expect([live, stillLive, shown(registry)]).toEqual([
      { a: [2, undefined] },
      { a: [2, undefined] },
      { a: [3, "catalog"] },
    ]);
    expect(registry.lastKnownSize).toBe(0);
  });

  test("shows again when its device stops cleanly, and does not go when a device asks for that", () => {
    const { registry, mirror } = aRegistry();
    mirror("catalog", { a: 1 });
    registry.provide(aReport("a", 2), DEVICE);
    registry.withdraw([name("a")]);
    const afterStop = shown(registry);
    registry.withdraw([name("a")]);
    expect([afterStop, shown(registry)]).toEqual([{ a: [1, "catalog"] }, { a: [1, "catalog"] }]);
  });

  test("goes when its source no longer has it, and with its source", () => {
    const { registry, mirror } = aRegistry();
    mirror("catalog", { a: 1, b: 2 });
    registry.mirror("catalog", { put: new Map(), gone: [name("a")] });
    const without = shown(registry);
    registry.unmirror("catalog");
    expect([without, shown(registry), registry.lastKnownSize]).toEqual([{ b: [2, "catalog"] }, {}, 0]);
  });

  test("takes the place of what a device left behind", () => {
    const { registry, clock, mirror } = aRegistry();
    registry.provide(aReport("a", 2, 1_000), DEVICE);
    clock.tick(1_250);
    mirror("catalog", { a: 1 });
    expect([shown(registry), registry.lastKnownSize]).toEqual([{ a: [1, "catalog"] }, 0]);
  });

  test("is a change only when what consumers see changes", () => {
    const { registry, mirror, clock } = aRegistry();
    registry.provide(aReport("a", 1, 1_000), DEVICE);
    let woken = 0;
    registry.onceChanged(undefined, () => woken++);
    mirror("catalog", { a: 1 });
    clock.tick(1_250);
    expect([registry.revision, woken, shown(registry)]).toEqual([1, 0, { a: [1, "catalog"] }]);
  });

  test("wakes whoever waits for it, once for all that came together", () => {
    const { registry, mirror } = aRegistry();
    let woken = 0;
    registry.onceChanged(["a", "b"], () => woken++);
    mirror("catalog", { a: 1, b: 1 });
    expect([woken, registry.revision]).toEqual([1, 1]);
  });

  test("counts against the room there is, and is refused as a whole", () => {
    const { registry, mirror } = aRegistry(2);
    registry.provide(aReport("x", 1), DEVICE);
    expect(() => mirror("catalog", { a: 1, b: 2 })).toThrow("takes at most 2");
    expect([shown(registry), registry.mirrored("catalog").size]).toEqual([{ x: [1, undefined] }, 0]);
  });
});

describe("Of two sources with one register", () => {
  test("the first in order shows, and the other when that is gone", () => {
    const { registry, mirror } = aRegistry();
    mirror("second", { a: 2 });
    mirror("first", { a: 1 });
    registry.arrangeSources(["first", "second"]);
    const arranged = shown(registry);
    const sources = registry.sourcesOf(name("a"));
    registry.unmirror("first");
    expect([arranged, sources, shown(registry)]).toEqual([
      { a: [1, "first"] },
      ["first", "second"],
      { a: [2, "second"] },
    ]);
  });
});

describe("An override", () => {
  test("shows in place of the source's value, survives its syncs, and is cleared", () => {
    const { registry, mirror } = aRegistry();
    mirror("catalog", { a: 1 });
    registry.override(name("a"), 10);
    const overridden = shown(registry);
    mirror("catalog", { a: 2 });
    const synced = shown(registry);
    registry.override(name("a"), undefined);
    expect([overridden, synced, shown(registry)]).toEqual([
      { a: [10, "catalog"] },
      { a: [10, "catalog"] },
      { a: [2, "catalog"] },
    ]);
  });

  test("can be null, which is a value like others", () => {
    const { registry, mirror } = aRegistry();
    mirror("catalog", { a: 1 });
    registry.override(name("a"), null);
    expect(shown(registry)).toEqual({ a: [null, "catalog"] });
  });

  test("does not touch what a live device reports", () => {
    const { registry, mirror } = aRegistry();
    mirror("catalog", { a: 1 });
    registry.provide(aReport("a", 2), DEVICE);
    registry.override(name("a"), 10);
    expect(shown(registry)).toEqual({ a: [2, undefined] });
  });
});

test("Listeners hear of registers that came, changed hands and went", () => {
  const { registry, clock, mirror } = aRegistry();
  const news: string[] = [];
  registry.listen({
    provided: ({ source }, changed) => news.push(`${changed ? "changed" : "refreshed"} by ${source ?? "a device"}`),
    expired: () => news.push("expired"),
    withdrawn: () => news.push("withdrawn"),
    forgotten: () => news.push("forgotten"),
  } satisfies RegistryListener);
  mirror("catalog", { a: 1 });
  registry.provide(aReport("a", 1, 1_000), DEVICE);
  clock.tick(1_250);
  registry.unmirror("catalog");
  expect(news).toEqual(["changed by catalog", "refreshed by a device", "refreshed by catalog", "withdrawn"]);
});

function aRegistry(capacity?: number) {
  const clock = new FakeClock();
  const registry = new Registry({ clock, ...(capacity === undefined ? {} : { capacity }) });
  const mirror = (source: string, values: Record<string, Json>): void => {
    const put = new Map(
      Object.entries(values).map(([key, value]): [RegisterName, Mirrored] => [
        name(key),
        { value, metadata: undefined },
      ]),
    );
    registry.mirror(source, { put, gone: [] });
  };
  return { registry, clock, mirror };
}

function shown(registry: Registry): Record<string, [Json, string | undefined]> {
  return Object.fromEntries([...registry.living()].map(({ name, value, source }) => [name, [value, source]]));
}

function name(text: string): RegisterName {
  return text as RegisterName;
}
