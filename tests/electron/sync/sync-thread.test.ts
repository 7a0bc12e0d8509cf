/** The thread in which sources are fetched and compared: what it is asked beside syncs, and what becomes of syncs when it dies. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SyncManager } from "#electron/sync/sync-manager.ts";
import { SyncThread } from "#electron/sync/thread/sync-thread.ts";
import type { TestStep } from "#shared/contract/sources.ts";
import { SILENT } from "#tests/support/running-host.ts";
import { webServer } from "../sources/web-server.ts";
import {
  ANNA,
  aSite,
  aSource,
  CATALOG,
  documentOf,
  numbered,
  shownIn,
  stateOf,
  synced,
  withFile,
  type Site,
} from "./syncing-site.ts";

const NEVER = new AbortController().signal;
/** When it dies, as the thread counts it. */
const MOMENTS = { "while it looks at the source": 1, "while it hands over what changed": 2, "before it is stored": 3 };

describe("When the thread dies", () => {
  test.each(Object.entries(MOMENTS))(
    "the sync fails with a sentence, and the next one makes up for it: %s",
    async (_moment, at) => {
      for (const keep of ["persistent", "memory"] as const) {
        if (keep === "memory" && at === 3) continue; // nothing is stored of it
        await using site = await aMortalSite();
        const { write } = await withFile(site, numbered(10), { keep });
        await synced(site);
        const { hash } = stateOf(site);
        await write({ ...numbered(9, 1), x: 1 });
        site.die(at);
        const run = await synced(site);
        expect([run.outcome, run.error]).toMatchObject(["failed", { code: "HandlerCreationFailed" }]);
        expect(run.error?.message).toMatch(/^The thread that syncs has stopped \(it ended\); /);
        expect([stateOf(site).phase, stateOf(site).hash, shownIn(site)]).toEqual(["failed", hash, numbered(10)]);
        const next = await synced(site);
        expect([next.outcome, next.added, next.updated, next.removed, next.unchanged]).toEqual([
          "complete",
          1,
          1,
          1,
          8,
        ]);
        expect(shownIn(site)).toEqual({ ...numbered(9, 1), x: 1 });
      }
    },
  );

  test("files are watched on", async () => {
    await using site = await aMortalSite();
    const { write } = await withFile(site, numbered(1));
    let heard = 0;
    using _watch = site.manager.watch(CATALOG, () => heard++);
    site.die(MOMENTS["while it looks at the source"]);
    await synced(site);
    await expect.poll(() => site.clock.timers, { interval: 5 }).toBe(2); // it is about to watch again
    await site.clock.advance(1_000);
    const afterDeath = heard;
    await synced(site);
    await write(numbered(2));
    await expect.poll(() => heard, { interval: 20 }).toBeGreaterThan(afterDeath);
    expect(afterDeath).toBe(1); // what was missed meanwhile
  });
});

describe("A test of a source", () => {
  test("tells step by step how far it comes", async () => {
    await using site = await aSite();
    await using server = await webServer((_request, response) => response.end(documentOf({ a: 1, b: 2 })));
    const source = aSource({ connection: { kind: "http", url: server.url } });
    const steps = await stepsOf(site.manager.test(source, undefined, NEVER));
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual([
      ["tcp", true],
      ["auth", true],
      ["fetch", true],
      ["parse", true],
    ]);
    expect(steps.at(-1)?.message).toBe("There are 2 registers.");
  });

  test("ends with what is wrong", async () => {
    await using site = await aSite();
    const steps = await stepsOf(
      site.manager.test(aSource({ connection: { kind: "file", path: "/nowhere" } }), undefined, NEVER),
    );
    expect(steps).toMatchObject([
      { step: "fetch", ok: false, message: expect.stringContaining("/nowhere is not there") as string },
    ]);
  });

  test("ends at once when nobody waits for it any more", async () => {
    await using site = await aSite();
    await using server = await webServer(() => undefined);
    const source = aSource({ connection: { kind: "http", url: server.url } });
    const nobody = new AbortController();
    const testing = stepsOf(site.manager.test(source, undefined, nobody.signal));
    await expect.poll(() => server.requests.length, { interval: 5 }).toBe(1);
    nobody.abort();
    await expect(testing).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("A source's file", () => {
  test("is watched from the thread", async () => {
    await using site = await aSite();
    const { write } = await withFile(site, { a: 1 });
    await synced(site);
    let heard = 0;
    using _watch = site.manager.watch(CATALOG, () => heard++);
    // Nobody says when the system has begun to watch.
    const isHeard = async () => {
      await write({ a: Math.random() });
      return heard;
    };
    await expect.poll(isHeard, { interval: 500, timeout: 10_000 }).toBeGreaterThan(0);
  });
});

describe("A peer that is followed", () => {
  test("is applied as it changes, without a run in the history, and without moving its schedule", async () => {
    await using site = await aSite();
    let change: (text: string) => void = () => undefined;
    await using peer = await webServer((request, response) => {
      response.setHeader("registry-revision", "5");
      if (!request.url!.includes("since=")) return response.end(documentOf({ ...numbered(9), b: 2 }));
      change = (text) => response.end(text);
      return undefined;
    });
    const source = aSource({ connection: { kind: "peer", url: peer.url, follow: true } });
    await site.manager.add(source, undefined, ANNA);
    await synced(site);
    const { lastEnd } = stateOf(site);
    await site.clock.advance(1_000);
    const end = new AbortController();
    const heard = Promise.withResolvers<undefined>();
    const following = site.manager.follow(CATALOG, { signal: end.signal, heard: () => heard.resolve(undefined) });
    await expect.poll(() => peer.requests.length, { interval: 5 }).toBe(2);
    change('{"registers":{"r0":{"value":9},"c":{"value":3}},"removed":["b"],"revision":6,"reset":false}');
    await heard.promise;
    expect([shownIn(site), stateOf(site).revision, stateOf(site).lastEnd, stateOf(site).lastChange]).toEqual([
      { ...numbered(9), r0: 9, c: 3 },
      "6",
      lastEnd,
      site.clock.now(),
    ]);
    end.abort();
    await expect(following).rejects.toMatchObject({ name: "AbortError" });
    expect(await site.manager.runs(CATALOG, 10)).toHaveLength(1);
  });
});

async function stepsOf(testing: AsyncIterable<TestStep>): Promise<TestStep[]> {
  const steps: TestStep[] = [];
  for await (const step of testing) steps.push(step);
  return steps;
}

/** A site whose thread dies when it is told to. */
async function aMortalSite(): Promise<Site & { die(at: number): void }> {
  const site = await aSite();
  const { storage, registry, clock, path } = site;
  const deaths = new Int32Array(new SharedArrayBuffer(4));
  const script = new URL("./mortal-thread.ts", import.meta.url);
  const workerData = { path: join(path, "regdesk.db"), deaths };
  const thread = new SyncThread({ script, workerData, clock, log: SILENT });
  const secrets = {
    get: () => Promise.resolve(undefined),
    has: () => false,
    set: () => Promise.resolve(),
    remove: () => Promise.resolve(),
  };
  const runs = { runsOf: () => Promise.resolve([]) };
  const { stored, audit: store } = storage;
  const manager = new SyncManager({ clock, log: SILENT, registry, thread, store, stored: stored.sync, secrets, runs });
  return {
    ...site,
    manager,
    die: (at) => void Atomics.store(deaths, 0, at),
    async [Symbol.asyncDispose]() {
      await manager[Symbol.asyncDispose]();
      await thread[Symbol.asyncDispose]();
      await site[Symbol.asyncDispose]();
    },
  };
}
