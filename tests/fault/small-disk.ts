import { spawnSync } from "node:child_process";
import { statfsSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

export interface SmallDisk extends AsyncDisposable {
  readonly path: string;
  fill(): void;
  makeRoom(): Promise<void>;
}

/** A file system in memory; where none may be mounted the test is skipped. @param size in MiB */
export async function smallDisk({ skip }: TestContext, size = 8): Promise<SmallDisk> {
  await using started = new AsyncDisposableStack();
  const { path } = started.use(await temporaryDirectory());
  const options = ["-t", "tmpfs", "-o", `size=${size}m`, "regdesk-test", path];
  const mounted = spawnSync("mount", options, { encoding: "utf8" });
  if (mounted.status !== 0)
    skip(`no small disk can be mounted here: ${mounted.error?.message ?? mounted.stderr.trim()}`);
  started.defer(() => void spawnSync("umount", ["-l", path]));
  const ballast = join(path, "ballast");
  const running = started.move();
  return {
    path,
    fill() {
      const { bavail, bsize } = statfsSync(path);
      try {
        writeFileSync(ballast, Buffer.alloc(bavail * bsize));
      } catch (error) {
        // The host may take a page meanwhile; the disk is full then, too.
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    },
    makeRoom: () => rm(ballast),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
