import Sqlite from "better-sqlite3";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { auditLineAsJson } from "#electron/commands/audit-lines.ts";
import { canonicalLine, chained, GENESIS } from "#electron/store/audit-chain.ts";
import { verifyAudit, type AuditVerdict } from "#electron/store/audit-verification.ts";
import { batchOf } from "#electron/store/batch.ts";
import { Committer } from "#electron/store/committer.ts";
import { auditPages } from "#electron/store/audit-pages.ts";
import { openDatabase } from "#electron/store/database.ts";
import type { Activity } from "#shared/model/activity.ts";
import { aMove, aStart } from "#tests/support/activity.ts";
import { idOf } from "#tests/support/builders.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const LINES: readonly Activity[] = [aStart(), ...[1, 2, 3].map((id) => aMove({ changeRequest: idOf(id) })), aStart()];
/** What each line says is altered behind the back of the triggers. */
const CHANGES = "DROP TRIGGER audit_is_not_rewritten; DROP TRIGGER audit_is_not_removed;";
const ALTERED = /its text or its hash/;

describe("A chain", () => {
  test("begins with the genesis and goes from line to line, as the schema tells", async () => {
    await using audit = await anAudit();
    const texts = LINES.map((line) => canonicalLine(line));
    const hashes = texts.reduce<string[]>(
      (all, text, index) => [...all, chained(all.at(-1) ?? GENESIS, index + 1, text)],
      [],
    );
    expect([GENESIS, hashes, await verifyAudit(audit.path)]).toEqual([
      "0".repeat(64),
      audit.hashes,
      { lines: 5, head: audit.hashes.at(-1) },
    ]);
  });

  test("of a fixed line has the hash that any other program computes", () => {
    // printf '%064d\n1\n{"at":1,"by":"Regdesk","kind":"demo-started"}' 0 | sha256sum
    const line = canonicalLine({ kind: "demo-started", by: "Regdesk", at: 1 });
    expect([line, chained(GENESIS, 1, line)]).toEqual([
      '{"at":1,"by":"Regdesk","kind":"demo-started"}',
      "53a1e394ed9eeb62d2d543932b54eb96f0aca23b0a3ccb633f99b17154a88e9a",
    ]);
  });

  test("is whole while the writer has it open, and across reopenings", async () => {
    await using audit = await anAudit();
    for (let again = 0; again < 3; again++) {
      const committer = new Committer(audit.path);
      committer.commit([batchOf({ activity: LINES }), batchOf({ activity: [] }), batchOf({ activity: LINES })]);
      expect(await verifyAudit(audit.path)).toMatchObject({ lines: 5 + 10 * (again + 1) });
      committer.close();
    }
    expect((await verifyAudit(audit.path)).broken).toBeUndefined();
  });

  test("goes on after a commit that failed as if it had not been tried", async () => {
    await using audit = await anAudit();
    const committer = new Committer(audit.path);
    const unstorable = batchOf({ activity: LINES, registers: [{} as never] });
    expect(() => committer.commit([unstorable])).toThrow();
    committer.commit([batchOf({ activity: [aStart()] })]);
    committer.close();
    expect(await verifyAudit(audit.path)).toMatchObject({ lines: 6 });
  });

  test("of nothing is whole, and its head is the genesis", async () => {
    await using audit = await anAudit([]);
    expect(await verifyAudit(audit.path, GENESIS)).toEqual({ lines: 0, head: GENESIS });
  });

  test.each([
    ["a text that was changed", "UPDATE audit_blocks SET lines = replace(lines, '22', '23') WHERE first_line = 3", 3],
    ["a text that is no JSON any more", "UPDATE audit_blocks SET lines = 'gone' WHERE first_line = 3", 3],
    ["a text that is gone", "UPDATE audit_blocks SET lines = '' WHERE first_line = 3", 3],
    ["a hash that was changed", `UPDATE audit_blocks SET hashes = zeroblob(32) WHERE first_line = 5`, 5],
    ["a hash that is gone", `UPDATE audit_blocks SET hashes = x'' WHERE first_line = 5`, 5],
    [
      "a line that was removed",
      "DELETE FROM audit_blocks WHERE first_line = 2",
      2,
      /it is missing; the next one is line 3/,
    ],
    [
      "first lines that were removed",
      "DELETE FROM audit_blocks WHERE first_line < 3",
      1,
      /it is missing; the next one is line 3/,
    ],
    [
      "a line that was removed, the others moved up",
      "DELETE FROM audit_blocks WHERE first_line = 2; UPDATE audit_blocks SET first_line = first_line - 1 WHERE first_line > 2",
      2,
    ],
    [
      "two lines that changed places",
      `UPDATE audit_blocks SET first_line = -2 WHERE first_line = 2; UPDATE audit_blocks SET first_line = 2 WHERE first_line = 3;
       UPDATE audit_blocks SET first_line = 3 WHERE first_line = -2`,
      2,
    ],
    ["a line that was put in", "INSERT INTO audit_blocks VALUES (0, x'', '{}')", 1, /line 0 stands where line 1/],
  ] as const)("shows %s", async (_what, sql, line, reason = ALTERED) => {
    await using audit = await anAudit(LINES, "one by one");
    audit.tamper(sql);
    expect(await verifyAudit(audit.path)).toEqual(audit.brokenAt(line, reason));
  });

  test.each([
    ["a text that was changed", 'lines = replace(lines, \'"changeRequest":"2"\', \'"changeRequest":"9"\')', 3],
    ["a text that is no JSON any more", "lines = replace(lines, '\"changeRequest\":\"2\"', 'gone')", 3],
    ["a hash that was changed", `hashes = unhex(substr(hex(hashes), 1, 256) || '${"a".repeat(64)}')`, 5],
    ["a hash that is gone", `hashes = substr(hashes, 1, 128)`, 5],
    ["first lines that were removed", "lines = substr(lines, instr(lines, char(10)) + 1)", 1],
    [
      "a line that was removed with its hash",
      `lines = substr(lines, instr(lines, char(10)) + 1), hashes = substr(hashes, 33)`,
      1,
    ],
    ["a line that was put in", "lines = '{}' || char(10) || lines", 1],
    ["a line that was put in at the end", "lines = lines || '{}'", 6],
    ["an empty line at the end", "lines = lines || char(10)", 6],
    ["a hash without a line", "hashes = unhex(hex(hashes) || hex(zeroblob(32)))", 6, /it is not a line of an audit/],
    ["that it was moved", "first_line = 2", 1, /it is missing; the next one is line 2/],
  ] as const)("whose lines were committed together shows %s", async (_what, set, line, reason = ALTERED) => {
    await using audit = await anAudit();
    audit.tamper(`UPDATE audit_blocks SET ${set}`);
    expect(await verifyAudit(audit.path)).toEqual(audit.brokenAt(line, reason));
  });

  test("of many lines committed together is whole, and shows which of them was altered", async () => {
    await using audit = await anAudit(
      Array.from({ length: 1_234 }, (_, index) => aMove({ changeRequest: idOf(index + 1) })),
    );
    expect(await verifyAudit(audit.path)).toEqual({ lines: 1_234, head: audit.hashes.at(-1) });
    audit.tamper(`UPDATE audit_blocks SET lines = replace(lines, '"changeRequest":"777"', '"changeRequest":"778"')`);
    expect(await verifyAudit(audit.path)).toEqual(audit.brokenAt(777, ALTERED));
  });

  test("that was cut off is whole by itself, and shown by whoever kept the newest hash", async () => {
    await using audit = await anAudit(LINES, "one by one");
    const head = audit.hashes.at(-1)!;
    expect(await verifyAudit(audit.path, head)).toEqual({ lines: 5, head });
    audit.tamper("DELETE FROM audit_blocks WHERE first_line > 3");
    expect([await verifyAudit(audit.path), await verifyAudit(audit.path, head)]).toEqual([
      { lines: 3, head: audit.hashes[2] },
      {
        ...{ lines: 3, head: audit.hashes[2] },
        broken: {
          line: 4,
          reason: expect.stringContaining(`no line has the hash ${head}: lines were cut off`) as string,
        },
      },
    ]);
  });

  test("that has gone on since still has the hash that was the newest once", async () => {
    await using audit = await anAudit();
    expect(await verifyAudit(audit.path, audit.hashes[1])).toMatchObject({ lines: 5 });
  });
});

