/** The coordinator with the real owner of the sources: real thread, real readers, real HTTP, and a clock that stands. */
import type { ServerResponse } from "node:http";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Coordinator } from "#electron/sync/coordinator.ts";
import { SourceName } from "#shared/model/source.ts";
import { webServer, type Answer } from "#tests/electron/sources/web-server.ts";
import { provide } from "#tests/support/http.ts";
import { runningHost, SILENT } from "#tests/support/running-host.ts";
import { ANNA, aSite, aSource, CATALOG, documentOf, stateOf, synced, type Site } from "./syncing-site.ts";

const MINUTE = 60_000;
const EVERY_TEN_MINUTES = { timing: { kind: "interval", every: 10 * MINUTE } } as const;
const PATIENCE = { timeout: 15_000 };

/** Lets a coordinator work on a site until the test, or the site, ends. */
function coordinated(site: Site): Coordinator {
  const coordinator = new Coordinator({ sources: site.manager, clock: site.clock, log: SILENT });
  onTestFinished(() => coordinator.end());
  return coordinator;
}

/** A server whose answers a test gives when it likes. */
async function slowServer() {
  const waiting: ServerResponse[] = [];
  const server = await webServer((_request, response) => void waiting.push(response));
  const answer = (text: string): void => waiting.splice(0).forEach((response) => response.end(text));
  return { ...server, waiting, answer, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

function fromWeb(name: string, url: string) {
  return aSource({ name, connection: { kind: "http", url: `${url}/${name}.json` }, schedule: EVERY_TEN_MINUTES });
}

describe("The coordinator", { timeout: 30_000 }, () => {
  test("syncs what was never synced at once, then by its schedule, and a restart changes nothing about that", async () => {
    let value = 1;
    const answer: Answer = (_request, response) => void response.end(documentOf({ a: value }));
    await using server = await webServer(answer);
    await using site = await aSite();
    const coordinator = coordinated(site);
    await site.manager.add(fromWeb(CATALOG, server.url), undefined, ANNA);
    await vi.waitFor(() => expect(stateOf(site).phase).toBe("complete"), PATIENCE);
    const { nextRun } = stateOf(site);
    expect(nextRun).toBe(site.clock.now() + 10 * MINUTE);

    coordinator.end();
    await using again = await site.restarted();
    coordinated(again);
    await again.clock.advance(10 * MINUTE - 1);
    expect([stateOf(again).nextRun, server.requests.length]).toEqual([nextRun, 1]);
    value = 2;
    await again.clock.advance(1);
    await vi.waitFor(() => expect(stateOf(again)).toMatchObject({ nextRun: nextRun! + 10 * MINUTE }), PATIENCE);
    expect(await again.manager.runs(CATALOG, 5)).toMatchObject([
      { trigger: "schedule", reason: "source-data-changed", outcome: "complete" },
      { trigger: "start", reason: "registry-not-ready", outcome: "complete" },
    ]);
  });

  test("lets three run at a time, and the others as soon as one is over", async () => {
    await using server = await slowServer();
    await using site = await aSite();
    coordinated(site);
    for (const name of ["a", "b", "c", "d", "e"]) await site.manager.add(fromWeb(name, server.url), undefined, ANNA);
    await vi.waitFor(() => expect(server.waiting).toHaveLength(3), PATIENCE);
    await site.clock.advance(5_000);
    expect(server.waiting).toHaveLength(3);
    server.answer(documentOf({ a: 1 }));
    await vi.waitFor(() => expect(server.waiting).toHaveLength(2), PATIENCE);
    server.answer(documentOf({ a: 1 }));
    await vi.waitFor(
      () => expect(site.manager.all().map(({ state }) => state.phase)).toEqual(Array(5).fill("complete")),
      PATIENCE,
    );
    expect(server.requests).toHaveLength(5);
  });

  test("joins a run that is under way instead of doubling it", async () => {
    await using server = await slowServer();
    await using site = await aSite();
    coordinated(site);
    await site.manager.add(fromWeb(CATALOG, server.url), undefined, ANNA);
    await vi.waitFor(() => expect(server.waiting).toHaveLength(1), PATIENCE);
    const wished = synced(site);
    server.answer(documentOf({ a: 1 }));
    expect(await wished).toMatchObject({ outcome: "complete", added: 1 });
    expect(server.requests).toHaveLength(1);
  });

  test("runs once at the time that was wished, not again after a restart, and does not move the schedule", async () => {
    await using server = await webServer((_request, response) => void response.end(documentOf({ a: 1 })));
    await using site = await aSite();
    const coordinator = coordinated(site);
    await site.manager.add(fromWeb(CATALOG, server.url), undefined, ANNA);
    await vi.waitFor(() => expect(stateOf(site).phase).toBe("complete"), PATIENCE);
    const end = site.clock.now();
    await site.manager.syncOnceAt(CATALOG, end + 4 * MINUTE, ANNA);
    await site.clock.advance(4 * MINUTE);
    await vi.waitFor(() => expect([server.requests.length, stateOf(site).phase]).toEqual([2, "complete"]), PATIENCE);
    expect(stateOf(site).nextRun).toBe(end + 10 * MINUTE);
    coordinator.end();
    await using again = await site.restarted();
    coordinated(again);
    await again.clock.advance(5 * MINUTE);
    expect([stateOf(again).runOnceAt, stateOf(again).nextRun, server.requests.length]).toEqual([
      undefined,
      end + 10 * MINUTE,
      2,
    ]);
  });

  test("tries again what failed, and syncs in full then", async () => {
    let isThere = false;
    const answer: Answer = (_request, response) => {
      if (!isThere) response.writeHead(404);
      response.end(documentOf({ a: 1 }));
    };
    await using server = await webServer(answer);
    await using site = await aSite();
    coordinated(site);
    await site.manager.add(fromWeb(CATALOG, server.url), undefined, ANNA);
    await vi.waitFor(() => expect(stateOf(site).phase).toBe("failed"), PATIENCE);
    const { retryAt = 0 } = stateOf(site);
    expect(retryAt - site.clock.now()).toBeGreaterThanOrEqual(2 * MINUTE);
    expect(stateOf(site).nextRun).toBe(retryAt);
    isThere = true;
    await site.clock.advance(retryAt - site.clock.now());
    await vi.waitFor(() => expect(stateOf(site).phase).toBe("complete"), PATIENCE);
    expect(await site.manager.runs(CATALOG, 5)).toMatchObject([
      { trigger: "retry", outcome: "complete", reason: "registry-not-ready", added: 1 },
      { trigger: "start", outcome: "failed" },
    ]);
  });

  test("resumes a source when its pause is over, and says that it is paused until then", async () => {
    await using server = await webServer((_request, response) => void response.end(documentOf({ a: 1 })));
    await using site = await aSite();
    coordinated(site);
    await site.manager.add(fromWeb(CATALOG, server.url), undefined, ANNA);
    await vi.waitFor(() => expect(stateOf(site).phase).toBe("complete"), PATIENCE);
    await site.manager.pause(CATALOG, site.clock.now() + 60 * MINUTE, ANNA);
    await site.clock.advance(60 * MINUTE - 1);
    const ready = () => stateOf(site).conditions.find(({ type }) => type === "Ready");
    expect([ready()?.reason, stateOf(site).nextRun, server.requests.length]).toEqual(["paused", undefined, 1]);
    await site.clock.advance(1);
    await vi.waitFor(() => expect([ready()?.reason, server.requests.length]).toEqual(["ready", 2]), PATIENCE);
    expect(stateOf(site).pausedUntil).toBeUndefined();
  });

  test("tells of a stored schedule that cannot be, and goes on with the others", async () => {
    await using server = await webServer((_request, response) => void response.end(documentOf({ a: 1 })));
    await using site = await aSite();
    const timing = { kind: "cron", expression: "61 * * * *", zone: "UTC" } as const;
    const bad = { ...fromWeb("bad", server.url), schedule: { ...aSource().schedule, timing } };
    await site.storage.audit.append([], { sync: { sources: [bad] } });
    await using again = await site.restarted();
    coordinated(again);
    await again.manager.add(fromWeb(CATALOG, server.url), undefined, ANNA);
    await vi.waitFor(() => expect(stateOf(again).phase).toBe("complete"), PATIENCE);
    const state = stateOf(again, bad.name);
    expect([state.lastReason, state.nextRun]).toEqual(["error-parsing-sync-interval", undefined]);
    const ready = state.conditions.find(({ type }) => type === "Ready");
    expect(ready).toMatchObject({ status: "False", reason: "error-parsing-sync-interval" });
    expect(ready?.message).toContain('the minute "61" is not valid');
  });

  test("ends in good time although a fetch hangs", async () => {
    await using server = await slowServer();
    await using site = await aSite();
    const coordinator = coordinated(site);
    await site.manager.add(fromWeb(CATALOG, server.url), undefined, ANNA);
    await vi.waitFor(() => expect(server.waiting).toHaveLength(1), PATIENCE);
    const began = performance.now();
    coordinator.end();
    await site.manager.stop();
    await coordinator[Symbol.asyncDispose]();
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

test(
  "A peer is followed: what changes there is here a moment later, and stays when the peer is gone",
  { timeout: 40_000 },
  async () => {
    const peer = await runningHost();
    await using site = await aSite();
    coordinated(site);
    await provide(peer.url, { "boiler.temp": 20 });
    const name = SourceName.parse("peer");
    const connection = { kind: "peer", url: peer.url, follow: true } as const;
    await site.manager.add(aSource({ name, connection, schedule: EVERY_TEN_MINUTES }), undefined, ANNA);
    const mirrored = () => Object.fromEntries([...site.registry.living()].map(({ name: of, value }) => [of, value]));
    await vi.waitFor(() => expect(mirrored()).toEqual({ "boiler.temp": 20 }), PATIENCE);
    await provide(peer.url, { "boiler.temp": 21, "pump.on": true });
    await vi.waitFor(() => expect(mirrored()).toEqual({ "boiler.temp": 21, "pump.on": true }), PATIENCE);
    await peer[Symbol.asyncDispose]();
    await site.clock.advance(1_000);
    expect(mirrored()).toEqual({ "boiler.temp": 21, "pump.on": true });
  },
);
