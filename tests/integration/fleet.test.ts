/** Devices and alarms on the real host, and the technician's commands for them, through real processes. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Rule } from "#shared/model/gate.ts";
import { named } from "#tests/support/builders.ts";
import { firstOf } from "#tests/support/first-of.ts";
import { provide, request, send, type Answer } from "#tests/support/http.ts";
import { regdesk } from "#tests/support/regdesk-process.ts";
import { runningHost, type RunningHost } from "#tests/support/running-host.ts";

let site: RunningHost;

beforeAll(async () => {
  site = await runningHost();
  await provide(site.url, { "boiler.t": 21, "boiler.p": 1.5, "pump.speed": 900 });
});

afterAll(() => site[Symbol.asyncDispose]());

async function json(...args: readonly string[]): Promise<unknown> {
  const { stdout, stderr, code } = await regdesk(...args, "--json", "--data-dir", site.dataDirectory);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as unknown;
}

test("devices are listed, named and shown with where they are and how they were told apart", async () => {
  await expect.poll(() => site.client.fleet.list()).toMatchObject([{ state: "online" }, { state: "online" }]);
  expect(await json("devices", "rename", "boiler", "Roof boiler")).toMatchObject([{ wireName: "boiler" }]);
  await json("devices", "label", "boiler", "roof", "hot");
  await json("devices", "keep", "boiler");
  expect(await json("devices")).toMatchObject([
    { name: "Roof boiler", labels: ["roof", "hot"], review: "kept", hasAskedForChanges: false },
    { name: "pump", review: "new", registers: { total: 1, fresh: 1 } },
  ]);
  const shown = await regdesk("devices", "show", "boiler", "--data-dir", site.dataDirectory);
  expect(shown.stdout).toContain("identified by the first segment of its registers' names, boiler");
  expect(shown.stdout).toContain("via 127.0.0.1, which brings 2 devices");
  expect((await regdesk("devices", "show", "chiller", "--data-dir", site.dataDirectory)).stderr).toBe(
    "regdesk: There is no device chiller; `regdesk devices --all` shows them all\n",
  );
});

test("a register tells its device, and whether it has ever asked for changes", async () => {
  const pump = async () => (await site.client.fleet.list())[1] ?? fail();
  const { id, ...device } = await pump();
  expect(device).toMatchObject({ wireName: "pump", hasAskedForChanges: false });
  const registers = await site.client.fleet.registers({ id });
  expect(registers).toEqual(["pump.speed"]);
  expect((await firstOf(await site.client.fleet.watch())).owned).toContainEqual({ device: id, registers });
  await fetch(`${site.url}/provider?name=pump.speed`);
  expect(await pump()).toMatchObject({ hasAskedForChanges: true });
});

test("a rule knows a device by the name it was given, and by its name on the wire when that is another by then", async () => {
  const { version } = await site.client.gate.policy();
  const rules = ["Roof boiler", "boiler"].map((name) =>
    Rule.parse({
      id: name,
      name,
      action: "deny",
      devices: [`+${name}`, "-*"],
      limits: { max: name === "boiler" ? 9 : 1 },
    }),
  );
  await site.client.gate.saveRules({ rules, version });
  const ask = async (value: number) => {
    await request(site.url, { "boiler.p": value });
    return (await site.client.changeRequests.list({ all: true })).find((one) => one.value === String(value));
  };
  const names = { device: "Roof boiler", deviceWireNames: ["boiler"] };
  expect(await ask(0)).toMatchObject({ ...names, decidedBy: "rule “Roof boiler”" });
  expect(await ask(5)).toMatchObject({ ...names, decidedBy: "rule “boiler”" });
  await json("devices", "rename", "boiler", "Cellar boiler");
  expect(await ask(1)).toMatchObject({ device: "Cellar boiler", decidedBy: "rule “boiler”" });
  await json("devices", "rename", "boiler", "Roof boiler");
  await site.client.gate.saveRules({ rules: [], version: version + 1 });
});

test("a rule raises an alarm, which is acknowledged and counted, and both are in the audit and in a window's feed", async () => {
  await json("alarms", "add", "too-hot", "--registers", "*.t", "--above", "80", "--hysteresis", "5", "--severity", "3");
  await provide(site.url, { "boiler.t": 90 });
  await expect.poll(() => site.client.alarms.list()).toHaveLength(1);
  expect(await json("alarms")).toMatchObject([
    { state: "active-unacked", severity: 3, register: "boiler.t", text: "boiler.t is 90, which is above 80" },
  ]);
  expect(await site.client.host.status()).toMatchObject({ fleet: { ringing: 1, devices: { online: 2 } } });
  const [alarm] = await site.client.alarms.list();
  expect(await json("alarms", "ack", alarm?.id ?? fail(), "--note", "known")).toMatchObject([
    { state: "active-acked", acknowledged: { note: "known" } },
  ]);
  expect(await firstOf(await site.client.alarms.watch())).toMatchObject({
    kind: "snapshot",
    alarms: [{ severity: 3 }],
  });
  const { lines } = await site.client.activity.page({ kinds: ["alarm"], text: "boiler.t", limit: 10 });
  expect(lines.map((line) => (line.kind === "alarm" ? line.change : ""))).toEqual(["acknowledged", "raised"]);
  expect((await json("alarms", "remove", "too-hot")) as unknown[]).toEqual([]);
});

test("what a token pushes is its device's, and a blocked one is refused by a plain sentence as long as tokens are on", async () => {
  const { secret } = await site.client.tokens.add({ name: "roof", scopes: ["provide"], registers: [] });
  const push = (name: string): Promise<Answer> =>
    send(site.url, `/t/${secret}/provider`, {
      method: "PUT",
      body: JSON.stringify({ registers: { [name]: { value: 1, ttl: "100ms" } } }),
    });
  expect((await push("humidity")).status).toBe(204);
  await expect
    .poll(async () => (await site.client.fleet.list()).map(({ wireName, identities }) => [wireName, identities[0]?.by]))
    .toContainEqual(["roof", "token"]);
  const id = (await site.client.fleet.list()).find(({ wireName }) => wireName === "roof")?.id ?? fail();
  await expect(site.client.fleet.review({ ids: [id], decision: "block" })).rejects.toThrow("Ignore it instead");
  await site.client.tokens.require({ isRequired: true });
  await site.client.fleet.review({ ids: [id], decision: "block" });
  const refused = await push("anything.else");
  expect([refused.status, refused.text]).toEqual([
    403,
    expect.stringContaining("the device roof is blocked here, and nothing of this report was taken") as string,
  ]);
  await site.client.tokens.require({ isRequired: false });
  expect((await push("anything.else")).status).toBe(204);
  await expect.poll(() => site.client.fleet.list()).toContainEqual(expect.objectContaining({ registers: GONE }));
  await site.client.fleet.forget({ id, registers: 2 });
});

test("what people said of devices and alarms is there after a restart, and nothing of a device that was forgotten", async () => {
  const changesOf = async ({ client }: RunningHost, register: string) =>
    (await client.history.changes({ register: named(register) })).changes;
  await expect.poll(() => changesOf(site, "humidity")).not.toEqual([]);
  await site.client.fleet.addNote({ id: (await site.client.fleet.list())[0]?.id ?? fail(), text: "leaks" });
  await using again = await site.restarted();
  expect(await again.client.fleet.list()).toMatchObject([
    { wireName: "boiler", alias: "Roof boiler", notes: [{ text: "leaks" }] },
    { wireName: "pump" },
  ]);
  expect(await again.client.alarms.rules()).toMatchObject([{ id: "device-offline", isOn: true }]);
  expect(await changesOf(again, "humidity")).toEqual([]);
  expect(await changesOf(again, "boiler.t")).not.toEqual([]);
});

/** Of a device that has two registers, both expired. */
const GONE = { total: 2, fresh: 0, late: 0, expired: 2 };

function fail(): never {
  throw new Error("there is none");
}
