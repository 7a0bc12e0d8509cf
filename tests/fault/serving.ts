/** Hosts in processes of their own that the command line alone does not start: under another user, under a limit, or put
 *  together differently. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text as textOf } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { RestLimits } from "#electron/rest/limits.ts";
import { PROGRAM } from "#tests/support/regdesk-program.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

export interface Serving extends AsyncDisposable {
  /** Where devices reach it. */
  readonly url: string;
  /** Where its window is; empty for those without. */
  readonly window: string;
  readonly pid: number;
  /** Ends it; resolves with what it wrote to stderr. */
  stop(signal: NodeJS.Signals): Promise<string>;
  /** For `limited-host.ts` only. */
  report(): Promise<Report>;
}

export interface Start {
  readonly command?: readonly string[];
  readonly uid?: number;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const NODE = [process.execPath, "--no-warnings", "--expose-gc"] as const;

/** `regdesk serve` on free ports. `start.command` is what stands before it on the command line. */
export function servingUnder(start: Start, dataDirectory: string): Promise<Serving> {
  const serve = ["serve", "--host", "127.0.0.1", "--port", "0", "--json", "--data-dir", dataDirectory];
  return serving([...(start.command ?? []), ...NODE, PROGRAM, ...serve], start);
}

/** A script of this folder that starts a host and prints the line that `regdesk serve --json` prints. */
export function servingScript(script: `./${string}.ts`, ...args: readonly string[]): Promise<Serving> {
  return serving([...NODE, here(script), ...args]);
}

export interface LimitedHost extends Serving {
  readonly dataDirectory: string;
  /** Bytes that the process uses after a collection of garbage. */
  memory(): Promise<number>;
  /** How many devices are connected. */
  connections(): Promise<number>;
}

/** What `limited-host.ts` answers when it is asked. */
export interface Report {
  readonly memory: number;
  readonly connections: number;
}

/** A host on a directory of its own. @param restLimits what shall differ from the limits it has by default */
export async function limitedHost(restLimits: Partial<RestLimits>): Promise<LimitedHost> {
  await using started = new AsyncDisposableStack();
  const { path } = started.use(await temporaryDirectory());
  const options = { restLimits };
  const host = started.use(await servingScript("./limited-host.ts", path, JSON.stringify(options)));
  const running = started.move();
  return {
    ...host,
    dataDirectory: path,
    memory: async () => (await host.report()).memory,
    connections: async () => (await host.report()).connections,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function serving([command = "", ...args]: readonly string[], { uid }: Start = {}): Promise<Serving> {
  const child: ChildProcess = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const closed = once(child, "close");
  const stderr = textOf(child.stderr!);
  const dead = closed.then(async () => Promise.reject(new Error(`the host did not start: ${await stderr}`)));
  const { devices, window = "", pid } = await Promise.race([announcement(child), dead]);
  dead.catch(() => undefined); // from here on it may end
  const stop = async (signal: NodeJS.Signals): Promise<string> => {
    child.kill(signal);
    await closed;
    return stderr;
  };
  return {
    url: devices,
    window,
    pid,
    stop,
    async report() {
      child.send("report");
      const [report] = (await once(child, "message")) as [Report];
      return report;
    },
    async [Symbol.asyncDispose]() {
      await stop("SIGKILL");
    },
  };
}

interface Announcement {
  readonly devices: string;
  readonly window?: string;
  readonly pid: number;
}

async function announcement({ stdout }: ChildProcess): Promise<Announcement> {
  for await (const line of createInterface({ input: stdout! })) return JSON.parse(line) as Announcement;
  return new Promise(() => undefined); // it ended; that is told elsewhere
}