describe("An export", () => {
  test("proves the same chain, whatever the order of its members", async () => {
    await using audit = await anAudit();
    const reordered = audit.exported.map((line) => {
      const members = Object.entries(JSON.parse(line) as object).reverse();
      return JSON.stringify(Object.fromEntries(members), undefined, " ").replaceAll("\n", "");
    });
    const files = [await audit.exportedTo("as-is", audit.exported), await audit.exportedTo("reordered", reordered)];
    const verdicts = [await verifyAudit(files[0]!), await verifyAudit(files[1]!)];
    expect(verdicts).toEqual(Array(2).fill({ lines: 5, head: audit.hashes.at(-1) }));
  });

  test.each([
    ["a text that was changed", (lines: string[]) => lines.with(2, lines[2]!.replace('"22"', '"23"')), 3],
    ["a line that was removed", (lines: string[]) => lines.toSpliced(1, 1), 2],
    ["two lines that changed places", (lines: string[]) => [lines[0]!, lines[2]!, lines[1]!, ...lines.slice(3)], 2],
    ["what is no line of an audit", (lines: string[]) => lines.with(3, "{}"), 4],
    ["what is no JSON", (lines: string[]) => lines.with(3, lines[3]!.slice(0, 20)), 4],
    [
      "a member that does not belong to it",
      (lines: string[]) => lines.with(3, lines[3]!.replace("{", '{"extra":1,')),
      4,
    ],
  ])("shows %s", async (_what, tamper, line) => {
    await using audit = await anAudit();
    const file = await audit.exportedTo("tampered", tamper(audit.exported));
    expect((await verifyAudit(file)).broken?.line).toBe(line);
  });

  test("that was cut off in the middle of a line is broken there", async () => {
    await using audit = await anAudit();
    const file = await audit.exportedTo("cut", audit.exported);
    await writeFile(file, (await readFile(file, "utf8")).slice(0, -40));
    expect((await verifyAudit(file)).broken?.line).toBe(5);
  });
});

