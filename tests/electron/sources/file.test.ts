import { execFileSync } from "node:child_process";
import { appendFile, mkdir, rename, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Fetched, ReaderOptions } from "#electron/sources/source-reader.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { failureOf, NEVER, reader, stepsOf, textsOf } from "./reading.ts";

const LONG_AGO = new Date("2026-05-01T12:00:00Z");

let folder: string;

beforeEach(async () => {
  const directory = await temporaryDirectory();
  folder = directory.path;
  onTestFinished(() => directory[Symbol.asyncDispose]());
});

const at = (name: string): string => join(folder, name);

/** A file that has been there for a while. */
async function put(name: string, text: string, modified = LONG_AGO): Promise<void> {
  await mkdir(join(at(name), ".."), { recursive: true });
  await writeFile(at(name), text);
  await utimes(at(name), modified, modified);
}

function fetch(path: string, known?: Fetched, options?: Partial<ReaderOptions>): Promise<Fetched> {
  return reader({ kind: "file", path }, options).fetch(known, NEVER);
}

describe("A document on the disk", () => {
  test("is read, and not read again while its size and time of change are the same", async () => {
    await put("plant.json", '{"registers":{}}');
    const first = await fetch(at("plant.json"));
    expect(textsOf(first)).toEqual({ "plant.json": '{"registers":{}}' });
    expect(first.revision).toMatch(/^2026-05-01T12:00:00.000Z [0-9a-f]{16}$/);
    expect(await fetch(at("plant.json"), first)).toEqual({ kind: "unchanged", revision: first.revision });
    await put("plant.json", '{"registers":{ }}');
    expect(textsOf(await fetch(at("plant.json"), first))).toEqual({ "plant.json": '{"registers":{ }}' });
  });

  test("that was written just now is read again next time, because its time of change may not tell", async () => {
    await put("plant.json", "{}", new Date());
    expect(await fetch(at("plant.json"))).toMatchObject({ kind: "fetched", revision: undefined });
  });

  test("is read whole, even while it is being written", async () => {
    await put("plant.json", '{"registers":', new Date(NOON));
    const fetching = fetch(at("plant.json"), undefined, { clock: new FakeClock() });
    for (let look = 0; look < 20; look++) await stat(at("plant.json"));
    await appendFile(at("plant.json"), "{}}");
    await utimes(at("plant.json"), LONG_AGO, LONG_AGO);
    expect(textsOf(await fetching)).toEqual({ "plant.json": '{"registers":{}}' });
  });

  test.each([
    ["plant.yml", "registers: {}", "yaml"],
    ["plant.JSON", "{}", "json"],
    ["plant", '\uFEFF\n {"registers":{}}', "json"],
    ["plant.txt", "registers: {}", "yaml"],
  ])("called %s with %j in it is %s", async (name, text, format) => {
    await put(name, text);
    expect(await fetch(at(name))).toMatchObject({ documents: [{ name, format }] });
  });

  test("larger than allowed is refused", async () => {
    await put("plant.json", "x".repeat(101));
    expect(await failureOf(fetch(at("plant.json"), undefined, { limits: { bytes: 100 } }))).toMatchObject({
      class: "too-large",
      message: `${at("plant.json")} holds more than the 100 bytes a source may have; split it up.`,
    });
  });

  test("that is not there is told with its path", async () => {
    expect(await failureOf(fetch(at("none.json")))).toMatchObject({
      class: "not-found",
      message: `${at("none.json")} is not there; check the path, and that the drive is connected.`,
    });
    await put("plant.json", "{}");
    expect(await failureOf(fetch(at("plant.json/x.json")))).toMatchObject({ class: "not-found" });
    expect(await failureOf(fetch("plant.json"))).toMatchObject({
      message: "plant.json is no whole path; begin it at the root of the drive.",
    });
  });

  test.skipIf(process.platform === "win32")("that is a pipe is refused instead of waited for", async () => {
    execFileSync("mkfifo", [at("pipe.json")]);
    expect(await failureOf(fetch(at("pipe.json")))).toMatchObject({
      class: "other",
      message: `${at("pipe.json")} is no file; choose a JSON or YAML document or a folder.`,
    });
  });

  test("is not read when that is cancelled", async () => {
    await put("plant.json", "{}");
    const reason = new Error("cancelled");
    const fetching = reader({ kind: "file", path: at("plant.json") }).fetch(undefined, AbortSignal.abort(reason));
    await expect(fetching).rejects.toBe(reason);
  });

  test("is tested by reading it", async () => {
    await put("plant.json", "{}");
    const inspect = () => Promise.resolve({ ok: false, message: "registers is missing" });
    expect(await stepsOf(reader({ kind: "file", path: at("plant.json") }, { inspect }).test(NEVER))).toEqual([
      ["fetch", true, "There is one document of 2 bytes in all."],
      ["parse", false, "registers is missing"],
    ]);
    expect(await stepsOf(reader({ kind: "file", path: at("none.json") }).test(NEVER))).toMatchObject([
      ["fetch", false, `${at("none.json")} is not there; check the path, and that the drive is connected.`],
    ]);
  });
});

