/** The technician's commands for sources, through the real process: with `--json` an array, or an object, on stdout and
 *  nothing else. */
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { values } from "#tests/support/http.ts";
import { OFFSET_TIME, PATIENCE, refusal, site, withPlant } from "./syncing-site.ts";

describe("regdesk sources", () => {
  test("adds, lists, shows, changes and removes a source", async () => {
    await using here = await site();
    expect((await here.run("sources")).stdout).toBe("There is no source; `regdesk sources add` makes one.\n");
    await here.write({ "boiler.temp": 20, "boiler.raw": 1 });
    const [added] = await here.json(
      ...["sources", "add", "plant", "--kind", "file", "--path", here.document, "--prefix", "plant."],
      ...["--filter=-*.raw", "--interval", "10m", "--timeout", "30s", "--strict"],
    );
    expect(added).toMatchObject({
      name: "plant",
      kind: "file",
      hash: null,
      lastSuccess: null,
      attempts: 0,
      lastError: null,
      prefix: "plant.",
      filter: { names: ["-*.raw"] },
      schedule: { timing: { kind: "interval", every: 600_000 } },
      timeout: 30_000,
      strict: true,
      file: null,
    });
    const shown = await vi.waitFor(async () => {
      const one = await here.json<Record<string, unknown>>("sources", "show", "plant");
      expect(one).toMatchObject({ phase: "complete", counts: { registers: 1 } });
      return one;
    }, PATIENCE);
    expect(shown).toMatchObject({ lastSuccess: OFFSET_TIME, lastCheck: OFFSET_TIME, nextRun: OFFSET_TIME });
    expect(shown["hash"]).toMatch(/^[0-9a-f]{64}$/);
    expect(shown["conditions"]).toContainEqual(
      expect.objectContaining({ type: "Ready", status: "True", reason: "ready", lastTransitionTime: OFFSET_TIME }),
    );
    expect(await values(here.url, "/consumer")).toEqual({ "plant.boiler.temp": 20 });
    await here.json("sources", "edit", "plant", "--no-filter", "--cron", "0 3 * * *", "--zone", "UTC");
    expect(await here.json("sources", "list")).toMatchObject([
      { filter: { names: [] }, schedule: { timing: { kind: "cron", expression: "0 3 * * *", zone: "UTC" } } },
    ]);
    await vi.waitFor(
      async () =>
        expect(await values(here.url, "/consumer")).toEqual({ "plant.boiler.temp": 20, "plant.boiler.raw": 1 }),
      PATIENCE,
    );
    expect(await here.json("sources", "edit", "plant", "--no-schedule", "--no-strict", "--disabled")).toMatchObject([
      { schedule: { timing: { kind: "interval", every: 600_000 } }, strict: false, enabled: false, nextRun: null },
    ]);
    expect((await here.run("sources", "list")).stdout.split("\n")[1]).toMatch(/^plant +file +off +2 +/);
    expect(await here.json("sources", "remove", "plant")).toMatchObject([{ name: "plant" }]);
    expect([await here.json("sources", "list"), await values(here.url, "/consumer")]).toEqual([[], {}]);
  });

  test("previews and tests without changing anything", async () => {
    await using here = await site();
    await withPlant(here);
    const preview = await here.json<Record<string, unknown>>("sources", "preview", "plant");
    expect(preview).toMatchObject({ run: { added: 2, removed: 0 }, error: null });
    expect(preview["changes"]).toContainEqual(
      expect.objectContaining({ name: "boiler.temp", kind: "added", before: null, after: 20 }),
    );
    const trial = await here.json<Record<string, unknown>>("sources", "test", "plant");
    expect(trial).toMatchObject({ source: "plant", ok: true });
    expect(await values(here.url, "/consumer")).toEqual({});
    await rm(here.document);
    const { code, stdout, stderr } = await here.run("sources", "test", "plant", "--json");
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { ok: false }]);
    expect(stderr).toContain(`${here.document} is not there`);
  });

  test("keeps a secret to itself", async () => {
    await using here = await site();
    const file = join(here.directory, "token");
    await writeFile(file, "very-secret\n");
    const given = ["--kind", "http", "--url", "http://127.0.0.1:9/x.json", "--header", "X-Site: north", "--manual"];
    const added = await here.run("sources", "add", "web", ...given, "--secret-file", file, "--json");
    expect(JSON.parse(added.stdout)).toMatchObject([
      { connection: { auth: { kind: "bearer" }, headers: [{ name: "X-Site", value: "north" }] } },
    ]);
    const { stdout } = await here.run("sources", "show", "web", "--json");
    expect(added.stdout + stdout).not.toContain("very-secret");
  });

  test("refuse with a sentence what cannot be meant", async () => {
    await using here = await site();
    await withPlant(here);
    const commands = [
      ["add", "x"],
      ["add", "Big", "--kind", "file", "--path", "/x"],
      ["add", "plant", "--kind", "file", "--path", "/x"],
      ["add", "x", "--kind", "http", "--path", "/x"],
      ["add", "x", "--kind", "file", "--path", "/x", "--interval", "5s"],
      ["add", "x", "--kind", "file", "--path", "/x", "--cron", "61 * * * *"],
      ["add", "x", "--kind", "file", "--path", "/x", "--cron", "0 0 30 2 *"],
      ["add", "x", "--kind", "file", "--path", "/x", "--filter", "boiler.*"],
      ["edit", "plant", "--interval", "10m", "--manual"],
      ["show", "none"],
    ];
    const refused = await Promise.all(commands.map((command) => here.run("sources", ...command)));
    expect(refused.map(({ code, stdout }) => [code, stdout])).toEqual(commands.map(() => [1, ""]));
    const sentences = refused.map(({ stderr }) => stderr.replace("regdesk: ", "").trimEnd());
    expect(sentences).toEqual([
      "Source x: say what it is with --kind file, http, git or peer",
      expect.stringContaining("Source Big: name: a source's name has at most 63 small letters"),
      expect.stringContaining("There is a source plant already"),
      "Source x: --path is for sources of kind file, git, and this one is of kind http",
      "Source x: schedule.timing.every: a source is synced every 10 s at most",
      expect.stringContaining('the minute "61" is not valid'),
      expect.stringContaining('"0 0 30 2 *" never comes'),
      expect.stringContaining("a pattern begins with + to include or - to exclude"),
      "Source plant: give one of --interval, --cron and --manual",
      "There is no source none; `regdesk sources list` names them all",
    ]);
  });
});

