/** A peer that is a real Regdesk, stopped and started again while it is followed. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { startHost, type Host } from "#electron/host.ts";
import { Following } from "#electron/sync/follow.ts";
import { named } from "#tests/support/builders.ts";
import { SILENT } from "#tests/support/running-host.ts";
import { ANNA, aSite, aSource, CATALOG, synced, type Site } from "./syncing-site.ts";

test("A peer that was stopped is followed again once it is back, be it with another's registers", async () => {
  await using site = await aSite();
  const peer = await aPeer(site, "peer", 0);
  const port = Number(new URL(peer.devicesUrl).port);
  await provide(peer, { kept: 1, changed: 1 });
  await site.manager.add(
    aSource({ connection: { kind: "peer", url: peer.devicesUrl, follow: true } }),
    undefined,
    ANNA,
  );
  await synced(site);
  await using _following = new Following({ name: CATALOG, sources: site.manager, clock: site.clock, log: SILENT });
  await provide(peer, { changed: 2 });
  await expect.poll(() => shown(site)).toEqual({ kept: 1, changed: 2 });

  await peer[Symbol.asyncDispose]();
  const again = await aPeer(site, "peer", port);
  await provide(again, { changed: 3 });
  await expect.poll(() => afterAWhile(site)).toEqual({ kept: 1, changed: 3 });

  await again[Symbol.asyncDispose]();
  await using other = await aPeer(site, "other", port);
  await provide(other, { kept: 4, changed: 4 });
  await expect.poll(() => afterAWhile(site)).toEqual({ kept: 4, changed: 4 });
});

function aPeer({ path }: Site, name: string, port: number): Promise<Host> {
  return startHost({ dataDirectory: join(path, name), devices: { host: "127.0.0.1", port }, logger: SILENT });
}

async function provide({ devicesUrl }: Host, values: Readonly<Record<string, number>>): Promise<void> {
  const registers = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, ttl: "1h" }]));
  const body = JSON.stringify({ registers });
  expect(await fetch(new URL("/provider", devicesUrl), { method: "PUT", body })).toMatchObject({ status: 204 });
}

function shown({ registry }: Site): Record<string, unknown> {
  return Object.fromEntries(
    ["kept", "changed"].flatMap((name) => {
      const register = registry.find(named(name));
      return register === undefined ? [] : [[name, register.value]];
    }),
  );
}

/** Lost connections are tried again by the clock, which goes on with every look. */
function afterAWhile(site: Site): Record<string, unknown> {
  site.clock.tick(1_000);
  return shown(site);
}
