/** Syncs that are joined, wait for their turn, are cancelled, or are stopped with Regdesk. */
import type http from "node:http";
import { describe, expect, test } from "vitest";
import type { SyncManager } from "#electron/sync/sync-manager.ts";
import type { SourceName } from "#shared/model/source.ts";
import type { SyncRun } from "#shared/model/sync.ts";
import { webServer, type WebServer } from "../sources/web-server.ts";
import {
  ANNA,
  aSite,
  aSource,
  CATALOG,
  conditionsOf,
  documentOf,
  gist,
  shownIn,
  stateOf,
  synced,
  type Site,
} from "./syncing-site.ts";

describe("Syncs of one source", () => {
  test("are one when they overlap", async () => {
    await using site = await aSite();
    await using server = await aSlowServer();
    await added(site, server);
    const first = synced(site);
    const second = site.manager.run(CATALOG, "schedule");
    (await server.asked(1))[0]!.end(documentOf({ a: 1 }));
    expect(await second).toBe(await first);
    expect(server.requests).toHaveLength(1);
  });

  test("that were planned once do not come again when they joined another", async () => {
    await using site = await aSite();
    await using server = await aSlowServer();
    await added(site, server);
    await site.manager.syncOnceAt(CATALOG, site.clock.now() + 60_000, ANNA);
    const first = synced(site);
    const once = site.manager.run(CATALOG, "once");
    (await server.asked(1))[0]!.end(documentOf({ a: 1 }));
    await Promise.all([first, once]);
    await using again = await site.restarted();
    expect([stateOf(site).runOnceAt, stateOf(again).runOnceAt]).toEqual([undefined, undefined]);
  });

  test("of the same wish are made once", async () => {
    await using site = await aSite();
    await using server = await webServer((_request, response) => response.end(documentOf({ a: 1 })));
    await site.manager.add(aSource({ connection: { kind: "http", url: server.url } }), undefined, ANNA);
    await site.manager.sync([CATALOG], ANNA, "wish-1");
    const [again] = await site.manager.sync([CATALOG], ANNA, "wish-1");
    const [another] = await site.manager.sync([CATALOG], ANNA, "wish-2");
    expect([again?.reason, another?.reason, server.requests.length]).toEqual([
      "up-to-date-no-policy",
      "manual-sync-no-data-changes",
      2,
    ]);
  });
});

describe("Syncs of several sources", () => {
  test("are three at a time, and one that hangs holds up no other", async () => {
    await using site = await aSite();
    await using slow = await aSlowServer();
    const names = await Promise.all(["one", "two", "three", "four"].map((name) => added(site, slow, name)));
    const runs = names.map((name) => synced(site, name));
    const [first] = await slow.asked(3);
    expect(names.map((name) => stateOf(site, name).phase)).toEqual(["syncing", "syncing", "syncing", "never"]);
    first!.end(documentOf({ a: 1 }));
    const [, second, third, fourth] = await slow.asked(4);
    [second, third, fourth].forEach((response) => response!.end(documentOf({ b: 1 })));
    expect((await Promise.all(runs)).map(({ outcome }) => outcome)).toEqual(Array(4).fill("complete"));
  });
});

describe("A sync that is cancelled", () => {
  test("while it fetches ends within a second, and is as if it had not been", async () => {
    await using site = await aSite();
    await using server = await aSlowServer();
    await added(site, server);
    const first = synced(site);
    (await server.asked(1))[0]!.end(documentOf({ a: 1 }));
    const { hash } = await first;
    const run = synced(site);
    await server.asked(2);
    const began = performance.now();
    await site.manager.cancel(CATALOG, ANNA);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect([(await run).outcome, stateOf(site).phase, stateOf(site).hash, shownIn(site)]).toEqual([
      "cancelled",
      "complete",
      hash,
      { a: 1 },
    ]);
    expect(conditionsOf(stateOf(site))["Ready"]).toBe("True ready");
  });

  test("between two attempts ends at once", async () => {
    await using site = await aSite();
    const server = await aSlowServer();
    await added(site, server);
    await server[Symbol.asyncDispose]();
    const run = synced(site);
    await expect.poll(() => site.clock.timers, { interval: 5 }).toBe(3);
    await site.manager.cancel(CATALOG, ANNA);
    expect([(await run).outcome, stateOf(site).phase]).toEqual(["cancelled", "never"]);
  });

  test("while it waits for its turn never begins", async () => {
    await using site = await aSite();
    await using server = await aSlowServer();
    const names = await Promise.all(["one", "two", "three", "four"].map((name) => added(site, server, name)));
    const runs = names.map((name) => synced(site, name));
    await server.asked(3);
    await site.manager.cancel(names[3]!, ANNA);
    expect([(await runs[3])?.outcome, stateOf(site, names[3]).phase]).toEqual(["cancelled", "never"]);
    await Promise.all(names.slice(0, 3).map((name) => site.manager.cancel(name, ANNA)));
    expect(server.requests).toHaveLength(3);
  });

  test("is in the history and in the audit", async () => {
    await using site = await aSite();
    await using server = await aSlowServer();
    await added(site, server);
    const run = synced(site);
    await server.asked(1);
    await site.manager.cancel(CATALOG, ANNA);
    const { id } = await run;
    expect(await site.manager.runs(CATALOG, 10)).toMatchObject([{ id, outcome: "cancelled" }]);
    const { lines } = await site.storage.reader.ask("auditPage", { limit: 10 });
    expect(lines.map(({ kind, by }) => [kind, by])).toEqual([
      ["sync-run", ANNA],
      ["source-changed", ANNA],
    ]);
  });

  test("takes too long for a run, and that is a failure", async () => {
    await using site = await aSite();
    await using server = await aSlowServer();
    await added(site, server);
    const run = synced(site);
    await server.asked(1);
    await site.clock.advance(300_000);
    expect((await run).error).toEqual({
      code: "FetchFailed",
      class: "timeout",
      message: "The sync took longer than 5m in all; check the connection, or make the source smaller.",
    });
  });
});

