/** The listener: HTTP for the devices, dashboards and scripts on the LAN. It translates; what counts is decided by the
 *  registry and the gate. */
import Fastify, { type FastifyInstance } from "fastify";
import { createServer, type RequestListener } from "node:http";
import { isIPv6, type AddressInfo } from "node:net";
import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { ChangeRequests } from "../change-requests/change-requests.ts";
import type { Logger } from "../logging.ts";
import type { Registry } from "../registry/registry.ts";
import type { Tokens } from "../tokens/tokens.ts";
import { Access } from "./access.ts";
import { Arrivals } from "./arrivals.ts";
import { Connections } from "./connections.ts";
import type { FleetDoor, RestContext } from "./context.ts";
import { serveConsumerRequests } from "./consumer-requests.ts";
import { serveConsumerStream } from "./consumer-stream.ts";
import { serveConsumer } from "./consumer.ts";
import { DirectReports } from "./direct-report.ts";
import { Gatekeeper } from "./gatekeeper.ts";
import { serveHealth } from "./health.ts";
import { HEADER_LIMIT } from "./last-word.ts";
import { DEFAULT_REST_LIMITS, type RestLimits } from "./limits.ts";
import { serveMetrics } from "./metrics.ts";
import { ParkedPolls } from "./parked-polls.ts";
import { serveProvider } from "./provider.ts";
import { answerRefusals, nothingThere, refuse } from "./refusal.ts";
import type { MeasuredSync } from "./sync-metrics.ts";
import { Turns } from "./turns.ts";

export interface RestOptions {
  readonly registry: Registry;
  readonly changeRequests: ChangeRequests;
  /** Devices, and which of them are kept out. */
  readonly fleet?: FleetDoor;
  /** Of which syncs are measured. */
  readonly sync?: MeasuredSync;
  /** Who may do what; without them everybody may everything. */
  readonly tokens?: Tokens;
  readonly clock: Clock;
  readonly log: Logger;
  /** Address and port to listen on; port 0 picks a free one. */
  readonly host: string;
  readonly port: number;
  /** What remembers who came; of its own unless given. */
  readonly arrivals?: Arrivals;
  /** What shall differ from the default. */
  readonly limits?: Partial<RestLimits> | undefined;
}

export interface Rest extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  readonly arrivals: Arrivals;
}

/** Refreshing clients reuse idle sockets and do not retry, so a socket must outlive the longest usual refresh. */
const KEEP_ALIVE = 300_000;
/** How long requests in flight may take to end when the listener stops. */
const DRAIN = 10_000;

/** @throws {RegdeskError} `PORT_IN_USE` */
export async function startRest(options: RestOptions): Promise<Rest> {
  const { host, port, log, clock } = options;
  const limits = { ...DEFAULT_REST_LIMITS, ...options.limits };
  const stopping = new AbortController();
  const arrivals = options.arrivals ?? new Arrivals(clock);
  const connections = new Connections(limits, arrivals);
  const parked = new ParkedPolls(clock, stopping.signal);
  const access = new Access(options.tokens);
  const context: RestContext = { ...options, limits, access, arrivals, parked, stopping: stopping.signal };
  const gatekeeper = new Gatekeeper(context);
  const server = listener(context, gatekeeper);
  server.addHook(
    "onClose",
    access.listen(() => gatekeeper.turnAway(parked.responses())),
  );
  answerRefusals(server, context);
  closeConnectionsOnceStopping(server, stopping.signal);
  takePathsAsWritten(server, context);
  serveProvider(server, context);
  serveConsumer(server, context);
  serveConsumerRequests(server, context);
  serveConsumerStream(server, context);
  serveHealth(server, context);
  serveMetrics(server, context);
  connections.watch(server.server);
  try {
    await listen(server, host, port);
  } catch (error) {
    connections.stop();
    await server.close(); // who tries again must not be the second to listen to the registry
    throw error;
  }
  log.info({ address: server.server.address() }, "listening for devices");

  return {
    host,
    port: (server.server.address() as AddressInfo).port,
    arrivals,
    async [Symbol.asyncDispose]() {
      stopping.abort();
      connections.stop();
      const drained = clock.after(DRAIN, () => server.server.closeAllConnections());
      await server.close();
      drained.cancel();
    },
  };
}

