import Sqlite from "better-sqlite3";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { auditLineAsJson } from "#electron/commands/audit-lines.ts";
import { canonicalLine, chained, GENESIS } from "#electron/store/audit-chain.ts";
import { verifyAudit } from "#electron/store/audit-verification.ts";
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
    [
      "a text that was changed",
      `UPDATE audit SET line = replace(line, '22', '23') WHERE id = 3`,
      3,
      /its text or its hash/,
    ],
    ["a text that is no JSON any more", `UPDATE audit SET line = 'gone' WHERE id = 3`, 3, /its text or its hash/],
    ["a hash that was changed", `UPDATE audit SET hash = '${"a".repeat(64)}' WHERE id = 5`, 5, /its text or its hash/],
    ["a line that was removed", "DELETE FROM audit WHERE id = 2", 2, /it is missing; the next one is line 3/],
    ["first lines that were removed", "DELETE FROM audit WHERE id < 3", 1, /it is missing; the next one is line 3/],
    [
      "a line that was removed, the others moved up",
      "DELETE FROM audit WHERE id = 2; UPDATE audit SET id = id - 1 WHERE id > 2",
      2,
      /its text or its hash/,
    ],
    [
      "two lines that changed places",
      "UPDATE audit SET id = -2 WHERE id = 2; UPDATE audit SET id = 2 WHERE id = 3; UPDATE audit SET id = 3 WHERE id = -2",
      2,
      /its text or its hash/,
    ],
    [
      "a line that was put in",
      "INSERT INTO audit (id, hash, line) VALUES (0, 'x', '{}')",
      1,
      /line 0 stands where line 1/,
    ],
  ])("shows %s", async (_what, sql, line, reason) => {
    await using audit = await anAudit();
    audit.tamper(sql);
    const { broken, lines, head } = await verifyAudit(audit.path);
    expect([broken, lines, head]).toEqual([
      { line, reason: expect.stringMatching(reason) as string },
      line - 1,
      audit.hashes[line - 2] ?? GENESIS,
    ]);
  });

  test("that was cut off is whole by itself, and shown by whoever kept the newest hash", async () => {
    await using audit = await anAudit();
    const head = audit.hashes.at(-1)!;
    expect(await verifyAudit(audit.path, head)).toEqual({ lines: 5, head });
    audit.tamper("DELETE FROM audit WHERE id > 3");
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

async function anAudit(activity: readonly Activity[] = LINES) {
  const directory = await temporaryDirectory();
  const path = join(directory.path, "regdesk.db");
  const committer = new Committer(path);
  const { hashes } = committer.commit([batchOf({ activity })]);
  committer.close();
  const database = openDatabase(path);
  const exported = auditPages(database)({ after: 0, limit: 100 }).lines.map(auditLineAsJson);
  database.close();
  return {
    ...directory,
    path,
    hashes,
    exported,
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
