import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { SourceWatcher, type FileOwned } from "#electron/sync/source-files.ts";
import type { SourceWithState } from "#shared/contract/sources.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { SourceFilesBookmark } from "#shared/model/source-files.ts";
import type { Source, SourceName } from "#shared/model/source.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { SILENT } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const PATIENCE = { timeout: 10_000 };
const ONE = "connection: { kind: file, path: /srv/plant.json }\n";
const OTHER = "connection: { kind: file, path: /srv/other.json }\n";

/** Sources that are kept and do nothing; what happens to them is written down. */
class Kept implements FileOwned {
  readonly byName = new Map<SourceName, Source>();
  readonly secrets = new Map<string, string | null>();
  readonly happened: string[] = [];

  all(): SourceWithState[] {
    return [...this.byName.values()].map((source) => ({ source }) as SourceWithState);
  }

  takeFromFile(source: Source, secret: string | null): Promise<void> {
    const known = this.byName.get(source.name);
    if (known !== undefined && known.file !== source.file) {
      return Promise.reject(
        new RegdeskError("SOURCE_EXISTS", "There is a source of this name already", { path: "name" }),
      );
    }
    this.happened.push(`${known === undefined ? "added" : "edited"} ${source.name}`);
    this.byName.set(source.name, source);
    this.secrets.set(source.name, secret);
    return Promise.resolve();
  }

  dropWithFile(name: SourceName): Promise<void> {
    this.happened.push(`dropped ${name}`);
    this.byName.delete(name);
    return Promise.resolve();
  }
}

let directory: string;
let folder: string;
let sources: Kept;
let bookmark: SourceFilesBookmark;
let faults: readonly string[];
let clock: FakeClock;

beforeEach(async () => {
  const temporary = await temporaryDirectory();
  onTestFinished(() => temporary[Symbol.asyncDispose]());
  directory = temporary.path;
  folder = join(directory, "sources");
  sources = new Kept();
  [bookmark, faults, clock] = [{}, [], new FakeClock()];
});

function watch(): SourceWatcher {
  const watcher = new SourceWatcher({
    folder,
    sources,
    bookmark,
    keepBookmark: (now) => {
      bookmark = now;
      return Promise.resolve();
    },
    clock,
    log: SILENT,
    notice: (now) => (faults = now),
  });
  onTestFinished(() => watcher[Symbol.asyncDispose]());
  return watcher;
}

