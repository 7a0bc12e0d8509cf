/** A process that is killed at a marked moment of its work. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

/** @param script beside this file; it works on the data directory up to the moment and says “stuck” there */
export async function killedAt(script: string, dataDirectory: string, moment: string): Promise<void> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ["--no-warnings", path, dataDirectory, moment], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
  expect(line).toBe("stuck");
}
