/** The audit of a running host: what it tells, that its chain holds, and the commands that read it. */
import Sqlite from "better-sqlite3";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { verifyAudit } from "#electron/store/audit-verification.ts";
import { batchOf } from "#electron/store/batch.ts";
import { Committer } from "#electron/store/committer.ts";
import type { AuditLine } from "#shared/model/activity.ts";
import { aMove } from "#tests/support/activity.ts";
import { aChangeRequest, idOf } from "#tests/support/builders.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { request } from "#tests/support/http.ts";
import { regdesk, servingRegdesk } from "#tests/support/regdesk-process.ts";
import { runningHost, type RunningHost } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

describe("The audit of a host", () => {
  test("is one chain over restarts, and tells of every start and stop", async () => {
    await using first = await runningHost();
    await request(first.url, { a: 1 });
    await using second = await first.restarted();
    await using third = await second.restarted();
    const lines = await linesOf(third, 6);
    expect(lines.map(({ kind }) => kind)).toEqual([
      ...["host-started", "change-request", "host-stopped", "host-started", "host-stopped", "host-started"],
    ]);
    expect(await verifyAudit(databaseIn(third.dataDirectory))).toEqual({ lines: 6, head: lines.at(-1)?.hash });
  });

  test("tells who started and removed the demo site", async () => {
    await using running = await runningHost();
    await running.client.demo.start();
    await running.client.demo.stop();
    const isOfDemo = ({ kind }: AuditLine): boolean => kind.startsWith("demo");
    expect(await linesOf(running, 2, isOfDemo)).toMatchObject([
      { kind: "demo-started", by: "anna (test)" },
      { kind: "demo-stopped", by: "anna (test)" },
    ]);
  });

  test("begins anew with the database that was set aside, and says which", async () => {
    await using directory = await temporaryDirectory();
    await writeFile(databaseIn(directory.path), "this is not a database ".repeat(1_000));
    await using serving = await servingRegdesk(directory.path, "--log-level", "silent");
    await request(serving.url, { a: 1 });
    const { stdout } = await regdesk("audit", "--json", "--data-dir", directory.path);
    const lines = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as AuditLine);
    expect(lines.map(({ kind }) => kind)).toEqual(["database-set-aside", "host-started", "change-request"]);
    expect(lines[0]).toMatchObject({ path: expect.stringContaining("regdesk.damaged-") as string });
    expect((await verifyAudit(databaseIn(directory.path))).broken).toBeUndefined();
  });
});