async function put(name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.draft`), text);
  await rename(join(folder, `${name}.draft`), join(folder, name));
}

/** Lets the watch's quiet pass until the expectation holds. */
async function soon(expectation: () => void): Promise<void> {
  await vi.waitFor(async () => {
    await clock.advance(300);
    expectation();
  }, PATIENCE);
}

function happened(): string[] {
  return sources.happened.splice(0);
}

describe("The folder of sources", { timeout: 20_000 }, () => {
  test("is made, and each file in it is a source: added, changed and removed with it", async () => {
    watch();
    await soon(() => expect(sources.happened).toEqual([]));
    await put("plant.yaml", ONE);
    await soon(() => expect(sources.happened).toEqual(["added plant"]));
    await put("plant.yaml", OTHER);
    await soon(() => expect(sources.happened).toEqual(["added plant", "edited plant"]));
    await rename(join(folder, "plant.yaml"), join(folder, "site.yaml"));
    await soon(() => expect(sources.happened.slice(2)).toEqual(["dropped plant", "added site"]));
    await rm(join(folder, "site.yaml"));
    await soon(() => expect(sources.happened.slice(4)).toEqual(["dropped site"]));
    expect([bookmark, faults]).toEqual([{}, []]);
  });

  test("misses nothing over a restart, and takes in nothing twice", async () => {
    for (const name of ["a", "b", "c"]) await put(`${name}.yaml`, ONE);
    const first = watch();
    await soon(() => expect(sources.happened).toEqual(["added a", "added b", "added c"]));
    await first[Symbol.asyncDispose]();
    happened();
    await put("b.yaml", OTHER);
    await rm(join(folder, "c.yaml"));
    await put("d.yaml", ONE);
    watch();
    await soon(() => expect(sources.happened).toEqual(["dropped c", "edited b", "added d"]));
  });

  test("takes in anew what was lost with an older backup, and drops what came back with it", async () => {
    await put("plant.yaml", ONE);
    const first = watch();
    await soon(() => expect(sources.happened).toEqual(["added plant"]));
    await first[Symbol.asyncDispose]();
    const [plant] = sources.byName.values();
    sources.byName.clear();
    const gone = { ...plant!, name: "gone" as SourceName, file: "gone.yaml" };
    sources.byName.set(gone.name, gone);
    happened();
    watch();
    await soon(() => expect(sources.happened).toEqual(["dropped gone", "added plant"]));
  });

  test("with a bad file says so, leaves what that had defined, and takes in the others", async () => {
    await put("plant.yaml", ONE);
    watch();
    await soon(() => expect(sources.happened).toEqual(["added plant"]));
    await put("plant.yaml", "connection: { kind: file }\nperfix: a\n");
    await put("good.yaml", ONE);
    await put("other.yml", ONE);
    await soon(() => expect(faults).toHaveLength(2));
    expect(faults).toEqual([
      "sources/plant.yaml, line 1, connection.path: Invalid input: expected string, received undefined.",
      "sources/other.yml is not read, because a source's file ends in .yaml; rename it.",
    ]);
    expect([...sources.byName.values()].map(({ connection, name }) => [name, connection])).toEqual([
      ["plant", { kind: "file", path: "/srv/plant.json" }],
      ["good", { kind: "file", path: "/srv/plant.json" }],
    ]);
    await put("plant.yaml", OTHER);
    await rm(join(folder, "other.yml"));
    await soon(() => expect(faults).toEqual([]));
    expect(happened()).toEqual(["added plant", "added good", "edited plant"]);
  });

  test("does not take a source away from whoever made it otherwise", async () => {
    const made = { name: "plant" as SourceName } as Source;
    sources.byName.set(made.name, made);
    await put("plant.yaml", ONE);
    watch();
    await soon(() => expect(faults).toEqual(["sources/plant.yaml, name: There is a source of this name already."]));
    sources.byName.delete(made.name);
    await clock.advance(60_000);
    await soon(() => expect([sources.happened, faults]).toEqual([["added plant"], []]));
  });

  test("that goes away takes no source with it, and is watched again when it is back", async () => {
    await put("plant.yaml", ONE);
    watch();
    await soon(() => expect(sources.happened).toEqual(["added plant"]));
    await rename(folder, join(directory, "elsewhere"));
    await clock.advance(60_000);
    await soon(() =>
      expect(faults).toEqual([expect.stringContaining(`The folder ${folder} is not there; its sources`)]),
    );
    await rename(join(directory, "elsewhere"), folder);
    await put("site.yaml", ONE);
    await clock.advance(30_000);
    await soon(() => expect([sources.happened, faults]).toEqual([["added plant", "added site"], []]));
    await put("site.yaml", OTHER);
    await soon(() => expect(sources.happened).toEqual(["added plant", "added site", "edited site"]));
  });

  test("finds within a minute what a watch did not tell", async () => {
    const outside = join(directory, "plant.secret");
    await writeFile(outside, "first\n");
    await put("plant.yaml", `${ONE}secretFile: ${outside}\n`);
    watch();
    await soon(() => expect(sources.secrets.get("plant")).toBe("first"));
    await writeFile(outside, "another\n");
    await clock.advance(60_000);
    await soon(() => expect(sources.secrets.get("plant")).toBe("another"));
    expect(JSON.stringify(bookmark)).not.toContain("another");
    await rm(outside);
    await clock.advance(60_000);
    await soon(() => expect(faults).toEqual([expect.stringContaining("secretFile: ")]));
    expect(happened()).toEqual(["added plant", "edited plant"]);
  });
});