describe("A file of the sources folder", () => {
  test("is a source, read-only for commands, until it is gone", async () => {
    await using here = await site();
    await here.write({ "boiler.temp": 20 });
    const folder = join(here.directory, "sources");
    await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]), PATIENCE);
    await mkdir(folder, { recursive: true });
    await writeFile(
      join(folder, "plant.yaml"),
      `connection: { kind: file, path: ${JSON.stringify(here.document)} }\nschedule: { timing: { kind: interval, every: 1h } }\n`,
    );
    await vi.waitFor(async () => expect(await values(here.url, "/consumer")).toEqual({ "boiler.temp": 20 }), PATIENCE);
    expect(await here.json("sources", "list")).toMatchObject([{ name: "plant", file: "plant.yaml" }]);
    const refused = refusal("plant comes from the file sources/plant.yaml; change it there");
    expect(await here.run("sources", "remove", "plant")).toEqual(refused);
    expect(await here.run("sources", "edit", "plant", "--manual")).toEqual(refused);
    expect(await here.json("sync", "plant", "--wait")).toMatchObject([{ reason: "manual-sync-no-data-changes" }]);
    // It is watched, and read when it changes, whatever its schedule.
    await here.write({ "boiler.temp": 25 });
    await vi.waitFor(async () => expect(await values(here.url, "/consumer")).toEqual({ "boiler.temp": 25 }), PATIENCE);
    await here.restarted();
    expect(await values(here.url, "/consumer")).toEqual({ "boiler.temp": 25 });
    await rm(join(folder, "plant.yaml"));
    await vi.waitFor(async () => expect(await here.json("sources", "list")).toEqual([]), PATIENCE);
    expect(await values(here.url, "/consumer")).toEqual({});
  });
});
