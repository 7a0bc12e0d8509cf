/** Fetches that fail, and when they are tried again. */
import { describe, expect, test } from "vitest";
import { webServer } from "../sources/web-server.ts";
import { ANNA, aSite, aSource, CATALOG, documentOf, stateOf, synced } from "./syncing-site.ts";

describe("A fetch that fails in passing", () => {
  test("is tried three times, growing apart, before the run fails", async () => {
    await using site = await aSite();
    const server = await webServer((_request, response) => response.end(documentOf({ a: 1 })));
    const { url } = server;
    await server[Symbol.asyncDispose]();
    await site.manager.add(aSource({ connection: { kind: "http", url } }), undefined, ANNA);
    const run = synced(site);
    await waitsOnClock(site, 2); // the limit of the run, and the pause
    await site.clock.advance(1_000);
    await waitsOnClock(site, 2);
    await site.clock.advance(3_000);
    expect(await run).toMatchObject({ outcome: "failed", error: { code: "FetchFailed", class: "refused" } });
    expect(stateOf(site).retryAt).toBeGreaterThanOrEqual(site.clock.now() + 30_000);
  });

  test("waits as long as the source asks before the next run", async () => {
    await using site = await aSite();
    await using server = await webServer((_request, response) =>
      response.writeHead(429, { "retry-after": "7200" }).end(),
    );
    await site.manager.add(aSource({ connection: { kind: "http", url: server.url } }), undefined, ANNA);
    expect((await synced(site)).error?.class).toBe("rate-limit");
    expect([stateOf(site).retryAt, server.requests.length]).toEqual([site.clock.now() + 7_200_000, 1]);
  });

  test("needs its password before it asks anybody", async () => {
    await using site = await aSite();
    await using server = await webServer((_request, response) => response.end(documentOf({ a: 1 })));
    const auth = { kind: "basic", user: "anna" } as const;
    const source = aSource({ connection: { kind: "http", url: server.url, auth } });
    await site.manager.add(source, undefined, ANNA);
    expect((await synced(site)).error?.code).toBe("ValidationFailed");
    await site.manager.remove(CATALOG, ANNA);
    await site.manager.add(source, "hunter2", ANNA);
    expect((await synced(site)).outcome).toBe("complete");
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      `Basic ${Buffer.from("anna:hunter2").toString("base64")}`,
    ]);
  });
});

/** Until so many timers run. */
async function waitsOnClock(site: Awaited<ReturnType<typeof aSite>>, timers: number): Promise<void> {
  const idle = 1; // the daily backup
  await expect.poll(() => site.clock.timers, { interval: 5 }).toBe(timers + idle);
}
