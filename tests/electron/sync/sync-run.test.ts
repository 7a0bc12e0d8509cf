/** What a sync run does, step by step: over a real file or server, the real thread, and real SQLite. */
import { rm } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { jsonText } from "#shared/json.ts";
import { aReport } from "#tests/support/builders.ts";
import { webServer } from "../sources/web-server.ts";
import {
  ANNA,
  aSite,
  aSource,
  CATALOG,
  conditionsOf,
  documentOf,
  gist,
  numbered,
  shownIn,
  stateOf,
  synced,
  withFile,
} from "./syncing-site.ts";

describe("A sync run", () => {
  test("brings a source's registers, stores them, and says how it went", async () => {
    await using site = await aSite();
    await withFile(site, { a: 1, b: 2 });
    const run = await synced(site);
    expect(gist(run)).toEqual(["complete", "registry-not-ready", 2, 0, 0]);
    expect(shownIn(site)).toEqual({ a: 1, b: 2 });
    expect(stateOf(site)).toMatchObject({ phase: "complete", hash: run.hash, attempts: 0, counts: { registers: 2 } });
    expect(conditionsOf(stateOf(site))).toEqual({
      SourceAvailable: "True fetched",
      DataValid: "True valid",
      SyncSuccessful: "True complete",
      APIReady: "True served",
      Ready: "True ready",
    });
  });

  test("adds, updates and removes what has changed, and leaves the rest alone", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 });
    await synced(site);
    await write({ a: 1, b: 20, c: 3, d: 4, e: 5, g: 7 });
    const run = await synced(site);
    expect(gist(run)).toEqual(["complete", "manual-sync-with-data-changes", 1, 1, 1]);
    expect([run.unchanged, shownIn(site)]).toEqual([4, { a: 1, b: 20, c: 3, d: 4, e: 5, g: 7 }]);
  });

  test("finds its registers again after a restart, and nothing to do", async () => {
    await using site = await aSite();
    await withFile(site, { a: 1, b: 2 });
    await synced(site);
    await using again = await site.restarted();
    expect(shownIn(again)).toEqual({ a: 1, b: 2 });
    expect(gist(await synced(again))).toEqual(["up-to-date", "manual-sync-no-data-changes", 0, 0, 0]);
  });

  test("compares with what was stored by an earlier run of Regdesk", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, { a: 1, b: 2, c: 3, d: 4, e: 5 });
    await synced(site);
    await using again = await site.restarted();
    await write({ a: 1, b: 2, c: 3, d: 4, f: 6 });
    expect(gist(await synced(again))).toEqual(["complete", "manual-sync-with-data-changes", 1, 0, 1]);
    await using last = await again.restarted();
    expect(shownIn(last)).toEqual({ a: 1, b: 2, c: 3, d: 4, f: 6 });
  });

  test("keeps every digit of a large number, from the document to the database and back", async () => {
    await using site = await aSite();
    await withFile(site, {}, {}).then(({ write }) => write('{"registers":{"serial":{"value":12345678901234567890}}}'));
    await synced(site);
    await using again = await site.restarted();
    expect(jsonText(again.registry.find("serial")!.value)).toBe("12345678901234567890");
  });

  test("takes formatting and order for no change", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, { a: 1, b: 2 });
    const first = await synced(site);
    await write('{ "registers": { "b": {"value": 2},\n "a": {"value": 1.0} } }');
    const run = await synced(site);
    expect([gist(run), run.hash]).toEqual([["up-to-date", "manual-sync-no-data-changes", 0, 0, 0], first.hash]);
  });

  test("takes the good registers of a document and names the bad one", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, {});
    await write('{"registers":{"a":{"value":1},"b":{}}}');
    const run = await synced(site);
    expect([gist(run), run.skippedCount, run.skipped[0]?.name]).toEqual([
      ["complete", "registry-not-ready", 1, 0, 0],
      1,
      "b",
    ]);
    expect([shownIn(site), stateOf(site).counts]).toEqual([{ a: 1 }, { registers: 1, skipped: 1, shadowed: 0 }]);
  });

  test("refuses all of a document with one bad register when the source is strict", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, { a: 1 }, { strict: true });
    await synced(site);
    await write('{"registers":{"a":{"value":2},"b":{}}}');
    const run = await synced(site);
    expect([run.outcome, run.error?.code, shownIn(site)]).toEqual(["failed", "DataInvalid", { a: 1 }]);
    expect(conditionsOf(stateOf(site))).toMatchObject({
      SourceAvailable: "True fetched",
      DataValid: "False DataInvalid",
    });
  });

  test("takes what the filter lets through, under the prefix", async () => {
    await using site = await aSite();
    await withFile(
      site,
      { "boiler.a": 1, "boiler.raw": 2, pump: 3 },
      {
        prefix: "plant.",
        filter: { names: ["-*.raw", "+boiler.*", "-*"] },
      },
    );
    await synced(site);
    expect(shownIn(site)).toEqual({ "plant.boiler.a": 1 });
  });

  test("asks the source once when nothing has changed", async () => {
    await using site = await aSite();
    await using server = await webServer((request, response) => {
      if (request.headers["if-none-match"] === '"1"') return response.writeHead(304).end();
      return response.writeHead(200, { etag: '"1"' }).end(documentOf({ a: 1 }));
    });
    await site.manager.add(aSource({ connection: { kind: "http", url: server.url } }), undefined, ANNA);
    await synced(site);
    const asked = server.requests.length;
    await synced(site);
    await using again = await site.restarted();
    await synced(again);
    expect([asked, server.requests.length]).toEqual([1, 3]);
    expect(server.requests.map(({ headers }) => headers["if-none-match"])).toEqual([undefined, '"1"', '"1"']);
  });

  test("gives way to a live device, and to a source that comes first", async () => {
    await using site = await aSite();
    await withFile(site, { a: "catalog", b: "catalog", c: "catalog" });
    await withFile(site, { a: "second", b: "second" }, { name: "second" });
    site.registry.provide(aReport("c", "device"), "192.168.1.20");
    const second = aSource({ name: "second" }).name;
    await synced(site, second);
    await synced(site);
    expect(shownIn(site)).toEqual({ a: "catalog", b: "catalog", c: "device" });
    expect(stateOf(site).counts).toMatchObject({ registers: 3, shadowed: 1 });
    await site.manager.arrange([second, CATALOG], ANNA);
    expect(shownIn(site)).toEqual({ a: "second", b: "second", c: "device" });
    await using again = await site.restarted();
    expect(shownIn(again)).toEqual({ a: "second", b: "second", c: "catalog" });
  });

  test("keeps a source in memory without storing its registers, and syncs it anew after a restart", async () => {
    await using site = await aSite();
    await withFile(site, { a: 1, b: 2 }, { keep: "memory" });
    await synced(site);
    expect(shownIn(site)).toEqual({ a: 1, b: 2 });
    await using again = await site.restarted();
    expect([shownIn(again), stateOf(again).phase, stateOf(again).hash]).toEqual([{}, "never", undefined]);
    expect(gist(await synced(again))).toEqual(["complete", "registry-not-ready", 2, 0, 0]);
  });

  test("syncs all of the document again after its filter has changed, without fetching it anew", async () => {
    await using site = await aSite();
    await using server = await webServer((request, response) => {
      if (request.headers["if-none-match"] === '"1"') return response.writeHead(304).end();
      return response.writeHead(200, { etag: '"1"' }).end(documentOf(numbered(10)));
    });
    const source = aSource({ connection: { kind: "http", url: server.url } });
    await site.manager.add(source, undefined, ANNA);
    await synced(site);
    const edited = runs(site, 1);
    await site.manager.edit({ ...source, filter: { ...source.filter, names: ["-r9"] } }, undefined, ANNA);
    const [run] = await edited;
    expect([gist(run!), run?.trigger, server.requests.length]).toEqual([
      ["complete", "filter-changed", 0, 0, 1],
      "edit",
      2,
    ]);
    expect(site.registry.find("r9")).toBeUndefined();
  });

  test("takes no more registers than there is room for, all or none", async () => {
    await using site = await aSite({ capacity: 5 });
    const { write } = await withFile(site, numbered(4));
    await synced(site);
    await write(numbered(6));
    const run = await synced(site);
    expect([run.outcome, run.error?.code, site.registry.size]).toEqual(["failed", "StorageFailed", 4]);
    await write(numbered(5));
    expect(gist(await synced(site))).toEqual(["complete", "registry-not-ready", 1, 0, 0]);
  });
});

