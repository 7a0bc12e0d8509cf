/** The commands that keep an installation in order, with and without a running Regdesk. */
import { strFromU8, unzipSync } from "fflate";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withControl } from "#electron/commands/control.ts";
import { contentsOf } from "#electron/store/backup-file.ts";
import { openDatabase } from "#electron/store/database.ts";
import { keepEarlier } from "#tests/support/earlier-history.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { firstOf } from "#tests/support/first-of.ts";
import { provide, put, values } from "#tests/support/http.ts";
import { regdesk, servingRegdesk } from "#tests/support/regdesk-process.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

describe("regdesk backup", () => {
  test("copies the database of a running Regdesk into one file, and of one that was stopped", async () => {
    await using directory = await temporaryDirectory();
    const dataDir = ["--data-dir", join(directory.path, "data")];
    const out = join(directory.path, "copy.db");
    {
      await using serving = await servingRegdesk(join(directory.path, "data"));
      await provide(serving.url, { a: 1, b: 2 }, "10m");
      await serving.stop("SIGTERM");
    }
    {
      await using serving = await servingRegdesk(join(directory.path, "data"));
      const { code, stdout } = await regdesk("backup", "--out", out, ...dataDir);
      expect([code, stdout]).toEqual([0, expect.stringMatching(/^Backed up to .*copy\.db: 2 registers, /)]);
      await serving.stop("SIGTERM");
    }
    expect(contentsOf(out)).toMatchObject({ registers: 2 });
    const again = await regdesk("backup", "--out", out, ...dataDir);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining("is there already") as string });
    const { path } = JSON.parse((await regdesk("backup", "--json", ...dataDir)).stdout) as { path: string };
    expect((await regdesk("backups", "--json", ...dataDir)).stdout).toContain(JSON.stringify(path));
    expect(await readdir(join(directory.path, "data", "backups"))).toHaveLength(1);
  });

  test("needs a database", async () => {
    await using directory = await temporaryDirectory();
    const { code, stderr } = await regdesk("backup", "--data-dir", directory.path);
    expect([code, stderr]).toEqual([1, expect.stringContaining("There is no database in") as string]);
  });
});

describe("regdesk restore", () => {
  test("is in the audit of the next start", async () => {
    await using directory = await temporaryDirectory();
    {
      await using serving = await servingRegdesk(directory.path);
      await serving.stop("SIGTERM");
    }
    await regdesk("backup", "--data-dir", directory.path);
    expect(await regdesk("restore", "--data-dir", directory.path)).toMatchObject({ code: 0, stderr: "" });
    await using serving = await servingRegdesk(directory.path);
    expect(await readdir(directory.path)).not.toContain("restore.json");
    await serving.stop("SIGTERM");
  });

  test("that was staged in the window is done by the start after a kill", async () => {
    await using directory = await temporaryDirectory();
    {
      await using serving = await servingRegdesk(directory.path);
      await provide(serving.url, { before: 1 }, "10m");
      await serving.stop("SIGTERM");
    }
    await regdesk("backup", "--data-dir", directory.path);
    {
      await using serving = await servingRegdesk(directory.path);
      await provide(serving.url, { after: 1 }, "10m");
      await withControl(directory.path, async ({ backups }) => {
        const { backups: all } = await firstOf(await backups.watch());
        await backups.restore({ name: all[0]!.name });
      });
      await serving.stop("SIGKILL");
    }
    await using serving = await servingRegdesk(directory.path);
    expect(await values(serving.url, "/consumer")).toEqual({ before: 1 });
    const { lines } = await withControl(directory.path, ({ activity }) => activity.page({ kinds: ["restored"] }));
    expect(lines).toHaveLength(1);
  });

  test("takes back what was approved in the backup, because its device may have had it already", async () => {
    await using directory = await temporaryDirectory();
    const dataDir = ["--data-dir", directory.path];
    {
      await using serving = await servingRegdesk(directory.path);
      await put(serving.url, "/consumer", { registers: { "pump.on": { value: true }, "fan.on": { value: true } } });
      await regdesk("approve", "1", "--now", ...dataDir);
      await regdesk("backup", ...dataDir);
      await serving.stop("SIGTERM");
    }
    await regdesk("restore", ...dataDir);
    await using serving = await servingRegdesk(directory.path);
    expect(await values(serving.url, "/provider")).toEqual({});
    const { stdout } = await regdesk("requests", "--all", "--json", ...dataDir);
    const requests = JSON.parse(stdout) as { register: string; state: string }[];
    expect(Object.fromEntries(requests.map(({ register, state }) => [register, state]))).toEqual({
      "pump.on": "recalled",
      "fan.on": "pending",
    });
  });

  test("refuses a file that is no backup, and leaves the database as it was", async () => {
    await using directory = await temporaryDirectory();
    {
      await using serving = await servingRegdesk(directory.path);
      await provide(serving.url, { a: 1 }, "10m");
      await serving.stop("SIGTERM");
    }
    const file = join(directory.path, "letter.txt");
    await writeFile(file, "Dear Anna");
    const { code, stderr } = await regdesk("restore", file, "--data-dir", directory.path);
    expect([code, stderr]).toEqual([1, expect.stringContaining("is no backup that can be used") as string]);
    await using serving = await servingRegdesk(directory.path);
    expect(await values(serving.url, "/consumer")).toEqual({ a: 1 });
  });
});

