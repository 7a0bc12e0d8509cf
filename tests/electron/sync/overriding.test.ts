/** Local overrides lie over what sources provide, and what sources provide lies beneath live devices. */
import { describe, expect, test } from "vitest";
import { jsonText, type Json } from "#shared/json.ts";
import type { Override } from "#shared/model/override.ts";
import { SourceName } from "#shared/model/source.ts";
import { aReport, named } from "#tests/support/builders.ts";
import { ANNA, aSite, CATALOG, shownIn, stateOf, synced, withFile, type Site } from "./syncing-site.ts";

const OTHER = SourceName.parse("other");
const R0 = named("r0");

describe("A local override", () => {
  test("outlives syncs and restarts, and is told with what the source says now", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, { r0: 21, r1: 1 });
    await synced(site);
    const override = await overridden(site, 22.5);
    await write({ r0: 20, r1: 1 });
    await synced(site);
    expect([shownIn(site), site.manager.overrides.of(CATALOG)]).toEqual([
      { r0: 22.5, r1: 1 },
      [{ ...override, sourceValue: "20" }],
    ]);
    await using again = await site.restarted();
    expect([again.registry.find(R0)?.value, again.manager.overrides.of(CATALOG)]).toEqual([
      22.5,
      [{ ...override, sourceValue: "20" }],
    ]);
  });

  test("is cleared with a line in the audit, and put back", async () => {
    await using site = await aSite();
    await withFile(site, { r0: 21 });
    await synced(site);
    const override = await overridden(site, 22.5);
    const { overrides } = site.manager;
    expect(await overrides.clear(R0, ANNA)).toEqual(override);
    expect([shownIn(site), overrides.of(CATALOG)]).toEqual([{ r0: 21 }, []]);
    await expect(overrides.clear(R0, ANNA)).rejects.toMatchObject({ code: "OVERRIDE_NOT_FOUND" });
    await overrides.putBack(R0, ANNA);
    expect(shownIn(site)).toEqual({ r0: 22.5 });
    await expect(overrides.putBack(R0, ANNA)).rejects.toMatchObject({ code: "OVERRIDE_NOT_FOUND" });
    const { lines } = await site.storage.reader.ask("auditPage", { limit: 2, kinds: ["source-changed"] });
    expect(lines).toMatchObject([
      { change: "override-put-back", source: "catalog", register: "r0", before: "21", after: "22.5", by: ANNA },
      { change: "override-cleared", source: "catalog", register: "r0", before: "22.5", after: "21", by: ANNA },
    ]);
    await using again = await site.restarted();
    expect(shownIn(again)).toEqual({ r0: 22.5 });
  });

  test("is hidden by a live device, and shows again when that is gone", async () => {
    await using site = await aSite();
    await withFile(site, { r0: 21 });
    await synced(site);
    await overridden(site, 22.5);
    site.registry.provide(aReport("r0", 19), "192.168.1.20");
    const hidden = [shownIn(site), site.registry.find(R0)?.override, site.manager.overrides.ownerOf(R0)];
    site.registry.withdraw([R0]);
    expect([hidden, shownIn(site)]).toEqual([[{ r0: 19 }, undefined, undefined], { r0: 22.5 }]);
  });

  test("waits while its source does not have the register, and goes with its source", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, { r0: 21, r1: 1, r2: 2, r3: 3, r4: 4 });
    await synced(site);
    const override = await overridden(site, 22.5);
    await write({ r1: 1, r2: 2, r3: 3, r4: 4 });
    await synced(site);
    expect([site.registry.find(R0), site.manager.overrides.of(CATALOG)]).toEqual([undefined, [override]]);
    await site.manager.remove(CATALOG, ANNA);
    await using again = await site.restarted();
    expect(again.storage.stored.sync.overrides).toEqual([]);
  });

  test("that is being stored while its source is removed leaves nothing behind", async () => {
    await using site = await aSite();
    await withFile(site, { r0: 21 });
    await synced(site);
    await Promise.all([overridden(site, 22.5), site.manager.remove(CATALOG, ANNA)]);
    await withFile(site, { r0: 21 });
    await synced(site);
    expect(shownIn(site)).toEqual({ r0: 21 });
    await using again = await site.restarted();
    expect(again.storage.stored.sync.overrides).toEqual([]);
  });
});

