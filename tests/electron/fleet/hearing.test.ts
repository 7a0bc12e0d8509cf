import { createRouterClient } from "@orpc/server";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { startHost } from "#electron/host.ts";
import type { Client } from "#shared/contract/contract.ts";
import { AlarmRule } from "#shared/model/alarm.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { provide } from "#tests/support/http.ts";
import { SILENT } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { aFleet } from "./fleet-host.ts";

const MINUTE = 60_000;

test("while nobody listens on their port devices are neither up nor down, and nothing is missed of them", async () => {
  using site = aFleet();
  const port = { isOpen: true };
  site.fleet.hearing.through(() => port.isOpen);
  for (const condition of [{ kind: "no-data" }, { kind: "no-data", delay: MINUTE }]) {
    const scope = { kind: "registers", globs: ["boiler.*"] };
    const rule = { id: `silent-${condition.delay ?? 0}`, name: "Silent", scope, condition };
    await site.alarms.rules.save(AlarmRule.parse(rule), "anna");
  }
  for (const name of ["boiler.t", "pump.speed", "fan.speed"]) site.push(name);
  await site.beat();
  port.isOpen = false;
  await site.clock.advance(60 * MINUTE);
  expect(site.view.counts()).toMatchObject({ notObserved: 3, offline: 0 });
  expect(site.alarms.book.open()).toEqual([]);

  port.isOpen = true;
  await site.beat();
  site.push("boiler.t", { ttl: MINUTE });
  await site.clock.advance(10_000);
  expect(site.alarms.book.open()).toEqual([]);
  await site.clock.advance(10_000);
  expect([site.device("boiler").state, site.device("pump").state]).toEqual(["online", "offline"]);
  const boiler = await site.view.uptime(site.idOf("boiler"), undefined);
  expect([boiler.outages, boiler.percent]).toEqual([[], 100]);
  expect(site.view.standing()).toMatchObject({ ringing: 2, devices: { online: 1, offline: 2 } });
});

test("a host whose port is taken misses no device", async () => {
  await using directory = await temporaryDirectory();
  const clock = new FakeClock();
  const given = { dataDirectory: directory.path, clock, logger: SILENT };
  {
    await using host = await startHost({ ...given, devices: { host: "127.0.0.1", port: 0 } });
    await provide(host.devicesUrl, { "boiler.t": 20 });
    await clock.advance(2_000);
  }
  const squatter = createServer().listen(0, "127.0.0.1");
  await once(squatter, "listening");
  const { port } = squatter.address() as AddressInfo;
  const desk = { choose: () => Promise.resolve(undefined), startAnew: () => undefined };
  await using host = await startHost({ ...given, desk, devices: { host: "127.0.0.1", port } });
  await clock.advance(5 * MINUTE);
  const client: Client = createRouterClient(await host.router(), { context: { actor: "anna (test)" } });
  expect(await client.fleet.list()).toMatchObject([{ wireName: "boiler", state: "not-observed" }]);
  expect(await client.alarms.list()).toEqual([]);
  squatter.close();
});
