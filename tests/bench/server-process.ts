import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execFileSync } from "node:child_process";

/** A server in a process of its own, which answers questions about itself. */
export interface ServerProcess extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  /** What the server measures of itself; it begins anew with every question. */
  ask<Answer>(question: string): Promise<Answer>;
}

/** It has a directory to itself, which goes with it. @param name a file in `servers/` that sends `{ port }` once it listens
 *  @param options `isPinned` false where there is no load beside it, and its threads shall have the whole machine */
export async function startServer(
  name: string,
  env: NodeJS.ProcessEnv = {},
  { isPinned = true } = {},
): Promise<ServerProcess> {
  const file = fileURLToPath(new URL(`servers/${name}.ts`, import.meta.url));
  const directory = mkdtempSync(join(tmpdir(), "regdesk-bench-"));
  const child = fork(file, {
    env: { ...process.env, ...env, DATA_DIRECTORY: directory },
    execArgv: ["--expose-gc"],
  });
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  if (isPinned) pin(child, 0);
  return {
    port,
    pid: child.pid ?? 0,
    async ask<Answer>(question: string) {
      child.send(question);
      const [answer] = (await once(child, "message")) as [Answer];
      return answer;
    },
    async [Symbol.asyncDispose]() {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Server and load, with all their threads, get a core each where the system can be told so; otherwise they share. */
export function pin({ pid }: ChildProcess | NodeJS.Process, core: number): void {
  if (process.platform !== "linux" || cpus().length < 2 || pid === undefined) return;
  try {
    execFileSync("taskset", ["-a", "-cp", String(core), String(pid)], { stdio: "ignore" });
  } catch {
    // Without taskset the figures scatter more; that is all.
  }
}