describe("Who owns a register", () => {
  test("is told with whether its source is syncing, and why its last sync failed", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, { r0: 21 });
    await synced(site);
    const { overrides } = site.manager;
    const well = overrides.ownerOf(R0);
    await write("nonsense");
    const syncing = synced(site);
    const busy: (boolean | undefined)[] = [];
    const stop = site.manager.listen(() => busy.push(overrides.ownerOf(R0)?.isBusy));
    await syncing;
    stop();
    expect([well, busy.at(-1)]).toEqual([{ name: CATALOG, isBusy: false, error: undefined }, false]);
    expect(overrides.ownerOf(R0)?.error).toBe(stateOf(site).lastError?.message);
    expect(overrides.ownerOf(named("unknown"))).toBeUndefined();
  });

  test("is the source that wins, and the next one when that is removed", async () => {
    await using site = await aSite();
    await withFile(site, { r0: 1 });
    await withFile(site, { r0: 2 }, { name: OTHER });
    await synced(site);
    await synced(site, OTHER);
    const first = site.manager.overrides.ownerOf(R0)?.name;
    await site.manager.remove(CATALOG, ANNA);
    expect([first, site.manager.overrides.ownerOf(R0)?.name]).toEqual([CATALOG, OTHER]);
  });
});

describe("What does not come through", () => {
  test("is listed with what hides it, and counted as soon as devices come and go", async () => {
    await using site = await aSite();
    await withFile(site, { r0: 1, r1: 1, r2: 1 });
    await withFile(site, { r1: 2, r2: 2, r3: 2 }, { name: OTHER });
    await synced(site);
    await synced(site, OTHER);
    const shadowed = () => [CATALOG, OTHER].map((name) => stateOf(site, name).counts.shadowed);
    expect(shadowed()).toEqual([0, 2]);
    site.registry.provide([...aReport("r2", 3), ...aReport("r3", 3)], "192.168.1.20");
    await settled(site);
    expect(shadowed()).toEqual([1, 3]);
    expect(await site.manager.shadowed(OTHER)).toEqual([
      { register: "r1", by: { kind: "source", name: CATALOG } },
      { register: "r2", by: { kind: "device", address: "192.168.1.20" } },
      { register: "r3", by: { kind: "device", address: "192.168.1.20" } },
    ]);
    site.registry.withdraw([named("r2"), named("r3")]);
    await settled(site);
    expect(shadowed()).toEqual([0, 2]);
  });
});

test("A source tells whether a secret is stored for it, and never which", async () => {
  await using site = await aSite();
  const { source } = await withFile(site, { r0: 1 });
  const before = site.manager.find(CATALOG)?.hasSecret;
  const edited = await site.manager.edit(source, "hunter2", ANNA);
  expect([before, edited.hasSecret, JSON.stringify(edited).includes("hunter2")]).toEqual([false, true, false]);
  await using again = await site.restarted();
  expect(again.manager.find(CATALOG)?.hasSecret).toBe(true);
});

/** As the gate does it. */
async function overridden(site: Site, value: Json): Promise<Override> {
  const at = site.clock.now();
  const override: Override = { register: R0, value: jsonText(value), by: ANNA, at, note: "because", source: CATALOG };
  const write = { overrides: [override] };
  await site.manager.overrides.storing(write, () => site.storage.audit.append([], { sync: write }));
  return override;
}

/** Counting takes turns. */
async function settled({ clock }: Site): Promise<void> {
  await clock.advance(500);
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}
