/** The composition root: builds and starts every part, disposes of them in reverse. It knows no desktop and no browser. */
import { join } from "node:path";
import type { Clock } from "#shared/clock.ts";
import { startAnswers } from "./answers.ts";
import { ChangeRequests } from "./change-requests/change-requests.ts";
import { DEFAULT_LIMITS, type Limits } from "./change-requests/deadlines.ts";
import { systemClock } from "./clock.ts";
import { Conditions } from "./conditions.ts";
import { actorBy, prepareDataDirectory } from "./config.ts";
import { startControlSocket } from "./control/control-socket.ts";
import { controlSocketPath } from "./control/socket-path.ts";
import { DemoPlayer } from "./demo-player.ts";
import { holdDataDirectory } from "./hold.ts";
import { hostStatus } from "./host-status.ts";
import { localUrl } from "./listen-addresses.ts";
import type { Logger } from "./logging.ts";
import { Registry } from "./registry/registry.ts";
import type { RestLimits } from "./rest/limits.ts";
import { startRest } from "./rest/listener.ts";
import { restored } from "./restore.ts";
import type { HostRouter } from "./rpc/router.ts";
import { startStorage } from "./storage.ts";
import { RegisterWriteBehind } from "./store/register-write-behind.ts";

export interface HostOptions {
  /** Where everything that must survive lives; created when missing, readable by the user only. */
  readonly dataDirectory: string;
  /** Where LAN devices reach the host; port 0 picks a free one. */
  readonly devices: { readonly host: string; readonly port: number };
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly limits?: Limits;
  readonly restLimits?: Partial<RestLimits>;
  /** How many registers may live at a time. */
  readonly capacity?: number;
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
  const { dataDirectory, logger, clock = systemClock, limits = DEFAULT_LIMITS } = options;
  const log = (room: string): Logger => logger.child({ room });
  await using started = new AsyncDisposableStack();
  prepareDataDirectory(dataDirectory);
  const conditions = new Conditions(clock);
  const hold = started.use(await holdDataDirectory(dataDirectory, conditions));

  const path = join(dataDirectory, "regdesk.db");
  const storage = started.use(
    await startStorage({ path, isHeld: hold !== undefined, clock, conditions, log: log("store") }),
  );
  const { stored, writer } = storage;
  const registry = started.use(
    new Registry({
      clock,
      restored: stored.registers.map((register) => restored(register, clock)),
      revision: stored.revision + REVISION_GAP,
      capacity: options.capacity,
    }),
  );
  started.defer(registry.listen(started.use(new RegisterWriteBehind(writer, clock, () => registry.revision))));
  const changeRequests = started.use(
    new ChangeRequests({
      clock,
      registry,
      store: writer,
      stored: stored.changeRequests,
      lastId: stored.lastChangeRequestId,
      limits,
      log: log("change-requests"),
    }),
  );

  const restOptions = { ...options.devices, limits: options.restLimits, log: log("rest") };
  const rest = started.use(await startRest({ registry, changeRequests, clock, ...restOptions }));
  const startedAt = clock.now();
  const devicesUrl = localUrl(rest.host, rest.port);
  const demoPlayer = started.use(new DemoPlayer({ registry, changeRequests, url: devicesUrl, log: log("demo") }));
  const status = () => hostStatus({ registry, rest, conditions, demoPlayer, clock, startedAt, dataDirectory });
  const { router } = started.use(
    startAnswers({ storage, registry, changeRequests, demoPlayer, status, clock, log: log("rpc") }),
  );
  if (hold !== undefined) {
    const actor = actorBy("command line");
    started.use(await startControlSocket({ path: controlSocketPath(dataDirectory), router, actor }));
  }

  const running = started.move();
  return {
    router,
    devicesUrl,
    dataDirectory,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
