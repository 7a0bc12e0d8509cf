/** What the host asks of the desktop around it: sleep, secrets, files, a new start, the last place. */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { SourceName } from "#shared/model/source.ts";
import { FakeElectron } from "./fake-electron.ts";
import { RunningDesktop } from "./running-desktop.ts";

const CATALOG = {
  name: SourceName.parse("catalog"),
  connection: { kind: "http", url: "http://127.0.0.1:9/catalog.json" },
  schedule: { timing: { kind: "manual" } },
} as const;

test("sleep that the system tells of is in the activity", async () => {
  await using desktop = await new RunningDesktop().start();
  desktop.electron.powerMonitor.emit("suspend");
  desktop.electron.powerMonitor.emit("resume");
  const slept = () => desktop.connect().activity.page({ kinds: ["slept"], limit: 10 });
  await vi.waitUntil(async () => (await slept()).lines.length === 1, { timeout: 10_000 });
  expect((await slept()).lines).toMatchObject([{ kind: "slept", seen: "told", by: "Regdesk" }]);
});

test("what was kept of a source's secret without a key store is sealed where there is one", async () => {
  await using desktop = new RunningDesktop();
  const path = join(desktop.dataDirectory, "secrets.json");
  await writeFile(path, JSON.stringify({ catalog: { plain: "hunter2" } }));
  await desktop.start();
  await vi.waitUntil(async () => !(await readFile(path, "utf8")).includes("hunter2"), { timeout: 10_000 });
  expect((await desktop.connect().host.status()).runs).toEqual({ onDesktop: true, sealsSecrets: true });
});

test("a key store that only looks like one is not taken for one", async () => {
  const electron = new FakeElectron();
  electron.safeStorage.backend = "basic_text";
  await using desktop = await new RunningDesktop(electron).start();
  const client = desktop.connect();
  await client.sources.add({ source: CATALOG, secret: "hunter2" });
  expect((await client.host.status()).runs.sealsSecrets).toBe(false);
  expect(await readFile(join(desktop.dataDirectory, "secrets.json"), "utf8")).toContain("hunter2");
});

test("a file is chosen in the system's own question, before the window; who closes it has chosen none", async () => {
  await using desktop = await new RunningDesktop().start();
  const { desk } = desktop.connect();
  expect(await desk.choose({ what: "file" })).toEqual({});
  desktop.electron.chosen = ["/home/anna/registers.yaml"];
  expect(await desk.choose({ what: "folder" })).toEqual({ path: "/home/anna/registers.yaml" });
  expect(desktop.electron.openQuestions).toEqual([{ properties: ["openFile"] }, { properties: ["openDirectory"] }]);
});

test("a new start ends this one in order and takes along what it was given, but no link and not that nobody asked", async () => {
  await using desktop = await new RunningDesktop().start(0, { args: ["--at-login", "regdesk://changes"] });
  await desktop.connect().desk.startAnew();
  await vi.waitUntil(() => desktop.electron.app.exitCode !== undefined, { timeout: 10_000 });
  const [relaunch] = desktop.electron.app.relaunches;
  expect(relaunch?.args).toEqual(expect.arrayContaining(["--data-dir", desktop.dataDirectory]));
  expect(relaunch?.args?.filter((argument) => /at-login|regdesk:/.test(argument))).toEqual([]);
  expect(desktop.electron.app.exitCode).toBe(0);
});

test("the window opens on the place where it was closed, filter and all", async () => {
  await using first = await new RunningDesktop().start();
  void first.window.loadURL(`${first.window.webContents.getURL()}#/registers?q=pump`);
  await first.quit();
  await using again = await new RunningDesktop(new FakeElectron(), first.dataDirectory).start();
  expect(again.window.webContents.getURL()).toMatch(/#\/registers\?q=pump$/);
  again.window.close();
  await again.quit();
  await writeFile(join(first.dataDirectory, "window", "place.json"), '"#/nowhere"');
  await using third = await new RunningDesktop(new FakeElectron(), first.dataDirectory).start();
  expect(third.window.webContents.getURL()).not.toContain("#");
});

test("everything that was erased includes what Chromium kept, and a second start beforehand erases nothing", async () => {
  await using first = await new RunningDesktop().start();
  const kept = join(first.dataDirectory, "window", "Preferences");
  await writeFile(kept, "{}");
  await first.connect().backups.erase();
  await using second = await new RunningDesktop(new FakeElectron(), first.dataDirectory).start();
  await vi.waitUntil(() => second.electron.app.exitCode !== undefined, { timeout: 10_000 });
  expect(existsSync(kept)).toBe(true);
  await first.quit();
  await using again = await new RunningDesktop(new FakeElectron(), first.dataDirectory).start();
  expect(existsSync(kept)).toBe(false);
  const { lines } = await again.connect().activity.page({ limit: 10 });
  expect(lines.at(-1)).toMatchObject({ kind: "erased", id: 1 });
});