describe("When Regdesk stops", () => {
  type Step = (server: SlowServer) => Promise<unknown>;
  const STEPS: readonly (readonly [step: string, reached: Step])[] = [
    ["as it begins", () => Promise.resolve()],
    ["while it fetches", (server) => server.asked(2)],
    ["while it reads", async (server) => (await server.asked(2))[1]!.end(documentOf({ a: 2 }))],
  ];

  test.each(STEPS)("a sync that is under way leaves a consistent state: %s", async (_step, reached) => {
    await using site = await aSite();
    await using server = await aSlowServer();
    await added(site, server);
    const first = synced(site);
    (await server.asked(1))[0]!.end(documentOf({ a: 1 }));
    await first;
    const run = synced(site);
    await reached(server);
    await site.stop();
    const { outcome } = await run;
    await using again = await site.restarted();
    expect(["complete", "cancelled"]).toContain(outcome);
    expect([stateOf(again).phase, stateOf(again).hash, shownIn(again)]).toEqual([
      "complete",
      stateOf(site).hash,
      { a: outcome === "complete" ? 2 : 1 },
    ]);
  });

  test("nothing can be begun any more", async () => {
    await using site = await aSite();
    await using server = await aSlowServer();
    await added(site, server);
    await site.stop();
    await expect(site.manager.sync([CATALOG], ANNA)).rejects.toMatchObject({ code: "SYNC_NOT_POSSIBLE" });
    await expect(site.manager.remove(CATALOG, ANNA)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });
});

describe("A source that is removed or changed while it is synced", () => {
  test("is gone with everything, and its run with it", async () => {
    await using site = await aSite();
    await using server = await aSlowServer();
    await added(site, server);
    const first = synced(site);
    (await server.asked(1))[0]!.end(documentOf({ a: 1 }));
    await first;
    const run = synced(site);
    await server.asked(2);
    await site.manager.remove(CATALOG, ANNA);
    expect([(await run).outcome, site.manager.all(), shownIn(site)]).toEqual(["cancelled", [], {}]);
    await using again = await site.restarted();
    expect([again.manager.all(), shownIn(again), again.storage.stored.sync.registers.size]).toEqual([[], {}, 0]);
  });

  test("does not take what its old connection still answers", async () => {
    await using site = await aSite();
    await using old = await aSlowServer();
    await using next = await webServer((_request, response) => response.end(documentOf({ a: "new" })));
    await added(site, old);
    const run = synced(site);
    const [response] = await old.asked(1);
    const anew = nextRun(site.manager);
    await site.manager.edit(aSource({ connection: { kind: "http", url: next.url } }), undefined, ANNA);
    response!.end(documentOf({ a: "old" }));
    expect([(await run).outcome, gist(await anew)]).toEqual(["cancelled", ["complete", "registry-not-ready", 1, 0, 0]]);
    expect(shownIn(site)).toEqual({ a: "new" });
  });

  test("goes on when only its schedule changes", async () => {
    await using site = await aSite();
    await using server = await aSlowServer();
    await added(site, server);
    const run = synced(site);
    const [response] = await server.asked(1);
    const source = site.manager.find(CATALOG)!.source;
    await site.manager.edit({ ...source, schedule: { ...source.schedule, missed: "skip" } }, undefined, ANNA);
    response!.end(documentOf({ a: 1 }));
    expect([(await run).outcome, server.requests.length]).toEqual(["complete", 1]);
    expect(site.manager.find(CATALOG)!.source.schedule.missed).toBe("skip");
  });
});

interface SlowServer extends WebServer {
  /** So many responses that wait to be ended. */
  asked(count: number): Promise<http.ServerResponse[]>;
}

async function aSlowServer(): Promise<SlowServer> {
  const responses: http.ServerResponse[] = [];
  const server = await webServer((_request, response) => void responses.push(response));
  return {
    ...server,
    requests: server.requests,
    asked: async (count) => {
      await expect.poll(() => responses.length, { interval: 5 }).toBeGreaterThanOrEqual(count);
      return responses;
    },
  };
}

async function added(site: Site, server: WebServer, name: string = CATALOG): Promise<SourceName> {
  const source = aSource({ name, connection: { kind: "http", url: server.url } });
  await site.manager.add(source, undefined, ANNA);
  return source.name;
}

/** The next run that was made because of an edit, when it is over. */
function nextRun(manager: SyncManager): Promise<SyncRun> {
  return new Promise((resolve) => {
    const stop = manager.onRun((run) => {
      if (run.trigger !== "edit") return;
      stop();
      resolve(run);
    });
  });
}
