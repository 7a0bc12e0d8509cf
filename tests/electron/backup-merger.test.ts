/** A real backup of one host, taken into another one that has its own sources, rules and devices. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Activity } from "#shared/model/activity.ts";
import type { Device } from "#shared/model/device.ts";
import { Source } from "#shared/model/source.ts";
import { firstOf } from "#tests/support/first-of.ts";
import { provide, values } from "#tests/support/http.ts";
import { runningHost, type RunningHost } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { uploaded } from "#tests/support/upload.ts";
import { aRule, only } from "./change-requests/rules.ts";
import { aKept, anAlarmRule, aView, inWords, merged, schemaOf } from "./merge/backups.ts";

const started = new AsyncDisposableStack();
let there: RunningHost;
let here: RunningHost;
let backup: Buffer;

beforeAll(async () => {
  there = started.use(await runningHost());
  here = started.use(await runningHost());
  await furnishThere();
  await furnishHere();
  await vi.waitFor(async () => {
    const states = Object.values(await devicesOf(here)).map(({ state }) => state);
    expect(states).toEqual(["online", "online"]); // or the fleet's next beat would be a difference
  });
  const { name } = await there.client.backups.make();
  backup = await readFile(join(there.dataDirectory, "backups", name));
});

afterAll(() => started.disposeAsync());

test("A preview tells of each thing what becomes of it, and nothing happens", async () => {
  const before = await stateOf(here);
  const upload = await uploaded(here.client, backup);
  const { parts } = await here.client.backups.previewMerge({ upload, file: "copy.db" });
  expect(parts.map(inWords)).toEqual([
    "adds source plant",
    "stays source shared (taken)",
    "adds gate-rule Boilers",
    "stays gate-rule Night (taken)",
    "stays gate-rule Nights (same)",
    "stays device Boiler of the site (own)",
    "adds device pump: labels+notes",
    "adds device Chiller: device+alias+grace",
    "adds alarm-rule Too cold",
    "adds alarm-rule Pump silent",
    "adds saved-view Mine",
    "stays saved-view Ours (taken)",
    "adds setting deviceGrace",
    "stays setting quietHours (set)",
    "stays setting listenPort (machine)",
    "stays setting historyDays (less)",
  ]);
  expect(await stateOf(here)).toEqual(before);
  await here.client.uploads.discard({ upload });
});

test("What is missing comes in while the host runs, what is here stays, and the audit tells all of it", async () => {
  const before = await stateOf(here);
  const { parts } = await merged(here, backup);
  expect(parts.filter(({ outcome }) => outcome === "refused")).toEqual([]);
  const after = await stateOf(here);
  expect(after).toMatchObject({
    sources: [before.sources[0], { name: "plant", enabled: false, connection: { path: "/srv/plant.json" } }],
    rules: [...before.rules, { name: "Boilers", enabled: false, action: "approve" }],
    devices: {
      boiler: before.devices["boiler"],
      pump: { labels: ["cellar"], notes: [{ text: "Bearing is loud", by: "anna (test)" }] },
      chiller: { alias: "Chiller", grace: 3, state: "not-observed", registers: { total: 0 } },
    },
    settings: { ...before.settings, deviceGrace: 2 },
  });
  expect(after.savedViews.map(({ name }) => name)).toEqual(["Ours", "Mine"]);
  const { pump } = after.devices;
  expect(after.alarmRules.slice(before.alarmRules.length)).toMatchObject([
    { name: "Too cold" },
    { name: "Pump silent", scope: { kind: "device", device: pump?.id } },
  ]);
  expect(await values(here.url, "/consumer")).toEqual({ "boiler.temp": 21, "pump.speed": 900 });
  await expect
    .poll(() => linesOf(here))
    .toEqual([
      "source-changed plant",
      "rule-changed Boilers",
      "device-changed pump",
      "device-changed pump",
      "device-changed Chiller",
      "device-changed Chiller",
      "alarm-rule-changed Too cold",
      "alarm-rule-changed Pump silent",
      "setting-changed deviceGrace",
      "backup-merged copy.db added=8 refused=0",
    ]);
});

test("A second time there is nothing that is missing, and no line is written", async () => {
  const lines = await linesOf(here);
  const { parts } = await merged(here, backup);
  expect(parts.filter(({ outcome }) => outcome !== "stays")).toEqual([]);
  expect(await linesOf(here)).toEqual(lines);
});

test("What may not come in is refused with a sentence, and the rest goes on", async () => {
  await using directory = await temporaryDirectory();
  const path = await schemaOf(1, directory.path, (database) => {
    const relative = Source.parse({ name: "relative", connection: { kind: "file", path: "plant.json" } });
    const source = Source.parse({ name: "later", connection: { kind: "file", path: "/srv/later.json" } });
    const add = database.prepare("INSERT INTO sources (name, document) VALUES (?, ?)");
    for (const one of [relative, source]) add.run(one.name, JSON.stringify(one));
    add.run("odd", '{"name":"odd"}');
  });
  const { parts } = await merged(here, await readFile(path));
  expect(parts.map(inWords)).toEqual([
    "adds source later",
    "refused source relative",
    "refused source odd (unreadable)",
  ]);
  expect(parts[1]!.refusal).toMatchObject({
    code: "SOURCE_INVALID",
    message: expect.stringContaining("whole path") as string,
  });
  await expect
    .poll(async () => (await linesOf(here)).slice(-2))
    .toEqual(["source-changed later", "backup-merged copy.db added=1 refused=2"]);
});

test.each([2, 3, 4])("A backup of schema %i brings its devices, and no registers", async (schema) => {
  await using directory = await temporaryDirectory();
  const name = `mixer-${schema}`;
  const path = await schemaOf(schema, directory.path, (database) => {
    const kept = { ...aKept(1, name), alias: `Mixer ${schema}` };
    database.prepare("INSERT INTO devices VALUES (1, ?)").run(JSON.stringify(kept));
  });
  const { parts } = await merged(here, await readFile(path));
  expect(parts.map(inWords)).toEqual([`adds device Mixer ${schema}: device+alias`]);
});

test("A damaged file is refused, and nothing came in", async () => {
  const before = await stateOf(here);
  const damaged = Buffer.from(backup).fill(0xff, 4_096, 8_192);
  await expect(merged(here, damaged)).rejects.toMatchObject({ code: "BACKUP_INVALID" });
  await expect(merged(here, Buffer.from("Dear Anna"))).rejects.toMatchObject({
    code: "BACKUP_INVALID",
    message: expect.stringMatching(/^This file is no backup that can be used/) as string,
  });
  expect(await stateOf(here)).toEqual(before);
});

async function furnishThere(): Promise<void> {
  const { client, url } = there;
  await provide(url, { "boiler.temp": 20, "pump.speed": 800, "chiller.temp": 6, "lamp.on": 1 }, "10m");
  await client.sources.add({ source: aSource("plant", "/srv/plant.json"), secret: undefined });
  await client.sources.add({ source: aSource("shared", "/srv/there.json"), secret: undefined });
  const rules = [
    aRule({ id: "boilers", name: "Boilers", registers: only("boiler.*") }),
    aRule({ id: "night-there", name: "Night" }),
    aRule({ id: "nights", name: "Nights", action: "deny", registers: only("night.*") }),
  ];
  await client.gate.saveRules({ rules, version: 0 });
  const id = async (name: string) => (await devicesOf(there))[name]!.id;
  await client.fleet.edit({ id: await id("boiler"), change: { alias: "Boiler of the site" } });
  await client.fleet.edit({ id: await id("pump"), change: { labels: ["cellar"] } });
  await client.fleet.addNote({ id: await id("pump"), text: "Bearing is loud" });
  await client.fleet.edit({ id: await id("chiller"), change: { alias: "Chiller", grace: 3 } });
  await client.alarms.saveRule({ rule: anAlarmRule("too-cold", "Too cold", { kind: "label", label: "cellar" }) });
  const pump = { kind: "device", device: await id("pump") };
  await client.alarms.saveRule({ rule: anAlarmRule("pump-silent", "Pump silent", pump) });
  await client.preferences.update({ savedViews: [aView("Mine", "boiler"), aView("Ours", "there")] });
  const quietHours = { from: "22:00", to: "06:00" } as const;
  await client.settings.update({ deviceGrace: 2, quietHours, listenPort: 8_123, historyDays: 3 });
}

async function furnishHere(): Promise<void> {
  const { client, url } = here;
  await provide(url, { "boiler.temp": 21 }, "10m");
  await provide(url, { "pump.speed": 900 }, "10m");
  await client.sources.add({ source: aSource("shared", "/srv/here.json"), secret: undefined });
  const rules = [
    aRule({ id: "night-here", name: "Night", action: "ask" }),
    aRule({ id: "other", name: "Nights", action: "deny", registers: only("night.*"), enabled: false }),
  ];
  await client.gate.saveRules({ rules, version: 0 });
  const { boiler } = await devicesOf(here);
  await client.fleet.edit({ id: boiler!.id, change: { alias: "Kessel" } });
  await client.preferences.update({ savedViews: [aView("Ours", "here")] });
  await client.settings.update({ quietHours: { from: "21:00", to: "05:00" } });
}

function aSource(name: string, path: string): Source {
  return Source.parse({ name, connection: { kind: "file", path }, schedule: { timing: { kind: "manual" } } });
}

async function devicesOf({ client }: RunningHost): Promise<Readonly<Record<string, Device>>> {
  return Object.fromEntries((await client.fleet.list()).map((device) => [device.wireName, device]));
}

/** What a merge could touch, without what time alone changes. */
async function stateOf(running: RunningHost) {
  const { client } = running;
  const devices = Object.entries(await devicesOf(running)).map(
    ([name, { id, alias, labels, site, notes, grace, state, registers }]) =>
      [name, { id, alias, labels, site, notes, grace, state, registers }] as const,
  );
  return {
    sources: (await client.sources.list()).map(({ source }) => source),
    rules: (await client.gate.policy()).rules,
    alarmRules: await client.alarms.rules(),
    devices: Object.fromEntries(devices),
    savedViews: (await firstOf(await client.preferences.watch())).savedViews,
    settings: await firstOf(await client.settings.watch()),
  };
}

/** The oldest first, since this installation was furnished; what happened by itself left out. */
async function linesOf({ client }: RunningHost): Promise<string[]> {
  const { activity } = await firstOf(await client.activity.watch());
  const done = activity.filter(({ kind }) => !["device-state", "sync-run", "alarm"].includes(kind));
  const furnished = done.findIndex((line) => line.kind === "setting-changed" && line.setting === "quietHours");
  return done.slice(furnished + 1).map(lineOf);
}

function lineOf(line: Activity): string {
  if (line.kind === "backup-merged") return `${line.kind} ${line.path} added=${line.added} refused=${line.refused}`;
  if ("rule" in line && line.rule) return `${line.kind} ${line.rule.name}`;
  if ("setting" in line) return `${line.kind} ${line.setting}`;
  if ("source" in line) return `${line.kind} ${line.source}`;
  return `${line.kind} ${"name" in line ? line.name : ""}`;
}
