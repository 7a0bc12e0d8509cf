/** `regdesk erase`: what it takes away, and when it does not. */
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withControl } from "#electron/commands/control.ts";
import { provide, values } from "#tests/support/http.ts";
import { regdesk, servingRegdesk } from "#tests/support/regdesk-process.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

test("regdesk erase needs a stopped Regdesk and --yes, says what went, and the next start is a first run", async () => {
  await using directory = await temporaryDirectory();
  const { path } = directory;
  const dataDir = ["--data-dir", path];
  {
    await using serving = await servingRegdesk(path);
    await provide(serving.url, { "boiler.temp": 21 }, "10m");
    await regdesk("backup", ...dataDir);
    const refused = await regdesk("erase", "--yes", ...dataDir);
    expect([refused.code, refused.stdout, refused.stderr]).toEqual([
      1,
      "",
      expect.stringContaining("stop Regdesk first") as string,
    ]);
    await serving.stop("SIGTERM");
  }
  await writeFile(join(path, "letter.txt"), "Dear Anna");
  const before = await readdir(path);
  const asked = await regdesk("erase", ...dataDir);
  expect(asked).toMatchObject({ code: 1, stderr: expect.stringContaining("say --yes to erase it") as string });
  expect(asked.stdout).toMatch(/^This would be erased from .+:\n(.+\n)* {2}regdesk\.db {2}\d+ bytes\n/);
  expect(await readdir(path)).toEqual(before);
  const erased = await regdesk("erase", "--yes", ...dataDir);
  expect([erased.code, erased.stderr]).toEqual([0, ""]);
  expect(erased.stdout).toMatch(/\n {2}backups {2}1 file, \d+ bytes\n/);
  expect(erased.stdout).toContain("Left, because Regdesk did not make it: letter.txt.\n");
  expect((await readdir(path)).sort()).toEqual(["erased.json", "host.lock", "letter.txt"]);
  await using serving = await servingRegdesk(path);
  expect(await values(serving.url, "/consumer")).toEqual({});
  const { lines } = await withControl(path, ({ activity }) => activity.page({}));
  expect(lines.at(-1)).toMatchObject({ kind: "erased", by: expect.stringContaining("(command line)") as string });
  await serving.stop("SIGTERM");
});

test("regdesk erase leaves a directory alone that is none of Regdesk's", async () => {
  await using directory = await temporaryDirectory();
  await writeFile(join(directory.path, "history.db"), "of a browser");
  const { code, stderr } = await regdesk("erase", "--yes", "--data-dir", directory.path);
  expect([code, stderr]).toEqual([1, expect.stringContaining("There is nothing of Regdesk in") as string]);
  expect(await readdir(directory.path)).toEqual(["history.db"]);
});
