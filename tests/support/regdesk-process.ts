/** The real command line in processes of its own. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { text as textOf } from "node:stream/consumers";
import { PROGRAM } from "./regdesk-program.ts";

export interface Finished {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. */
export async function regdesk(...args: readonly string[]): Promise<Finished> {
  return finished(start(args));
}

/** Runs a command of which nobody reads more than the beginning, as `head` does. */
export async function regdeskCutOff(...args: readonly string[]): Promise<Pick<Finished, "code" | "stderr">> {
  const child = start(args);
  child.stdout.once("data", () => child.stdout.destroy());
  const [[code], stderr] = await Promise.all([
    once(child, "exit") as Promise<[code: number | null]>,
    textOf(child.stderr),
  ]);
  return { code, stderr };
}

/** What `regdesk serve --json` says when everything listens. */
export interface Announcement {
  readonly devices: string;
  readonly window: string;
  readonly dataDir: string;
  readonly pid: number;
}

export interface ServingRegdesk extends AsyncDisposable {
  readonly announced: Announcement;
  /** Where devices reach it. */
  readonly url: string;
  /** Ends it; resolves with what it printed. */
  stop(signal: "SIGTERM" | "SIGINT" | "SIGKILL"): Promise<Finished>;
}

/** Serves on free ports. Whatever happens, the process is gone when the test is over. */
export async function servingRegdesk(dataDirectory: string, ...args: readonly string[]): Promise<ServingRegdesk> {
  const child = start([
    ...["serve", "--host", "127.0.0.1", "--port", "0", "--json", "--data-dir", dataDirectory],
    ...args,
  ]);
  const end = finished(child);
  const announced = await Promise.race([
    firstLine(child).then((line) => JSON.parse(line) as Announcement),
    end.then(({ code, stderr }) =>
      Promise.reject(new Error(`regdesk serve ended with ${code ?? "a signal"}: ${stderr}`)),
    ),
  ]);
  const stop = (signal: NodeJS.Signals): Promise<Finished> => {
    child.kill(signal);
    return end;
  };
  return {
    announced,
    url: announced.devices,
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop("SIGKILL");
    },
  };
}

type RegdeskProcess = ChildProcessByStdio<null, Readable, Readable>;

function start(args: readonly string[]): RegdeskProcess {
  return spawn(process.execPath, ["--no-warnings", PROGRAM, ...args], { stdio: ["ignore", "pipe", "pipe"] });
}

async function finished(child: RegdeskProcess): Promise<Finished> {
  const [[code], stdout, stderr] = await Promise.all([
    once(child, "close") as Promise<[number | null]>,
    textOf(child.stdout),
    textOf(child.stderr),
  ]);
  return { code, stdout, stderr };
}

function firstLine({ stdout }: RegdeskProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const [line = "", rest] = text.split("\n");
      if (rest !== undefined) resolve(line);
    });
  });
}
