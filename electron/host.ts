/** The composition root: builds and starts every part, disposes of them in reverse. It knows no desktop and no browser. */
import { join } from "node:path";
import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { HostStatus } from "#shared/model/host-status.ts";
import { ChangeRequests } from "./change-requests/change-requests.ts";
import { DEFAULT_LIMITS, type Limits } from "./change-requests/deadlines.ts";
import { systemClock } from "./clock.ts";
import { actorBy, prepareDataDirectory, VERSION } from "./config.ts";
import { connectControl } from "./control/control-client.ts";
import { startControlSocket } from "./control/control-socket.ts";
import { controlSocketPath } from "./control/socket-path.ts";
import { listenAddresses, localUrl } from "./listen-addresses.ts";
import type { Logger } from "./logging.ts";
import { Registry } from "./registry/registry.ts";
import { startRest, type Rest } from "./rest/listener.ts";
import { restored } from "./restore.ts";
import { ChangeRequestFeed } from "./rpc/change-request-feed.ts";
import { RegisterFeed } from "./rpc/register-feed.ts";
import { hostContract, type HostRouter } from "./rpc/router.ts";
import { StatusFeed } from "./rpc/status-feed.ts";
import { lockDataDirectory } from "./store/data-directory-lock.ts";
import { RegisterWriteBehind } from "./store/register-write-behind.ts";
import { loadStored } from "./store/stored.ts";
import { startWriter } from "./store/writer.ts";

export interface HostOptions {
  /** Where everything that must survive lives; created when missing, readable by the user only. */
  readonly dataDirectory: string;
  /** Where LAN devices reach the host; port 0 picks a free one. */
  readonly devices: { readonly host: string; readonly port: number };
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly limits?: Limits;
}

export interface Host extends AsyncDisposable {
  /** What a carrier (MessagePort, WebSocket, control socket) serves; its context is `{ actor: string }`, who is asking. */
  readonly router: HostRouter;
  /** For example `http://127.0.0.1:8080`: the address that works from this machine. */
  readonly devicesUrl: string;
  readonly dataDirectory: string;
}

/** The revision counts on from far beyond what was stored, because the last few changes before a crash may not be. */
const REVISION_GAP = 1_000_000;

/** @throws {RegdeskError} `DATA_DIRECTORY_IN_USE`, `DATA_DIRECTORY_UNUSABLE` or `PORT_IN_USE` */
export async function startHost(options: HostOptions): Promise<Host> {
  const { dataDirectory, logger: log, clock = systemClock, limits = DEFAULT_LIMITS } = options;
  await using started = new AsyncDisposableStack();
  prepareDataDirectory(dataDirectory);
  started.use(await holdDirectory(dataDirectory));

  const databasePath = join(dataDirectory, "regdesk.db");
  const stored = loadStored(databasePath);
  const writer = started.use(await startWriter(databasePath));
  const registry = started.use(
    new Registry({
      clock,
      restored: stored.registers.map((register) => restored(register, clock)),
      revision: stored.revision + REVISION_GAP,
    }),
  );
  const writeBehind = started.use(new RegisterWriteBehind(writer, clock, log.child({ room: "store" })));
  started.defer(registry.listen(writeBehind));

  const changeRequests = started.use(
    new ChangeRequests({
      clock,
      registry,
      store: writer,
      stored: stored.changeRequests,
      lastId: stored.lastChangeRequestId,
      limits,
      log: log.child({ room: "change-requests" }),
    }),
  );

  const registerFeed = started.use(new RegisterFeed(registry, clock));
  const changeRequestFeed = started.use(new ChangeRequestFeed(changeRequests, clock));
  const statusFeed = started.use(new StatusFeed(clock, () => status()));
  const router = hostContract({
    changeRequests,
    registerFeed,
    changeRequestFeed,
    statusFeed,
    log: log.child({ room: "rpc" }),
  });
  started.use(
    await startControlSocket({ path: controlSocketPath(dataDirectory), router, actor: actorBy("command line") }),
  );

  const rest = started.use(
    await startRest({ registry, changeRequests, clock, log: log.child({ room: "rest" }), ...options.devices }),
  );
  const startedAt = clock.now();
  const devicesUrl = localUrl(rest.host, rest.port);
  const status = (): HostStatus => statusOf({ registry, rest, clock, startedAt, dataDirectory, devicesUrl });

  const running = started.move();
  return { router, devicesUrl, dataDirectory, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

async function holdDirectory(dataDirectory: string): Promise<Disposable> {
  const lock = await lockDataDirectory(dataDirectory);
  if (lock !== undefined) return lock;
  const holder = await holderOf(dataDirectory);
  throw new RegdeskError(
    "DATA_DIRECTORY_IN_USE",
    `Another Regdesk ${holder} already runs on ${dataDirectory}; use its window, stop it, or choose another directory with --data-dir`,
  );
}

async function holderOf(dataDirectory: string): Promise<string> {
  try {
    using control = await connectControl(controlSocketPath(dataDirectory), dataDirectory);
    const { pid, devicesUrl } = await control.client.host.status();
    return `(process ${pid}, devices at ${devicesUrl})`;
  } catch (error) {
    if (error instanceof RegdeskError) return "that does not answer yet";
    throw error;
  }
}

interface StatusParts {
  readonly registry: Registry;
  readonly rest: Rest;
  readonly clock: Clock;
  readonly startedAt: number;
  readonly dataDirectory: string;
  readonly devicesUrl: string;
}

function statusOf({ registry, rest, clock, startedAt, dataDirectory, devicesUrl }: StatusParts): HostStatus {
  return {
    version: VERSION,
    pid: process.pid,
    startedAt,
    now: clock.now(),
    dataDirectory,
    devicesUrl,
    addresses: listenAddresses(rest.host, rest.port),
    registers: registry.size,
    revision: registry.revision,
    arrivals: rest.arrivals.report(),
    conditions: [],
  };
}
