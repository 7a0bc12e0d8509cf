import { describe, expect, test } from "vitest";
import type { Provision } from "#electron/registry/register-record.ts";
import { Registry, type RegistryListener, type RegistryOptions } from "#electron/registry/registry.ts";
import { parseJson, type Json, type JsonObject } from "#shared/json.ts";
import { aProvision, aRecord, aReport, named } from "#tests/support/builders.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";

const DEVICE = "192.168.1.20";

describe("A change is", () => {
  const before = aProvision({ value: { a: 1, b: [1, 2] }, metadata: { unit: "°C", max: 90 } });

  const changes: [string, Provision][] = [
    ["another value", { ...before, value: { a: 2, b: [1, 2] } }],
    ["null in place of a value", { ...before, value: null }],
    ["a list in another order", { ...before, value: { a: 1, b: [2, 1] } }],
    ["one key more", { ...before, value: { a: 1, b: [1, 2], c: null } }],
    ["other metadata alone", { ...before, metadata: { unit: "K", max: 90 } }],
    ["no metadata any more", { ...before, metadata: undefined }],
  ];
  test.each(changes)("%s", (_what, after) => {
    expect(newsOf(before, after)).toEqual({ revision: 2, woken: 1, news: ["changed"] });
  });

  const refreshes: [string, Provision][] = [
    ["the same again", before],
    ["the same with its keys in another order", { ...before, value: { b: [1, 2], a: 1 } }],
    ["the same metadata with its keys in another order", { ...before, metadata: { max: 90, unit: "°C" } }],
    ["the same with another time to live", { ...before, ttl: 60_000 }],
  ];
  test.each(refreshes)("not %s", (_what, after) => {
    expect(newsOf(before, after)).toEqual({ revision: 1, woken: 0, news: ["refreshed"] });
  });

  test("that a register is created, also with null", () => {
    const { registry } = aRegistry();
    let woken = 0;
    registry.onceChanged(["boiler.temperature"], () => woken++);
    registry.provide([aProvision({ value: null })], DEVICE);
    expect([registry.revision, registry.find("boiler.temperature")?.value, woken]).toEqual([1, null, 1]);
  });

  test("the difference of two numbers that a double cannot tell apart", () => {
    const large = (text: string): Provision => aProvision({ value: parseJson(text) });
    expect(newsOf(large("9007199254740993"), large("9007199254740992")).revision).toBe(2);
    expect(newsOf(large("9007199254740993"), large("9007199254740993")).revision).toBe(1);
  });

  test("that a register expires", () => {
    const { registry, clock } = aRegistry();
    registry.provide(aReport("a", 1, 1_000), DEVICE);
    const woken: string[] = [];
    registry.onceChanged(["a"], () => woken.push("a"));
    clock.tick(1_250);
    expect([registry.revision, registry.size, woken]).toEqual([2, 0, ["a"]]);
  });

  function newsOf(first: Provision, second: Provision) {
    const { registry } = aRegistry();
    registry.provide([first], DEVICE);
    let woken = 0;
    registry.onceChanged([first.name], () => woken++);
    const news = listen(registry);
    registry.provide([second], DEVICE);
    return { revision: registry.revision, woken, news: news.map(([what]) => what) };
  }
});