async function anAudit(activity: readonly Activity[] = LINES, committed: "together" | "one by one" = "together") {
  const directory = await temporaryDirectory();
  const path = join(directory.path, "regdesk.db");
  const committer = new Committer(path);
  const commits = committed === "together" ? [activity] : activity.map((line) => [line]);
  const hashes = commits.flatMap((lines) => committer.commit([batchOf({ activity: lines })]).hashes);
  committer.close();
  const database = openDatabase(path);
  const exported = auditPages(database)({ after: 0, limit: 2_000 }).lines.map(auditLineAsJson);
  database.close();
  return {
    ...directory,
    path,
    hashes,
    exported,
    /** The verdict that all is whole before a line, and it is not. */
    brokenAt: (line: number, reason: RegExp): AuditVerdict => ({
      lines: line - 1,
      head: hashes[line - 2] ?? GENESIS,
      broken: { line, reason: expect.stringMatching(reason) as string },
    }),
    /** What a program does that knows SQL. */
    tamper(sql: string): void {
      const other = new Sqlite(path);
      other.exec(CHANGES + sql);
      other.close();
    },
    async exportedTo(name: string, lines: readonly string[]): Promise<string> {
      const file = join(directory.path, `${name}.jsonl`);
      await writeFile(file, lines.map((line) => `${line}\n`).join(""));
      return file;
    },
  };
}
