/** The real host in this process: real SQLite in a directory of its own, real HTTP on a free port. */
import { createRouterClient } from "@orpc/server";
import { pino } from "pino";
import { startHeadless } from "#electron/headless.ts";
import { startHost, type Host } from "#electron/host.ts";
import type { Client } from "#shared/contract/contract.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

export const SILENT = pino({ level: "silent" });

export interface RunningHost extends AsyncDisposable {
  readonly host: Host;
  /** Where devices reach it. */
  readonly url: string;
  readonly dataDirectory: string;
  /** What a window may ask, without a carrier in between. */
  readonly client: Client;
  /** Stops it and starts another on the same directory; both are disposed of by whoever asked. */
  restarted(): Promise<RunningHost>;
}

export interface RunningHeadless extends Omit<RunningHost, "restarted"> {
  /** The window's address with its token. */
  readonly windowUrl: string;
}

export async function runningHost(): Promise<RunningHost> {
  await using started = new AsyncDisposableStack();
  const directory = started.use(await temporaryDirectory());
  const running = await runningIn(directory.path);
  started.use(running);
  const all = started.move();
  return { ...running, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

async function runningIn(dataDirectory: string): Promise<RunningHost> {
  const host = await startHost(optionsIn(dataDirectory));
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= Promise.resolve(host[Symbol.asyncDispose]()));
  return {
    ...(await facesOf(host)),
    restarted: async () => {
      await stop();
      return runningIn(dataDirectory);
    },
    [Symbol.asyncDispose]: stop,
  };
}

export async function runningHeadless(): Promise<RunningHeadless> {
  await using started = new AsyncDisposableStack();
  const directory = started.use(await temporaryDirectory());
  const { host, windowUrl, ...headless } = await startHeadless({ ...optionsIn(directory.path), windowPort: 0 });
  started.use(headless);
  const running = started.move();
  return { ...(await facesOf(host)), windowUrl, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

function optionsIn(dataDirectory: string) {
  return { dataDirectory, devices: { host: "127.0.0.1", port: 0 }, logger: SILENT };
}

async function facesOf(host: Host) {
  const client: Client = createRouterClient(await host.router(), { context: { actor: "anna (test)" } });
  return { host, url: host.devicesUrl, dataDirectory: host.dataDirectory, client };
}
