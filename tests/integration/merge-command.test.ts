/** `regdesk restore --merge`: what a running Regdesk lacks, out of another one's backup. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "#electron/store/database.ts";
import { values } from "#tests/support/http.ts";
import { regdesk, servingRegdesk } from "#tests/support/regdesk-process.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

test("regdesk restore --merge says what would come in, adds it to the running Regdesk, and keeps no copy", async () => {
  await using directory = await temporaryDirectory();
  const [here, copy] = [join(directory.path, "here"), join(directory.path, "copy.db")];
  aBackup(copy);
  const merge = (...args: string[]) => regdesk("restore", copy, ...args, "--data-dir", here);
  const alone = await merge("--dry-run");
  expect([alone.code, alone.stderr]).toEqual([1, expect.stringContaining("--dry-run is for --merge") as string]);
  await using serving = await servingRegdesk(here);
  const parts = ['  device "Cellar pump" (not met here yet, name)', "  setting deviceGrace 2", ""];
  expect(await merge("--merge", "--dry-run")).toMatchObject({
    stderr: "",
    stdout: ["Would be added: 1 device, 1 setting", ...parts].join("\n"),
  });
  expect((await merge("--merge")).stdout).toBe(["Added: 1 device, 1 setting", ...parts].join("\n"));
  expect((await merge("--merge")).stdout).toBe(
    [
      "There is nothing in this backup that is missing here.",
      "Stays as it is here: 1 device, 1 setting",
      '  device "Cellar pump": is here',
      "  setting deviceGrace 2: is here",
      "",
    ].join("\n"),
  );
  expect(await values(serving.url, "/consumer")).toEqual({});
  expect((await regdesk("backups", "--data-dir", here)).stdout).toBe("There is no backup yet.\n");
  await serving.stop("SIGTERM");
  const without = await merge("--merge");
  expect([without.code, without.stderr]).toEqual([
    1,
    expect.stringMatching(/No Regdesk|not running|no running/i) as string,
  ]);
});

/** A database as it lies in a data directory, journal mode and all. */
function aBackup(path: string): void {
  const database = openDatabase(path);
  const device = { id: "d1", wireName: "pump", alias: "Cellar pump", labels: [], notes: [], review: "kept" };
  const kept = { ...device, identities: [{ by: "name", value: "pump" }], firstSeenAt: 1 };
  database.prepare("INSERT INTO devices VALUES (1, ?)").run(JSON.stringify(kept));
  database.prepare("INSERT INTO documents VALUES ('settings', ?)").run(JSON.stringify({ deviceGrace: 2 }));
  database.prepare("INSERT INTO registers VALUES ('pump.speed', '8', NULL, 1000, 1, 1, 1, NULL, 'x', NULL)").run();
  database.close();
}
