import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { lockDataDirectory, type Hold } from "#electron/store/data-directory-lock.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const LOCK = new URL("../../../electron/store/data-directory-lock.ts", import.meta.url);

describe("A data directory", () => {
  test("has one holder in this process", { timeout: 20_000 }, async () => {
    await using directory = await temporaryDirectory();
    using held = got(await lockDataDirectory(directory.path));
    expect([held, await lockDataDirectory(directory.path)]).toEqual([expect.anything(), "held-by-another"]);
  });

  test("may be held again when it was let go", async () => {
    await using directory = await temporaryDirectory();
    got(await lockDataDirectory(directory.path))[Symbol.dispose]();
    using again = got(await lockDataDirectory(directory.path));
    expect(again).toBeDefined();
  });

  test("is waited for a little, because its holder may just be stopping", async () => {
    await using directory = await temporaryDirectory();
    const held = got(await lockDataDirectory(directory.path));
    const waiting = lockDataDirectory(directory.path);
    setImmediate(() => held[Symbol.dispose]());
    using again = got(await waiting);
    expect(again).toBeDefined();
  });

  test("is held by one process until that is killed", { timeout: 20_000 }, async () => {
    await using directory = await temporaryDirectory();
    const holder = spawn(process.execPath, ["--no-warnings", "--input-type=module", "--eval", script(directory.path)], {
      cwd: fileURLToPath(new URL("../../..", import.meta.url)),
      stdio: ["ignore", "pipe", "inherit"],
    });
    using _killed = { [Symbol.dispose]: () => void holder.kill("SIGKILL") };
    await once(holder.stdout, "data");
    const refused = await lockDataDirectory(directory.path);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    using free = got(await lockDataDirectory(directory.path));
    expect([refused, free]).toEqual(["held-by-another", expect.anything()]);
  });
});

describe("A data directory that cannot be written", () => {
  test("is not held by anybody", async () => {
    await using directory = await temporaryDirectory();
    await mkdir(join(directory.path, "host.lock"));
    expect(await lockDataDirectory(directory.path)).toBe("not-writable");
  });
});

function got(hold: Hold): Disposable {
  if (typeof hold === "string") throw new Error(`the directory is ${hold}`);
  return hold;
}

function script(directory: string): string {
  return `
    import { lockDataDirectory } from ${JSON.stringify(LOCK.href)};
    globalThis.held = await lockDataDirectory(${JSON.stringify(directory)});
    console.log("held");
    setInterval(() => undefined, 1_000);
  `;
}