describe("A report", () => {
  test("is applied as a whole before anybody hears of any of it", () => {
    const { registry } = aRegistry();
    const seen: unknown[] = [];
    const look = (): void => void seen.push([registry.find("a")?.value, registry.find("b")?.value]);
    registry.listen({ provided: look, expired: look, withdrawn: look, forgotten: look });
    registry.onceChanged(["a"], look);
    registry.provide([...aReport("a", 1), ...aReport("b", 2)], DEVICE);
    expect(seen).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
  });

  test("counts as one revision, which all that changed in it bear", () => {
    const { registry } = aRegistry();
    registry.provide([...aReport("a", 1), ...aReport("b", 1)], DEVICE);
    registry.provide([...aReport("a", 1), ...aReport("b", 2), ...aReport("c", 1)], DEVICE);
    expect([registry.revision, ...["a", "b", "c"].map((name) => registry.find(name)?.revision)]).toEqual([2, 1, 2, 2]);
  });

  test("that would exceed the capacity is refused and nothing of it applied", () => {
    const { registry } = aRegistry({ capacity: 2 });
    registry.provide(aReport("a", 1), DEVICE);
    const news = listen(registry);
    const report = [...aReport("a", 2), ...aReport("b", 1), ...aReport("c", 1)];
    expect(() => registry.provide(report, DEVICE)).toThrow(
      expect.objectContaining({ code: "REGISTERS_FULL", status: 507 }) as Error,
    );
    expect([registry.revision, [...registry.living()].map(({ name, value }) => [name, value]), news]).toEqual([
      1,
      [["a", 1]],
      [],
    ]);
  });

  test("that fills the last place is taken, and a full registry takes refreshes", () => {
    const { registry } = aRegistry({ capacity: 2 });
    registry.provide([...aReport("a", 1), ...aReport("b", 1)], DEVICE);
    registry.provide([...aReport("a", 2), ...aReport("b", 2)], DEVICE);
    expect([...registry.living()].map(({ value }) => value)).toEqual([2, 2]);
  });

  test("that takes more memory is refused when all registers take too much, and what takes no more is taken", () => {
    const { registry } = aRegistry({ mostBytes: 10_000 });
    registry.provide([...aReport("long", "x".repeat(6_000)), ...aReport("a", 1)], DEVICE);
    const refused = [aReport("b", 1), aReport("a", "longer"), aReport("long", ["x".repeat(6_000)])];
    for (const report of refused) {
      expect(() => registry.provide(report, DEVICE)).toThrow(
        expect.objectContaining({ code: "REGISTERS_FULL", status: 507 }) as Error,
      );
    }
    registry.provide([...aReport("long", "y".repeat(6_000)), ...aReport("a", 2)], DEVICE);
    registry.provide([...aReport("long", "short"), ...aReport("b", "no more in all")], DEVICE);
    registry.provide(aReport("c", 1), DEVICE);
    expect([...registry.living()].map(({ name }) => name)).toEqual(["long", "a", "b", "c"]);
  });

  test.each<[string, (registry: Registry, clock: FakeClock) => unknown]>([
    ["was taken back", (registry) => registry.withdraw([named("long")])],
    ["expired", (_registry, clock) => clock.tick(2_000)],
    ["is short now", (registry) => registry.provide(aReport("long", 1), DEVICE)],
  ])("finds the memory again of a register that %s", (_what, free) => {
    const { registry, clock } = aRegistry({ mostBytes: 10_000 });
    for (let round = 0; round < 5; round++) {
      registry.provide(aReport("long", "x".repeat(6_000), 1_000), DEVICE);
      free(registry, clock);
    }
    registry.provide(aReport("other", 1), DEVICE);
    expect(registry.find("other")?.value).toBe(1);
  });

  test("without any register changes nothing", () => {
    const { registry } = aRegistry();
    registry.provide([], DEVICE);
    expect(registry.revision).toBe(0);
  });

  test("takes any text for a name", () => {
    const { registry } = aRegistry();
    const names = ["", "__proto__", "constructor", "a b", "x,y", "a\nb", "§ ü 🚀"];
    registry.provide(
      names.flatMap((name, index) => aReport(name, index)),
      DEVICE,
    );
    expect(names.map((name) => registry.find(name)?.value)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test("tells when the value last changed, when it was last reported, and by whom", () => {
    const { registry, clock } = aRegistry();
    const start = clock.now();
    const report = (value: Json, metadata: JsonObject | undefined, by: string): void => {
      registry.provide([aProvision({ value, metadata })], by);
      clock.tick(1_000);
    };
    report(1, undefined, "10.0.0.1");
    report(2, undefined, "10.0.0.2");
    report(2, { unit: "W" }, "10.0.0.3");
    expect(registry.find("boiler.temperature")).toMatchObject({
      changedAt: start + 1_000,
      providedAt: start + 2_000,
      provider: "10.0.0.3",
    });
  });
});

describe("A listener", () => {
  test("hears of reports, expiry and what is no longer kept, until it stops listening", async () => {
    const { registry, clock } = aRegistry();
    const news: string[][] = [];
    const stop = registry.listen(noting(news));
    registry.provide(aReport("a", 1, 1_000), DEVICE);
    registry.provide(aReport("a", 1, 1_000), DEVICE);
    await clock.advance(2_000);
    await clock.sleep(8 * DAY);
    stop();
    registry.provide(aReport("a", 1), DEVICE);
    expect(news).toEqual([
      ["changed", "a"],
      ["refreshed", "a"],
      ["expired", "a"],
      ["forgotten", "a"],
    ]);
  });
});

describe("An expired register", () => {
  test("keeps its last known value for seven days and is then forgotten", async () => {
    const { registry, clock } = aRegistry();
    registry.provide(aReport("a", 7, 1_000), DEVICE);
    await clock.advance(2_000);
    await clock.advance(7 * DAY - 3_600_000);
    const before = [...registry.lastKnown()].map(({ name, value }) => [name, value]);
    await clock.advance(2 * 3_600_000);
    expect([before, [...registry.lastKnown()], clock.timers]).toEqual([[["a", 7]], [], 0]);
  });

  test("comes back to life as something new", async () => {
    const { registry, clock } = aRegistry();
    registry.provide(aReport("a", 7, 1_000), DEVICE);
    await clock.advance(2_000);
    registry.provide(aReport("a", 7, 1_000), DEVICE);
    expect([registry.revision, registry.find("a")?.expiredAt, [...registry.lastKnown()]]).toEqual([3, undefined, []]);
  });

  test("gives way to newer ones when there are too many", () => {
    const { registry, clock } = aRegistry({ capacity: 2 });
    const news = listen(registry);
    for (const name of ["a", "b", "c"]) {
      registry.provide(aReport(name, 1, 1_000), DEVICE);
      clock.tick(2_000);
    }
    expect([[...registry.lastKnown()].map(({ name }) => name), news.filter(([what]) => what === "forgotten")]).toEqual([
      ["b", "c"],
      [["forgotten", "a"]],
    ]);
  });
});

describe("Expired registers", () => {
  test("take half the memory that living ones may take: the oldest give way", () => {
    const { registry, clock } = aRegistry({ mostBytes: 40_000 });
    for (const name of ["a", "b", "c"]) {
      registry.provide(aReport(name, "x".repeat(4_000), 1_000), DEVICE);
      clock.tick(2_000);
    }
    registry.provide(aReport("b", 1, 60_000), DEVICE);
    registry.provide(aReport("d", "x".repeat(4_000), 1_000), DEVICE);
    clock.tick(2_000);
    expect([...registry.lastKnown()].map(({ name }) => name)).toEqual(["c", "d"]);
  });

  test("of a whole site are forgotten in chunks between which others get their turn", async () => {
    const clock = new FakeClock();
    const restored = Array.from({ length: 5_000 }, (_, index) => aRecord({ name: `r${index}`, expiredAt: NOON }));
    using registry = new Registry({ clock, restored });
    const left: number[] = [];
    const look = (): void => {
      left.push(registry.lastKnownSize);
      if (registry.lastKnownSize > 0) clock.after(0, look);
    };
    clock.after(8 * DAY, look);
    await clock.sleep(8 * DAY);
    const steps = left.map((size, index) => (left[index - 1] ?? 5_000) - size);
    expect([left.at(-1), left.length > 5, Math.max(...steps) <= 1_000]).toEqual([0, true, true]);
  });

  test("of the last run take their share, too", () => {
    const value = "x".repeat(4_000);
    const restored = ["a", "b", "c"].map((name) => aRecord({ name, value, expiredAt: NOON }));
    using registry = new Registry({ clock: new FakeClock(), restored, mostBytes: 40_000 });
    expect([...registry.lastKnown()].map(({ name }) => name)).toEqual(["b", "c"]);
  });
});

const DAY = 24 * 3_600_000;

function aRegistry(options: Pick<RegistryOptions, "capacity" | "mostBytes"> = {}) {
  const clock = new FakeClock();
  return { clock, registry: new Registry({ clock, ...options }) };
}

function listen(registry: Registry): string[][] {
  const news: string[][] = [];
  registry.listen(noting(news));
  return news;
}

function noting(news: string[][]): RegistryListener {
  return {
    provided: ({ name }, changed) => news.push([changed ? "changed" : "refreshed", name]),
    expired: ({ name }) => news.push(["expired", name]),
    withdrawn: (name) => news.push(["withdrawn", name]),
    forgotten: (name) => news.push(["forgotten", name]),
  };
}