test("regdesk backup takes the history along, and regdesk restore brings it back or leaves what is there", async () => {
  await using directory = await temporaryDirectory();
  const [from, to, out] = ["from", "to", "copy.db"].map((name) => join(directory.path, name)) as [
    string,
    string,
    string,
  ];
  for (const [path, register] of [
    [from, "boiler.temp"],
    [to, "pump.speed"],
  ] as const) {
    await mkdir(path);
    openDatabase(join(path, "regdesk.db")).close();
    keepEarlier(path, [[register, NOON, 21]], NOON + 1_000);
  }
  const { stdout } = await regdesk("backup", "--with-history", "--out", out, "--data-dir", from);
  expect(stdout).toMatch(/the history from 20.+Z to 20.+Z, \d+ bytes/);
  const changes = () =>
    regdesk("history", "boiler.temp", "pump.speed", "--from", "1000000h", "--json", "--data-dir", to);
  const without = await regdesk("restore", out, "--without-history", "--data-dir", to);
  expect(without.stdout).toMatch(/^Restored .+copy\.db; what was there before is \S+\.db\.\n$/);
  expect((await changes()).stdout).toContain("pump.speed");
  const restored = await regdesk("restore", out, "--data-dir", to);
  expect(restored.stdout).toMatch(
    /^Restored .+copy\.db with its history; .+ and .+history\.before-restore-.+\.db\.\n$/,
  );
  expect((await changes()).stdout).toContain("boiler.temp");
});

describe("regdesk import", () => {
  test("brings registers into the running Regdesk, and says which lines it refuses", async () => {
    await using directory = await temporaryDirectory();
    const file = join(directory.path, "registers.csv");
    await writeFile(file, "name,value,type\nboiler.temp,21.5,number\nboiler.on,perhaps,boolean\n");
    const tried = await regdesk("import", file, "--dry-run");
    expect(tried.stdout).toBe(
      "The file would bring 1 register.\nRefused: 1\n  line 3: boiler.on has a value that is not of the type it says\n",
    );
    await using serving = await servingRegdesk(join(directory.path, "data"));
    const { stdout } = await regdesk("import", file, "--ttl", "30m", "--data-dir", join(directory.path, "data"));
    expect(stdout).toContain("Imported 1 register; they count for 30m unless a device takes over.");
    expect(await values(serving.url, "/consumer")).toEqual({ "boiler.temp": 21.5 });
  });

  test.each([
    ["a file that is not there", ["missing.csv", "--dry-run"], /cannot be read \(ENOENT\)/],
    ["a time that is none", ["missing.csv", "--ttl", "10"], /"10" needs a unit/],
    ["a time that is too long", ["missing.csv", "--ttl", "9000h"], /1s to 720h/],
  ])("refuses %s", async (_what, args, sentence) => {
    const { code, stderr } = await regdesk("import", ...args);
    expect([code, stderr]).toEqual([1, expect.stringMatching(sentence) as string]);
  });
});

describe("regdesk diagnostics", () => {
  test("packs what a running Regdesk knows, and without one the log and the database", async () => {
    await using directory = await temporaryDirectory();
    const dataDir = ["--data-dir", join(directory.path, "data")];
    const [first, second] = [join(directory.path, "1.zip"), join(directory.path, "2.zip")];
    {
      await using serving = await servingRegdesk(join(directory.path, "data"), "--log-level", "info");
      expect(await regdesk("diagnostics", "--out", first, ...dataDir)).toMatchObject({ code: 0, stderr: "" });
      await serving.stop("SIGTERM");
    }
    expect((await regdesk("diagnostics", "--out", second, ...dataDir)).stdout).toContain("No Regdesk is running here");
    const names = await Promise.all([first, second].map(namesIn));
    expect(names[0]).toEqual(expect.arrayContaining(["status.json", "settings.json", "log/regdesk.log"]));
    expect(names[1]).toEqual(["about.json", "database.json", "log/regdesk.log"]);
  });
});

async function namesIn(path: string): Promise<string[]> {
  const files = unzipSync(new Uint8Array(await readFile(path)));
  expect(strFromU8(files["about.json"]!)).toContain('"regdesk"');
  return Object.keys(files);
}