describe("When a step of a run fails, the last good registers, hash and counts stay:", () => {
  test("the fetch", async () => {
    await using site = await aSite();
    const { path, write } = await withFile(site, { a: 1 });
    const { hash } = await synced(site);
    await rm(path);
    const run = await synced(site);
    expect([gist(run), run.error]).toMatchObject([
      ["failed", "error-checking-data-changes", 0, 0, 0],
      { code: "FetchFailed", class: "not-found" },
    ]);
    expect([shownIn(site), stateOf(site)]).toMatchObject([
      { a: 1 },
      { phase: "failed", hash, counts: { registers: 1 } },
    ]);
    await write({ a: 1 });
    expect(gist(await synced(site))).toEqual(["complete", "registry-not-ready", 0, 0, 0]);
    expect(stateOf(site)).toMatchObject({ phase: "complete", attempts: 0 });
  });

  test("reading", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, { a: 1 });
    const { hash } = await synced(site);
    await write('{"registers":');
    const run = await synced(site);
    expect([run.outcome, run.error?.code]).toEqual(["failed", "DataInvalid"]);
    expect([shownIn(site), stateOf(site).hash]).toEqual([{ a: 1 }, hash]);
  });

  test("storing", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, { a: 1 });
    const { hash } = await synced(site);
    await write({ a: 2 });
    // The disk fails from here on: the writer's thread can no longer write.
    await site.storage.writer[Symbol.asyncDispose]();
    const [run] = await site.manager.sync([CATALOG], ANNA);
    expect([run?.outcome, run?.error?.code, shownIn(site)]).toEqual(["failed", "StorageFailed", { a: 1 }]);
    expect([stateOf(site).phase, stateOf(site).hash]).toEqual(["failed", hash]);
  });
});

/** The next runs that are over. */
function runs(site: Awaited<ReturnType<typeof aSite>>, count: number) {
  const over: Parameters<Parameters<typeof site.manager.onRun>[0]>[0][] = [];
  return new Promise<typeof over>((resolve) => {
    const stop = site.manager.onRun((run) => {
      if (over.push(run) < count) return;
      stop();
      resolve(over);
    });
  });
}
