import { playBuildingController } from "#electron/demo/building-controller.ts";
import { seededRandom } from "#electron/demo/random.ts";
import { WireClient } from "#shared/client/wire-client.ts";
import type { RegdeskError } from "#shared/errors.ts";
import { FakeHost } from "#tests/shared/client/fake-host.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { expect, test } from "vitest";

/** Plays the controller before a host with these registers. @returns what it asked for */
async function askedIn(seconds: number, host: FakeHost, onTrouble?: (error: RegdeskError) => void): Promise<unknown[]> {
  const [clock, stop] = [new FakeClock(), new AbortController()];
  const options = { client: new WireClient(FakeHost.url, host.fetch), clock, onTrouble };
  const playing = playBuildingController(options, seededRandom(1), stop.signal);
  await clock.advance(seconds * 1_000);
  stop.abort();
  await playing;
  expect(clock.timers).toBe(0);
  return host.puts;
}

test("the building controller asks for a change soon, and then now and then", async () => {
  const host = new FakeHost();
  host.registers = {
    "heating-1.flow.setpoint": { value: 55 },
    "pump-4.speed.setpoint": { value: 60 },
    "ahu-2.supply.setpoint": { value: 20 },
  };
  expect(await askedIn(6, host)).toHaveLength(1);
  const asked = await askedIn(180, host);
  expect(asked.length).toBeGreaterThanOrEqual(3);
  expect(asked.length).toBeLessThanOrEqual(8);
});

test("it never asks for what is so already", async () => {
  const host = new FakeHost();
  host.registers = { "heating-1.mode": { value: "eco" } };
  const asked = await askedIn(1_800, host);
  expect(new Set(asked.map((request) => JSON.stringify(request)))).toEqual(
    new Set([JSON.stringify({ registers: { "heating-1.mode": { value: "comfort" } } })]),
  );
});

test("it asks for nothing of devices that are not there", async () => {
  expect(await askedIn(600, new FakeHost())).toEqual([]);
});

test("it goes on when the host is down", async () => {
  const host = new FakeHost();
  host.down = true;
  const troubles: string[] = [];
  await askedIn(10, host, ({ code }) => troubles.push(code));
  expect(new Set(troubles)).toEqual(new Set(["HOST_UNREACHABLE"]));
});
