import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { RecordingsFolder } from "#electron/recordings/folder.ts";
import { Recorder } from "#electron/recordings/recorder.ts";
import { Registry } from "#electron/registry/registry.ts";
import { aReport, named } from "#tests/support/builders.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";
import { put } from "#tests/support/http.ts";
import { runningHost } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { firstOf } from "#tests/support/first-of.ts";
import { downloaded } from "#tests/support/upload.ts";

type Line = Record<string, unknown>;

describe("A recording", () => {
  test("begins with what is there and holds everything that happens, markers among it", async () => {
    await using studio = await aStudio();
    const { registry, recorder, clock } = studio;
    registry.provide(aReport("boiler.temp", 20, 2_000), "192.168.1.20");
    await recorder.start("anna (window)");
    registry.provide(aReport("boiler.temp", 21, 2_000), "192.168.1.20");
    registry.provide(aReport("boiler.temp", 21, 2_000), "192.168.1.20");
    recorder.mark("valve opened", "anna (window)");
    await clock.advance(5_000);
    registry.withdraw([named("gone")]);
    await recorder.stop();
    const lines = await studio.lines();
    expect(lines.map(({ kind, value, note, recording }) => [kind ?? recording, value ?? note])).toEqual([
      ["regdesk", undefined],
      ["present", 20],
      ["changed", 21],
      ["refreshed", undefined],
      ["marker", "valve opened"],
      ["expired", undefined],
      ["end", undefined],
    ]);
    expect(lines[2]).toEqual({
      ...{ at: new Date(NOON).toISOString(), kind: "changed", name: "boiler.temp", value: 21 },
      ...{ ttlSeconds: 2, source: "192.168.1.20" },
    });
    expect(recorder.state.recordings).toMatchObject([{ startedAt: NOON, updates: 3 }]);
  });

  test("has what a source provides, which never expires, as JSON like all else", async () => {
    await using studio = await aStudio();
    const mirrored = { value: 7, metadata: undefined };
    studio.registry.mirror("catalog", { put: new Map([[named("limit"), mirrored]]), gone: [] });
    await studio.recorder.start("anna");
    await studio.recorder.stop();
    const [, present] = await studio.lines();
    expect(present).toEqual({
      ...{ at: new Date(NOON).toISOString(), kind: "present", name: "limit", value: 7, source: "catalog" },
    });
  });

  test("ends at its largest size, with a sentence, and is whole until there", async () => {
    await using studio = await aStudio({ most: 2_000 });
    await studio.recorder.start("anna");
    for (let value = 0; value < 100; value += 1) studio.registry.provide(aReport("a", value), "192.168.1.20");
    await studio.recorder.stop();
    const lines = await studio.lines();
    expect(lines.at(-1)).toMatchObject({ kind: "end", reason: "size" });
    expect(studio.recorder.state).toMatchObject({
      running: undefined,
      ended: {
        reason: "size",
        message: "The recording reached its largest size and was ended; start another one.",
      },
    });
  });

  test("goes on where what is there at its start is more than a slow disk may leave unwritten", async () => {
    await using studio = await aStudio();
    const large = "x".repeat(1 << 20);
    for (let number = 0; number < 40; number += 1)
      studio.registry.provide(aReport(`r${number}`, large), "192.168.1.20");
    await studio.recorder.start("anna");
    studio.registry.provide(aReport("a", 1), "192.168.1.20");
    await studio.recorder.stop();
    const lines = await studio.lines();
    expect([lines.length, lines.at(-2), lines.at(-1)]).toMatchObject([
      43,
      { kind: "changed", name: "a" },
      { kind: "end", reason: "stopped", updates: 1 },
    ]);
  });

  test("ends at once, with a sentence, where what is there at its start is more than it may hold", async () => {
    await using studio = await aStudio({ most: 2_000 });
    studio.registry.provide(aReport("a", "x".repeat(4_000)), "192.168.1.20");
    await studio.recorder.start("anna");
    expect(studio.recorder.state).toMatchObject({ running: undefined, ended: { reason: "size" } });
  });

  test("is not begun on a disk that is nearly full", async () => {
    await using studio = await aStudio({ spare: Number.MAX_SAFE_INTEGER });
    await expect(studio.recorder.start("anna")).rejects.toMatchObject({ code: "DISK_FULL" });
    expect(studio.recorder.state.recordings).toEqual([]);
  });

  test("goes on when it is started twice, and needs to run for a marker", async () => {
    await using studio = await aStudio();
    await Promise.all([studio.recorder.start("anna"), studio.recorder.start("ben")]);
    expect(studio.recorder.running).toMatchObject({ by: "anna" });
    await studio.recorder.stop();
    expect(() => studio.recorder.mark("late", "anna")).toThrow("No recording is running");
  });

  test("is ended by the stop of the host, and can be read and deleted afterwards", async () => {
    await using running = await runningHost();
    await running.client.recordings.start();
    await put(running.url, "/provider", { registers: { a: { value: 1 } } });
    await using second = await running.restarted();
    const [recording] = (await firstOf(await second.client.recordings.watch())).recordings;
    expect(recording).toMatchObject({ updates: 1 });
    const text = (await downloaded(second.client.recordings.read, recording!.name)).toString();
    expect(text.trimEnd().split("\n")).toHaveLength(3);
    await expect(second.client.recordings.remove({ name: "../x" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await second.client.recordings.remove({ name: recording!.name });
    expect(await readdir(join(second.dataDirectory, "recordings"))).toEqual([]);
  });
});

describe("The folder of recordings", () => {
  test("shows nothing but files, and reads and deletes nothing else", async () => {
    await using directory = await temporaryDirectory();
    const folder = new RecordingsFolder(join(directory.path, "recordings"));
    const { name } = folder.fileFor(NOON);
    await writeFile(join(folder.path, name), "{}\n");
    await writeFile(join(directory.path, "elsewhere"), "not a recording\n");
    const [link, inside] = [NOON + 1, NOON + 2].map((at) => folder.fileFor(at).name);
    await symlink(join(directory.path, "elsewhere"), join(folder.path, link!));
    await mkdir(join(folder.path, inside!));
    expect((await folder.list()).map((recording) => recording.name)).toEqual([name]);
    for (const foreign of [link!, inside!]) {
      await expect(folder.read(foreign, 0)).rejects.toMatchObject({ code: "RECORDING_NOT_FOUND" });
      await expect(folder.remove(foreign)).rejects.toMatchObject({ code: "RECORDING_NOT_FOUND" });
    }
  });
});

async function aStudio(given: { readonly most?: number; readonly spare?: number } = {}) {
  const directory = await temporaryDirectory();
  const clock = new FakeClock();
  const registry = new Registry({ clock });
  const folder = new RecordingsFolder(join(directory.path, "recordings"));
  const recorder = new Recorder({ registry, folder, clock, version: "1.0.0", onChange: () => undefined, ...given });
  return {
    ...{ registry, clock, recorder },
    lines: async (): Promise<Line[]> => {
      const [name] = await readdir(folder.path);
      const text = await readFile(join(folder.path, name!), "utf8");
      return text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Line);
    },
    async [Symbol.asyncDispose]() {
      await recorder[Symbol.asyncDispose]();
      registry[Symbol.dispose]();
      await directory[Symbol.asyncDispose]();
    },
  };
}
