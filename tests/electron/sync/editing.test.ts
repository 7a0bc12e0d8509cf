/** Sources that are added, changed, put in order and removed. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDatabase } from "#electron/store/database.ts";
import { jsonText } from "#shared/json.ts";
import type { Override } from "#shared/model/override.ts";
import { SourceName } from "#shared/model/source.ts";
import { aReport, named } from "#tests/support/builders.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import {
  ANNA,
  aSite,
  aSource,
  CATALOG,
  conditionsOf,
  numbered,
  shownIn,
  siteIn,
  stateOf,
  synced,
  withFile,
  type Site,
} from "./syncing-site.ts";

const OTHER = SourceName.parse("other");

describe("A source", () => {
  test("is there after a restart, as it was and how it was doing", async () => {
    await using site = await aSite();
    await withFile(site, { a: 1 });
    await synced(site);
    await site.manager.pause(CATALOG, null, ANNA);
    await using again = await site.restarted();
    expect(again.manager.all()).toEqual(site.manager.all());
  });

  test.each([
    ["a name that is taken", {}, "SOURCE_EXISTS", "name"],
    [
      "a path that is not whole",
      { connection: { kind: "file", path: "here.json" } },
      "SOURCE_INVALID",
      "connection.path",
    ],
    [
      "a password in the address",
      { connection: { kind: "http", url: "http://a:b@x/" } },
      "SOURCE_INVALID",
      "connection.url",
    ],
    [
      "a cron of six fields",
      { schedule: { timing: { kind: "cron", expression: "* * * * * *", zone: "UTC" } } },
      "SCHEDULE_INVALID",
      "schedule.timing.expression",
    ],
  ] as const)("is refused with %s, naming the field", async (what, given, code, path) => {
    await using site = await aSite();
    await site.manager.add(aSource(), undefined, ANNA);
    const name = what.startsWith("a name") ? CATALOG : OTHER;
    const refused = site.manager.add(aSource({ ...given, name }), undefined, ANNA);
    await expect(refused).rejects.toMatchObject({ code, path });
    expect(site.manager.all()).toHaveLength(1);
  });

  test("keeps its kind", async () => {
    await using site = await aSite();
    await site.manager.add(aSource(), undefined, ANNA);
    const other = aSource({ connection: { kind: "http", url: "http://127.0.0.1:9/" } });
    await expect(site.manager.edit(other, undefined, ANNA)).rejects.toMatchObject({
      code: "SOURCE_INVALID",
      path: "connection.kind",
      message: "catalog is a source of the kind file, and that stays; remove it, or add another one of the kind http",
    });
  });

  test("that is not there is refused by name", async () => {
    await using site = await aSite();
    const { manager } = site;
    const refused = {
      code: "SOURCE_NOT_FOUND",
      message: "There is no source catalog; `regdesk sources list` names them all",
    };
    await expect(manager.edit(aSource(), undefined, ANNA)).rejects.toMatchObject(refused);
    await expect(manager.remove(CATALOG, ANNA)).rejects.toMatchObject(refused);
    await expect(manager.sync([CATALOG], ANNA)).rejects.toMatchObject(refused);
    await expect(manager.runs(CATALOG, 10)).rejects.toMatchObject(refused);
    await expect(manager.cancel(CATALOG, ANNA)).rejects.toMatchObject(refused);
  });

  test("that is switched off is not synced, and says so", async () => {
    await using site = await aSite();
    const { source } = await withFile(site, { a: 1 });
    await site.manager.edit({ ...source, enabled: false }, undefined, ANNA);
    expect(conditionsOf(stateOf(site))["Ready"]).toBe("False paused");
    await expect(site.manager.sync([CATALOG], ANNA)).rejects.toThrow("catalog is switched off; switch it on first");
  });

  test("cannot be planned or paused for a time that is past", async () => {
    await using site = await aSite();
    await site.manager.add(aSource(), undefined, ANNA);
    const now = site.clock.now();
    await expect(site.manager.syncOnceAt(CATALOG, now, ANNA)).rejects.toThrow(
      "2026-06-01T12:00:00.000Z is past; give a time to come",
    );
    await expect(site.manager.pause(CATALOG, now - 1, ANNA)).rejects.toThrow("is past");
    await site.manager.syncOnceAt(CATALOG, now + 1, ANNA);
    expect((await site.manager.syncOnceAt(CATALOG, null, ANNA)).state.runOnceAt).toBeUndefined();
  });

  test("whose connection changes is synced anew, compared with what it had", async () => {
    await using site = await aSite();
    await withFile(site, numbered(5));
    await synced(site);
    const { path } = await withFile(site, numbered(6, 1), { name: OTHER });
    const before = stateOf(site);
    const anew = over(site);
    await site.manager.edit(aSource({ connection: { kind: "file", path } }), undefined, ANNA);
    const run = await anew;
    expect([before.phase, run.trigger, run.reason, run.added, run.updated]).toEqual([
      "complete",
      "edit",
      "registry-not-ready",
      1,
      1,
    ]);
  });

  test("that is kept elsewhere from now on moves there", async () => {
    await using site = await aSite();
    const { source } = await withFile(site, numbered(5));
    await synced(site);
    let anew = over(site);
    await site.manager.edit({ ...source, keep: "memory" }, undefined, ANNA);
    await anew;
    expect([shownIn(site), storedIn(site)]).toEqual([numbered(5), 0]);
    anew = over(site);
    await site.manager.edit(source, undefined, ANNA);
    await anew;
    expect([shownIn(site), storedIn(site)]).toEqual([numbered(5), 5]);
  });

  test("is not changed when that cannot be stored", async () => {
    await using site = await aSite();
    const { source } = await withFile(site, { a: 1 });
    await synced(site);
    await site.storage.writer[Symbol.asyncDispose]();
    const unstored = { code: "STORE_UNAVAILABLE" };
    await expect(site.manager.edit({ ...source, prefix: "x." }, undefined, ANNA)).rejects.toMatchObject(unstored);
    await expect(site.manager.remove(CATALOG, ANNA)).rejects.toMatchObject(unstored);
    await expect(site.manager.add(aSource({ name: OTHER }), "secret", ANNA)).rejects.toMatchObject(unstored);
    await expect(site.manager.pause(CATALOG, null, ANNA)).rejects.toMatchObject(unstored);
    expect([site.manager.all().map(({ source: one }) => one.prefix), shownIn(site)]).toEqual([[""], { a: 1 }]);
    expect([stateOf(site).pausedUntil, site.manager.hasSecret(OTHER)]).toEqual([undefined, false]);
  });

  test("comes last when it is added, and is put in order by naming all", async () => {
    await using site = await aSite();
    for (const name of ["b", "a", "c"]) await site.manager.add(aSource({ name }), undefined, ANNA);
    const order = () => site.manager.all().map(({ source }) => source.name);
    expect(order()).toEqual(["b", "a", "c"]);
    const [b, a, c] = order();
    await site.manager.arrange([c!, b!, a!], ANNA);
    expect(order()).toEqual(["c", "b", "a"]);
    await expect(site.manager.arrange([c!, b!], ANNA)).rejects.toMatchObject({ code: "SOURCE_INVALID", path: "order" });
    await expect(site.manager.arrange([c!, b!, b!], ANNA)).rejects.toMatchObject({ code: "SOURCE_INVALID" });
    await using again = await site.restarted();
    expect(again.manager.all().map(({ source }) => source.name)).toEqual(["c", "b", "a"]);
  });

  test("leaves nothing behind when it is removed: registers, runs, secret, overrides", async () => {
    await using site = await aSite();
    await withFile(site, numbered(1_200));
    await withFile(site, { r1: "other" }, { name: OTHER });
    await site.manager.edit(site.manager.find(CATALOG)!.source, "hunter2", ANNA);
    await synced(site);
    await synced(site, OTHER);
    site.registry.provide(aReport("r5", "device"), "192.168.1.20");
    await overridden(site, "r0", 99);
    await using again = await site.restarted();
    expect(again.registry.find("r0")?.value).toBe(99);
    await again.manager.remove(CATALOG, ANNA);
    expect([shownIn(again), again.registry.revision > 0]).toEqual([{ r1: "other" }, true]);
    expect(again.manager.hasSecret(CATALOG)).toBe(false);
    await again.stop();
    const database = openDatabase(join(again.path, "regdesk.db"));
    const count = (table: string) => database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect(["sources", "source_states", "source_registers", "overrides"].map(count)).toEqual([1, 1, 1, 0]);
    expect(database.prepare("SELECT count(*) FROM sync_runs WHERE source = 'catalog'").pluck().get()).toBe(0);
    database.close();
  });

  test("tells who listens of every change", async () => {
    await using site = await aSite();
    const heard: unknown[] = [];
    const stop = site.manager.listen((changed, removed) =>
      heard.push([...changed, ...removed.map((name) => `-${name}`)]),
    );
    await withFile(site, { a: 1 });
    await synced(site);
    await site.manager.remove(CATALOG, ANNA);
    stop();
    expect([heard[0], heard.at(-1), heard.length > 3]).toEqual([["catalog"], ["-catalog"], true]);
  });
});

describe("What is stored of sources", () => {
  test("is left alone where it is not understood, and everything else goes on", async () => {
    await using directory = await temporaryDirectory();
    const clock = new FakeClock();
    {
      await using site = await siteIn(directory.path, clock);
      await site.manager.add(aSource(), undefined, ANNA);
      await site.manager.add(aSource({ name: OTHER }), undefined, ANNA);
    }
    const database = openDatabase(join(directory.path, "regdesk.db"));
    database.prepare("UPDATE sources SET document = '{}' WHERE name = 'catalog'").run();
    database.close();
    await using site = await siteIn(directory.path, clock);
    expect(site.manager.all().map(({ source }) => source.name)).toEqual([OTHER]);
    await expect(site.manager.add(aSource(), undefined, ANNA)).rejects.toMatchObject({ code: "SOURCE_EXISTS" });
  });
});

/** The next run that is over. */
function over(site: Site) {
  return new Promise<Parameters<Parameters<typeof site.manager.onRun>[0]>[0]>((resolve) => {
    const stop = site.manager.onRun((run) => {
      stop();
      resolve(run);
    });
  });
}

function storedIn(site: Site): unknown {
  const database = openDatabase(join(site.path, "regdesk.db"));
  const count = database.prepare("SELECT count(*) FROM source_registers").pluck().get();
  database.close();
  return count;
}

async function overridden(site: Site, register: string, value: number): Promise<void> {
  const override: Override = { register: named(register), value: jsonText(value), by: ANNA, at: site.clock.now() };
  await site.storage.audit.append([], { sync: { overrides: [override] } });
}