/** A connection that is kept alive after its last answer would hold up the stop until the drain is over. */
function closeConnectionsOnceStopping(server: FastifyInstance, stopping: AbortSignal): void {
  server.addHook("onSend", (_request, reply, _payload, done) => {
    if (stopping.aborted) reply.header("connection", "close");
    done();
  });
}

/** The framework takes `/%63onsumer` and `/consumer#` for `/consumer`. What a request may do is judged by its path before that,
 *  so there is nothing at any path that is written otherwise. */
function takePathsAsWritten(server: FastifyInstance, context: RestContext): void {
  server.addHook("onRequest", (request, reply, done) => {
    const { is404, routeOptions, url } = request;
    const { url: path = "" } = routeOptions;
    if (is404 || url === path || url.startsWith(`${path}?`)) return done();
    refuse(context, request, reply, nothingThere(request, reply));
  });
}

function listener(context: RestContext, gatekeeper: Gatekeeper): FastifyInstance {
  const { limits, arrivals } = context;
  const direct = new DirectReports(context);
  const turns = new Turns(limits, arrivals);
  const server = Fastify({
    // Paths that are no text, for example `/%`, come here; a refusal is all they can get.
    frameworkErrors: (_error, request, reply) => refuse(context, request, reply, nothingThere(request, reply)),
    clientErrorHandler: (error, socket) => turns.fail(error, socket),
    bodyLimit: limits.body,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: "idle",
    keepAliveTimeout: KEEP_ALIVE,
    // No route has a schema: without a compiler of their own, Fastify loads two at every start.
    schemaController: { compilersFactory: { buildValidator: withoutSchemas, buildSerializer: withoutSchemas } },
    routerOptions: { querystringParser: (text) => new URLSearchParams(text) as unknown as Record<string, unknown> },
    serverFactory: (handler) => {
      const receive: RequestListener = (request, response) => {
        if (request.socket.destroyed) return; // came in one parcel with what the connection was hung up on for
        context.access.receive(request, response);
        turns.take(request, response, () => {
          if (!gatekeeper.admits(request, response)) return;
          if (direct.takes(request, response)) return;
          delete request.headers["content-type"]; // clients send none or any; the body is always JSON
          handler(request, response);
        });
      };
      const http = createServer(
        {
          maxHeaderSize: HEADER_LIMIT,
          keepAlive: true,
          keepAliveInitialDelay: 30_000,
          noDelay: true,
          requireHostHeader: false,
          connectionsCheckingInterval: limits.arrival / 10,
        },
        receive,
      );
      // By itself, Node refuses what is expected but for 100-continue, and hangs up on a CONNECT, without a word.
      http.on("checkExpectation", receive);
      http.on("connect", (request) => turns.refuseTunnel(request));
      http.keepAliveTimeout = KEEP_ALIVE;
      http.headersTimeout = limits.arrival;
      http.requestTimeout = limits.arrival;
      http.timeout = 0;
      return http;
    },
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  return server;
}

function withoutSchemas(): never {
  throw new Error("a route came with a schema, and nothing here compiles one");
}

async function listen(server: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const address = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
    if (code === "EADDRINUSE") {
      throw new RegdeskError(
        "PORT_IN_USE",
        `Port ${port} is already in use on ${host}; stop the program that uses it or choose another with --port`,
        { cause: error },
      );
    }
    if (code === "EACCES" || code === "EADDRNOTAVAIL") {
      throw new RegdeskError(
        "PORT_IN_USE",
        `Regdesk may not listen on ${address} (${code}); choose another address or a port above 1023`,
        { cause: error },
      );
    }
    if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
      throw new RegdeskError(
        "PORT_IN_USE",
        `There is no address named ${host}; choose one of this machine's with --host`,
        {
          cause: error,
        },
      );
    }
    throw error;
  }
}
