import { join } from "node:path";
import { expect, test } from "vitest";
import { batchOf } from "#electron/store/batch.ts";
import { Committer } from "#electron/store/committer.ts";
import { tryLock } from "#electron/store/data-directory-lock.ts";
import { aRegister } from "#tests/support/builders.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

test("A host that began without the lock writes nothing where another one has come since", async () => {
  await using directory = await temporaryDirectory();
  const other = tryLock(directory.path);
  const committer = new Committer(join(directory.path, "regdesk.db"), false);
  const commit = (): void => void committer.commit([batchOf({ registers: [aRegister({ name: "a" })] })]);
  expect(commit).toThrow("another Regdesk writes here");
  if (typeof other === "object") other[Symbol.dispose]();
  expect(commit).not.toThrow();
  expect(tryLock(directory.path)).toBe("held-by-another");
  committer.close();
});

test("A commit that fails while a backup is made ends the backup, and both can be done anew", async () => {
  await using directory = await temporaryDirectory();
  const committer = new Committer(join(directory.path, "regdesk.db"));
  committer.commit([batchOf({ registers: [aRegister({ name: "a" })] })]);
  const backingUp = committer.backUp(Date.now(), 5);
  const unstorable = { ...aRegister(), ttl: "soon" } as unknown as ReturnType<typeof aRegister>;
  expect(() => committer.commit([batchOf({ registers: [unstorable] })])).toThrow();
  await expect(backingUp).rejects.toMatchObject({ code: "SQLITE_ABORT" });
  committer.commit([batchOf({ registers: [aRegister({ name: "b" })] })]);
  expect(await committer.backUp(Date.now(), 5)).toMatch(/regdesk-.*\.db$/);
  committer.close();
});