describe("regdesk audit", () => {
  test("lists, exports and proves what happened, with and without a host", { timeout: 60_000 }, async () => {
    await using directory = await temporaryDirectory();
    const at = ["--data-dir", directory.path];
    await using serving = await servingRegdesk(directory.path);
    await request(serving.url, { "boiler.setpoint": 22 });
    const whole = { whole: true, lines: 2, head: expect.any(String) as string, broken: null };
    expect(JSON.parse((await regdesk("audit", "verify", "--json", ...at)).stdout)).toEqual(whole);
    const listed = await regdesk("audit", "list", "--register", "SETPOINT", ...at);
    expect(listed.stdout).toMatch(/^\S+Z +2 {2}request 1 pending {2}boiler\.setpoint {2}- -> 22 {2}by 127\.0\.0\.1\n$/);

    await serving.stop("SIGKILL");
    const verified = await regdesk("audit", "verify", "--json", ...at);
    expect([verified.code, JSON.parse(verified.stdout)]).toEqual([0, whole]);
    const out = join(directory.path, "audit.jsonl");
    await regdesk("audit", "export", "--format", "jsonl", "--out", out, ...at);
    expect(JSON.parse((await regdesk("audit", "verify", "--json", "--file", out)).stdout)).toEqual(whole);
    const csv = await regdesk("audit", "export", "--format", "csv", ...at);
    expect(csv.stdout.split("\r\n")[2]).toMatch(/^2,[^,]+Z,127\.0\.0\.1,change-request,boiler\.setpoint,,pending,,22,/);
  });

  test("names the first line that is not what was written, and ends with 1", { timeout: 60_000 }, async () => {
    await using directory = await temporaryDirectory();
    const { path } = directory;
    const { hashes } = stored(path, 3);
    tamper(path, `UPDATE audit_blocks SET lines = replace(lines, '"changeRequest":"2"', '"changeRequest":"7"')`);
    const broken = await regdesk("audit", "verify", "--data-dir", path);
    expect([broken.code, broken.stdout]).toEqual([
      1,
      `The audit in ${databaseIn(path)} is broken at line 2: its text or its hash is not what was written.\nThe 1 lines before it are whole; the last of them has the hash\n${hashes[0]}\n`,
    ]);
    tamper(path, `UPDATE audit_blocks SET lines = substr(lines, 1, instr(lines, char(10)))`);
    const cut = ["audit", "verify", "--head", hashes[2]!, "--json", "--data-dir", path];
    const { code, stdout } = await regdesk(...cut);
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { whole: false, lines: 1, broken: { line: 2 } }]);
  });

  test("refuses in one sentence what there is not", async () => {
    await using directory = await temporaryDirectory();
    const none = await regdesk("audit", "--data-dir", directory.path);
    const file = await regdesk("audit", "verify", "--file", join(directory.path, "none.jsonl"));
    expect([none, file].map(({ code, stderr }) => [code, stderr.split("\n").length])).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test("exports a text that a spreadsheet would act on harmlessly", async () => {
    await using directory = await temporaryDirectory();
    const committer = new Committer(databaseIn(directory.path));
    const note = '=HYPERLINK("http://x")';
    committer.commit([batchOf({ activity: [aMove({ note, after: "-5.5" as never, before: '"+1"' as never })] })]);
    committer.close();
    const { stdout } = await regdesk("audit", "export", "--format", "csv", "--data-dir", directory.path);
    expect(stdout).toContain(`,'+1,-5.5,,,1,192.168.1.30,,,"'=HYPERLINK(""http://x"")",`);
  });
});

test("regdesk requests --all reaches back as far as there are requests", { timeout: 60_000 }, async () => {
  await using directory = await temporaryDirectory();
  stored(directory.path, 2_345);
  await using serving = await servingRegdesk(directory.path);
  await request(serving.url, { a: 1 });
  const { stdout } = await regdesk("requests", "--all", "--json", "--data-dir", directory.path);
  const ids = (JSON.parse(stdout) as { readonly id: string }[]).map(({ id }) => Number(id));
  expect(ids).toEqual(Array.from({ length: 2_346 }, (_, index) => 2_346 - index));
});

function databaseIn(dataDirectory: string): string {
  return join(dataDirectory, "regdesk.db");
}

/** Requests that were denied, each with its line. */
function stored(dataDirectory: string, requests: number) {
  const committer = new Committer(databaseIn(dataDirectory));
  const ids = Array.from({ length: requests }, (_, index) => idOf(index + 1));
  const chained = committer.commit([
    batchOf({
      changeRequests: ids.map((id) => aChangeRequest({ id, state: "denied" })),
      activity: ids.map((changeRequest) => aMove({ changeRequest, at: NOON, from: "pending", to: "denied" })),
    }),
  ]);
  committer.close();
  return chained;
}

/** What a program does that knows SQL. */
function tamper(dataDirectory: string, sql: string): void {
  const database = new Sqlite(databaseIn(dataDirectory));
  database.exec("DROP TRIGGER IF EXISTS audit_is_not_rewritten; DROP TRIGGER IF EXISTS audit_is_not_removed");
  database.exec(sql);
  database.close();
}

/** Waits until there are so many lines that are asked for; others may come in between. */
async function linesOf({ client }: RunningHost, count: number, isAskedFor = (_line: AuditLine) => true) {
  const lines: AuditLine[] = [];
  for await (const { activity } of await client.activity.watch()) {
    lines.push(...activity.filter(isAskedFor));
    if (lines.length >= count) break;
  }
  return lines;
}
