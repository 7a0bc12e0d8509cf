import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, readdir, rm, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import type { Announcement } from "#tests/support/regdesk-process.ts";
import { PROGRAM } from "#tests/support/regdesk-program.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { openWindow } from "#tests/support/window-client.ts";

const BUILT = dirname(PROGRAM);
const ROOT = join(BUILT, "../..");

test("A host whose program is replaced while it runs, as an update does, still opens a window", async ({ skip }) => {
  if (PROGRAM.endsWith(".ts")) skip("it is about the built program");
  await using directory = await temporaryDirectory();
  const copy = join(directory.path, "out/main");
  await cp(BUILT, copy, { recursive: true });
  await cp(join(ROOT, "package.json"), join(directory.path, "package.json"));
  await symlink(join(ROOT, "node_modules"), join(directory.path, "node_modules"), "junction");
  const options = ["--json", "--host", "127.0.0.1", "--port", "0", "--log-level", "debug"];
  const host = spawn(process.execPath, [
    join(copy, "cli.js"),
    "serve",
    ...options,
    "--data-dir",
    join(directory.path, "data"),
  ]);
  try {
    const [announced] = (await once(createInterface(host.stdout), "line")) as [string];
    for await (const line of createInterface(host.stderr)) if (line.includes("can be answered")) break;
    const chunks = (await readdir(copy)).filter((name) => name.startsWith("chunk-"));
    await Promise.all(chunks.map((name) => rm(join(copy, name))));
    using window = await openWindow((JSON.parse(announced) as Announcement).window);
    expect([chunks.length > 0, (await window.client.host.status()).pid]).toEqual([true, host.pid]);
  } finally {
    host.kill("SIGKILL");
    await once(host, "exit");
  }
});
