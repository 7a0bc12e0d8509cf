/** The composition root: builds and starts every part, disposes of them in reverse. It knows no desktop and no browser. */
import type { Clock } from "#shared/clock.ts";
import { Answering } from "./answering.ts";
import { systemClock } from "./clock.ts";
import { Conditions } from "./conditions.ts";
import { actorBy } from "./config.ts";
import { startControlSocket } from "./control/control-socket.ts";
import { controlSocketPath } from "./control/socket-path.ts";
import { DemoPlayer } from "./demo-player.ts";
import { deskParts, runsOf, type Surroundings } from "./desk.ts";
import { hostStatus } from "./host-status.ts";
import { startKeeping } from "./keeping.ts";
import { KeptListener } from "./kept-listener.ts";
import { localUrl } from "./listen-addresses.ts";
import { limitsInForce } from "./limits-in-force.ts";
import { listening, tryListening, type GivenAddress } from "./listening.ts";
import type { Logbook, Logger } from "./logging.ts";
import { startNetworking, type Multicast } from "./networking.ts";
import type { RestLimits } from "./rest/limits.ts";
import { startRooms } from "./rooms.ts";
import type { HostRouter } from "./rpc/router.ts";
import type { WebSocketOptions, WebSockets } from "./rpc/web-sockets.ts";
import type { HostSettings } from "./settings/settings.ts";
import { startUpdating } from "./updating.ts";
import { startUpkeep } from "./upkeep.ts";

export interface HostOptions extends Surroundings {
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
  /** Where Regdesks announce themselves, unless on every network of the machine. */
  readonly multicast?: Multicast;
}

export interface Host extends AsyncDisposable {
  /** What a carrier serves; its context is `{ actor: string }`, who is asking. */
  router(): Promise<HostRouter>;
  /** The carrier over WebSockets. @param actor who is asking */
  webSockets(actor: string, options?: WebSocketOptions): Promise<WebSockets>;
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
  const conditions = new Conditions(clock);
  const keeping = started.use(await startKeeping({ dataDirectory, clock, conditions, logbook, log: log("store") }));
  const { storage, tokens, life, isHeld } = keeping;
  const { settings } = storage;
  const limits = limitsInForce({ rest: options.restLimits, capacity: options.capacity }, settings.now);
  const { capacity } = limits;
  const given = { keeping, dataDirectory, clock, conditions, capacity, surroundings: options, log };
  const rooms = started.use(await startRooms(given));

  const { overridden, ...address } = listening(options.devices, settings.now, logbook?.isLevelGiven);
  const rest = started.use(
    await KeptListener.start({
      ...{ ...rooms, ...address, sync: rooms.syncManager, clock, conditions, tokens, limits: limits.rest },
      waitsForPort: options.desk !== undefined,
      log: log("rest"),
    }),
  );
  rooms.fleet.view.knowSenders(rest.arrivals);
  rooms.fleet.fleet.hearing.through(() => rest.isListening);
  const about = { listener: rest, settings, clock, multicast: options.multicast, log: log("network") };
  const { parts: network } = started.use(startNetworking(about));
  const { parts: updates } = started.use(startUpdating(settings, clock));
  const url = () => localUrl(rest.host, rest.port);
  const demoUrl = () => `${url()}/t/${tokens.passFor()}`;
  const { audit } = storage;
  const demoPlayer = started.use(new DemoPlayer({ ...rooms, audit, clock, url: demoUrl, log: log("demo") }));
  const standing = {
    ...{ ...rooms, rest, conditions, demoPlayer, clock, dataDirectory, startedAt: clock.now() },
    overridden: [...overridden, ...limits.overridden],
    runs: runsOf(options),
  };
  const parts = { ...rooms, storage, tokens, demoPlayer, clock, status: () => hostStatus(standing) };
  const upkeep = started.use(await startUpkeep({ ...parts, dataDirectory, logbook, longestName: limits.rest.name }));
  const answering = started.use(
    new Answering({
      ...{ ...parts, network, updates, desk: deskParts(options), upkeep: upkeep.parts, history: rooms.history.past },
      tryListening: (host, port) => tryListening({ host, port }, rest.port),
      log: log("rpc"),
    }),
  );
  if (isHeld) {
    const webSockets = () => answering.webSockets(actorBy("command line"));
    started.use(await startControlSocket({ path: controlSocketPath(dataDirectory), webSockets }));
  }

  life.begin();
  const running = started.move();
  return {
    router: () => answering.router(),
    webSockets: (actor, options) => answering.webSockets(actor, options),
    get devicesUrl() {
      return url();
    },
    dataDirectory,
    settings,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
