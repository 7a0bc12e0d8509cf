/** The composition root: builds and starts every part, disposes of them in reverse. It knows no desktop and no browser. */
import { join } from "node:path";
import type { Clock } from "#shared/clock.ts";
import { startAnswers } from "./answers.ts";
import { HostLife } from "./audit/host-life.ts";
import { systemClock } from "./clock.ts";
import { Conditions } from "./conditions.ts";
import { actorBy, prepareDataDirectory } from "./config.ts";
import { startControlSocket } from "./control/control-socket.ts";
import { controlSocketPath } from "./control/socket-path.ts";
import { DemoPlayer } from "./demo-player.ts";
import { holdDataDirectory } from "./hold.ts";
import { hostStatus } from "./host-status.ts";
import { startKeptGate } from "./kept-gate.ts";
import { startKeptRegistry } from "./kept-registry.ts";
import { localUrl } from "./listen-addresses.ts";
import { listening, tryListening, type GivenAddress } from "./listening.ts";
import { followLogLevel, keepLog } from "./log-keeping.ts";
import type { Logbook, Logger } from "./logging.ts";
import type { RestLimits } from "./rest/limits.ts";
import { startRest } from "./rest/listener.ts";
import type { HostRouter } from "./rpc/router.ts";
import type { Seal } from "./secrets.ts";
import type { HostSettings } from "./settings/settings.ts";
import { startStorage } from "./storage.ts";
import { applyStagedRestore } from "./store/staged-restore.ts";
import { startSyncing } from "./syncing.ts";
import { startUpkeep } from "./upkeep.ts";

export interface HostOptions {
  /** Where everything that must survive lives; created when missing, readable by the user only. */
  readonly dataDirectory: string;
  /** Where LAN devices reach the host, as far as it was said; the settings say the rest. */
  readonly devices: GivenAddress;
  readonly logger: Logger;
  /** Whose logger it is; without one the log can be neither read nor changed through the host. */
  readonly logbook?: Logbook;
  readonly clock?: Clock;
  readonly restLimits?: Partial<RestLimits>;
  /** How many registers may live at a time. */
  readonly capacity?: number;
  /** The platform's key store, where there is one. */
  readonly seal?: Seal;
}

export interface Host extends AsyncDisposable {
  /** What a carrier (MessagePort, WebSocket, control socket) serves; its context is `{ actor: string }`, who is asking. */
  readonly router: HostRouter;
  /** For example `http://127.0.0.1:8080`: the address that works from this machine. */
  readonly devicesUrl: string;
  readonly dataDirectory: string;
  readonly settings: HostSettings;
}

/** @throws {RegdeskError} `DATA_DIRECTORY_IN_USE`, `DATA_DIRECTORY_UNUSABLE` or `PORT_IN_USE` */
export async function startHost(options: HostOptions): Promise<Host> {
  const { dataDirectory, logger, logbook, clock = systemClock } = options;
  const log = (room: string): Logger => logger.child({ room });
  await using started = new AsyncDisposableStack();
  prepareDataDirectory(dataDirectory);
  const conditions = new Conditions(clock);
  const hold = started.use(await holdDataDirectory(dataDirectory, conditions));

  if (logbook !== undefined && hold !== undefined) started.use(keepLog(logbook, dataDirectory));
  const applied = hold === undefined ? undefined : applyStagedRestore(dataDirectory);
  const path = join(dataDirectory, "regdesk.db");
  const storage = started.use(
    await startStorage({ path, isHeld: hold !== undefined, clock, conditions, log: log("store") }),
  );
  const { audit, settings } = storage;
  const life = started.use(new HostLife(audit, clock));
  if (logbook !== undefined) started.defer(followLogLevel(logbook, settings));
  const { registry } = started.use(
    startKeptRegistry({ storage, clock, capacity: options.capacity, isRestored: applied !== undefined }),
  );
  const kept = { storage, registry, clock, dataDirectory };
  const { policy, changeRequests } = started.use(
    await startKeptGate({ ...kept, restore: applied, log: log("change-requests") }),
  );

  const { manager: syncManager } = started.use(
    await startSyncing({ ...kept, conditions, path, seal: options.seal, log: log("sync") }),
  );

  const { overridden, ...address } = listening(options.devices, settings.now, logbook?.isLevelGiven);
  const restOptions = { ...address, limits: options.restLimits, log: log("rest") };
  const rest = started.use(await startRest({ registry, changeRequests, clock, sync: syncManager, ...restOptions }));
  const startedAt = clock.now();
  const url = localUrl(rest.host, rest.port);
  const demoPlayer = started.use(new DemoPlayer({ registry, changeRequests, audit, clock, url, log: log("demo") }));
  const status = () =>
    hostStatus({ registry, rest, policy, conditions, demoPlayer, clock, startedAt, dataDirectory, overridden });
  const parts = { storage, registry, policy, changeRequests, syncManager, demoPlayer, status, clock };
  const upkeep = started.use(startUpkeep({ ...parts, dataDirectory, logbook }));
  const tried = (host: string, port: number) => tryListening({ host, port }, rest.port);
  const { router } = started.use(
    startAnswers({ ...parts, upkeep: upkeep.parts, tryListening: tried, log: log("rpc") }),
  );
  if (hold !== undefined) {
    const actor = actorBy("command line");
    started.use(await startControlSocket({ path: controlSocketPath(dataDirectory), router, actor }));
  }

  life.begin();
  const running = started.move();
  return { router, devicesUrl: url, dataDirectory, settings, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