describe("A folder", () => {
  test("gives its documents and those of its folders in the order of their names, and nothing else", async () => {
    for (const name of ["b.yaml", "a.json", "sub/deep/c.yml", "Z.json", "notes.txt", ".hidden.json", ".git/x.json"]) {
      await put(name, "{}");
    }
    expect(Object.keys(textsOf(await fetch(folder)))).toEqual(["Z.json", "a.json", "b.yaml", "sub/deep/c.yml"]);
  });

  test("is unchanged until one of its documents is changed, added or removed", async () => {
    await put("a.json", "{}");
    await put("sub/b.json", "{}");
    const first = await fetch(folder);
    expect(await fetch(folder, first)).toMatchObject({ kind: "unchanged" });
    await put("notes.txt", "");
    expect(await fetch(folder, first)).toMatchObject({ kind: "unchanged" });
    await put("c.json", "{}");
    const second = await fetch(folder, first);
    expect(second).toMatchObject({ kind: "fetched", documents: [{}, {}, {}] });
    await rm(at("sub/b.json"));
    expect(await fetch(folder, second)).toMatchObject({ kind: "fetched", documents: [{}, {}] });
  });

  test.skipIf(process.platform === "win32")("may have links in it, in circles and to nowhere", async () => {
    await put("real/a.json", "{}");
    await symlink(folder, at("real/circle"));
    await symlink(at("real"), at("zz-again"));
    await symlink(at("none.json"), at("nowhere.json"));
    await symlink(at("real/a.json"), at("b.json"));
    expect(Object.keys(textsOf(await fetch(folder)))).toEqual(["b.json", "real/a.json"]);
  });

  test("without documents is told", async () => {
    expect(await failureOf(fetch(folder))).toMatchObject({
      class: "not-found",
      message: `${folder} holds no document; put one there whose name ends in .json, .yaml or .yml.`,
    });
  });

  test("with too many documents, or too large ones together, is refused", async () => {
    for (const name of ["a.json", "b.json", "c.json"]) await put(name, "12345");
    expect(await fetch(folder, undefined, { limits: { files: 3, bytes: 15 } })).toMatchObject({ kind: "fetched" });
    expect(await failureOf(fetch(folder, undefined, { limits: { files: 2 } }))).toMatchObject({
      class: "too-large",
      message: `${folder} and its folders hold more than 2 documents; choose a folder that holds only those of this source.`,
    });
    expect(await failureOf(fetch(folder, undefined, { limits: { bytes: 14 } }))).toMatchObject({
      class: "too-large",
      message: `${folder} holds more than the 14 bytes a source may have; split it up.`,
    });
  });
});

describe("Watching", { timeout: 20_000 }, () => {
  /** Counts the calls and waits for them. */
  function watched(path: string, options: Partial<ReaderOptions> = {}) {
    let calls = 0;
    let called = Promise.withResolvers<undefined>();
    const watch = reader({ kind: "file", path }, options).watch?.(() => {
      calls++;
      called.resolve(undefined);
      called = Promise.withResolvers();
    });
    onTestFinished(() => watch?.[Symbol.dispose]());
    return { calls: () => calls, next: () => called.promise };
  }

  test("a document calls once for a burst of writes, when it is over", async () => {
    await put("plant.json", "{}");
    const clock = new FakeClock();
    const { calls } = watched(at("plant.json"), { clock });
    const idle = clock.timers;
    for (let time = 0; time < 5; time++) await writeFile(at("plant.json"), `${time}`);
    await vi.waitFor(() => expect(clock.timers).toBe(idle + 1), { timeout: 10_000 });
    await clock.advance(199);
    expect(calls()).toBe(0);
    await clock.advance(1);
    expect(calls()).toBe(1);
  });

  test("a document goes on when another file takes its place", async () => {
    await put("plant.json", "{}");
    const { next } = watched(at("plant.json"));
    for (let time = 0; time < 2; time++) {
      const changed = next();
      await writeFile(at("draft"), "{}");
      await rename(at("draft"), at("plant.json"));
      await changed;
    }
  });

  test("a folder calls for changes in the folders below it, also in those made later", async () => {
    await put("sub/a.json", "{}");
    const { next } = watched(folder);
    let changed = next();
    await writeFile(at("sub/a.json"), "{ }");
    await changed;
    changed = next();
    await mkdir(at("later"));
    await changed;
    changed = next();
    await writeFile(at("later/b.json"), "{}");
    await changed;
  });

  test("goes on when the folder is replaced, and calls because of what was missed", async () => {
    await put("plant/a.json", "{}");
    const { next } = watched(at("plant"));
    let changed = next();
    await rm(at("plant"), { recursive: true });
    await changed;
    changed = next();
    await put("plant/a.json", "{}");
    await changed;
    changed = next();
    await writeFile(at("plant/b.json"), "{}");
    await changed;
  });

  test("may begin before there is anything", async () => {
    const { next } = watched(at("later"));
    const changed = next();
    await put("later/a.json", "{}");
    await changed;
  });
});
