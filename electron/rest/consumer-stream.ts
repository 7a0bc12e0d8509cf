import type { FastifyInstance, FastifyRequest } from "fastify";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Clock, Timer } from "#shared/clock.ts";
import type { RestContext } from "./context.ts";
import { namesIn, sinceIn } from "./query.ts";
import { incomingOf, REVISION_HEADER } from "./request.ts";
import { onceChanged, viewOf, type View } from "./view.ts";
import { changesAfter } from "./snapshot.ts";

const HEARTBEAT_EVERY = 15_000;

/** `GET /consumer/stream`: server-sent events, one for each change, in the form of an answer to `since`. A stream begins
 *  with everything, or after `Last-Event-ID`. Source of the format: WHATWG HTML, section 9.2. */
export function serveConsumerStream(server: FastifyInstance, context: RestContext): void {
  const { registry, access, arrivals, clock } = context;

  server.get("/consumer/stream", async (request, reply) => {
    arrivals.accepted(request);
    const view = viewOf(namesIn(request.query as URLSearchParams), access.registersOf(request));
    const since = resumedAt(request);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      [REVISION_HEADER]: registry.revision,
    });
    raw.flushHeaders();
    arrivals.answered(request, 200, "streamed");
    const heartbeat = beat(raw, clock);
    const refused = new AbortController();
    const stopWatching = access.watch(incomingOf(request.raw), () => refused.abort());
    try {
      await stream(raw, { ...context, stopping: AbortSignal.any([context.stopping, refused.signal]) }, view, since);
    } finally {
      stopWatching();
      heartbeat.cancel();
      raw.end();
    }
  });
}

function resumedAt(request: FastifyRequest): number | undefined {
  const lastEventId = request.headers["last-event-id"];
  if (typeof lastEventId !== "string") return sinceIn(request.query as URLSearchParams);
  // What is no id of ours begins anew: a browser does not try again after a refusal.
  return /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : undefined;
}

/** Ends when the client hangs up or the listener stops, and when there is no room for the names it waits for: its client
 *  begins again. A client that reads slowly gets several changes in one event. */
async function stream(
  raw: ServerResponse,
  { registry, parked, stopping, limits: { departure } }: RestContext,
  view: View,
  since: number | undefined,
): Promise<void> {
  const over = AbortSignal.any([stopping, closed(raw)]);
  const subscribe = (wake: () => void): (() => void) => {
    const unsubscribe = onceChanged(registry, view, wake);
    stopping.addEventListener("abort", wake, { once: true });
    return () => {
      unsubscribe();
      stopping.removeEventListener("abort", wake);
    };
  };
  const waiting = { response: raw, wait: Infinity, names: view.names?.length ?? 1, subscribe };
  let told = since;
  while (!over.aborted) {
    const changes = changesAfter(registry, view, told);
    told = registry.revision;
    if (changes === undefined) {
      if ((await parked.nextNews(waiting)) !== "news") return;
    } else if (!raw.write(`event: change\nid: ${told}\ndata: ${changes}\n\n`)) await drained(raw, departure, over);
  }
}

/** Waits until the client has taken what was written; hangs up on one that takes nothing. */
async function drained(raw: ServerResponse, departure: number, over: AbortSignal): Promise<void> {
  raw.setTimeout(departure);
  await once(raw, "drain", { signal: over }).catch(() => undefined); // aborted: the stream ends
  raw.setTimeout(0);
}

function closed(raw: ServerResponse): AbortSignal {
  const controller = new AbortController();
  raw.once("close", () => controller.abort());
  return controller.signal;
}

function beat(raw: ServerResponse, clock: Clock): Timer {
  let timer: Timer;
  const next = (): void => {
    timer = clock.after(HEARTBEAT_EVERY, () => {
      if (!raw.writableNeedDrain) raw.write(": still here\n\n");
      next();
    });
  };
  next();
  return { cancel: () => timer.cancel() };
}
