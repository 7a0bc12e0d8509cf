/** Where devices reach the host: the command line, else the settings, else the defaults. */
import { createServer } from "node:net";
import type { ListenTrial } from "#shared/contract/settings.ts";
import type { Overridden } from "#shared/model/host-status.ts";
import type { Settings } from "#shared/model/settings.ts";
import { DEFAULT_HOST, DEFAULT_PORT } from "./config.ts";

type Obstacle = NonNullable<ListenTrial["obstacle"]>;

/** What the command line or the environment says; what they leave out, the settings say. */
export interface GivenAddress {
  readonly host?: string | undefined;
  /** 0 picks a free one. */
  readonly port?: number | undefined;
}

export interface Listening {
  readonly host: string;
  readonly port: number;
  /** The settings that do not count in this run. */
  readonly overridden: readonly Overridden[];
}

export function listening(given: GivenAddress, { listenHost, listenPort }: Settings, isLevelGiven = false): Listening {
  return {
    host: given.host ?? listenHost ?? DEFAULT_HOST,
    port: given.port ?? listenPort ?? DEFAULT_PORT,
    overridden: [
      ...(given.host === undefined ? [] : (["listenHost"] as const)),
      ...(given.port === undefined ? [] : (["listenPort"] as const)),
      ...(isLevelGiven ? (["logLevel"] as const) : []),
    ],
  };
}

/** Tries an address out by listening there for a moment. Regdesk itself is not in its own way.
 *  @param ownPort where it listens now */
export async function tryListening(
  { host, port }: { readonly host: string; readonly port: number },
  ownPort: number,
): Promise<ListenTrial> {
  const server = createServer();
  const tried = Promise.withResolvers<ListenTrial>();
  server.once("error", (error: NodeJS.ErrnoException) => tried.resolve({ obstacle: obstacleOf(error, host, port) }));
  server.listen(port === ownPort ? 0 : port, host, () => void server.close(() => tried.resolve({})));
  return tried.promise;
}

function obstacleOf({ code = "unknown reason" }: NodeJS.ErrnoException, host: string, port: number): Obstacle {
  switch (code) {
    case "EADDRINUSE":
      return {
        reason: "port-used",
        message: `Port ${port} is used by another program right now; stop that program, or choose another port.`,
      };
    case "EACCES":
      return { reason: "port-forbidden", message: `Regdesk may not listen on port ${port}; choose one above 1023.` };
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return { reason: "no-such-address", message: `This machine has no address ${host}; choose one of its own.` };
    default:
      return {
        reason: "refused",
        message: `Regdesk cannot listen on ${host}:${port} (${code}); choose another address.`,
      };
  }
}
