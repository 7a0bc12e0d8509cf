import type { FastifyInstance, FastifyReply } from "fastify";
import type { RegisterName } from "#shared/model/register.ts";
import { requestsAnswer } from "./consumer-requests.ts";
import type { RestContext } from "./context.ts";
import { nextNews } from "./long-poll.ts";
import { PollMemory, setKey } from "./poll-memory.ts";
import { namesIn, sinceIn, waitIn } from "./query.ts";
import { acceptsJson } from "./refusal.ts";
import { wishesIn } from "./registers-body.ts";
import { bodyOf, requesterOf, REVISION_HEADER } from "./request.ts";
import { changesAfter, snapshot } from "./snapshot.ts";
import { WholeBody } from "./whole-body.ts";

/** `GET /consumer` reads registers, `PUT /consumer` asks for changes. */
export function serveConsumer(server: FastifyInstance, context: RestContext): void {
  const { registry, changeRequests, arrivals } = context;
  const memory = new PollMemory<number>();
  const whole = new WholeBody(registry);

  server.get("/consumer", async (request, reply) => {
    arrivals.accepted(request, 0);
    const query = request.query as URLSearchParams;
    const names = namesIn(query);
    const wait = waitIn(query);
    const since = sinceIn(query);
    if (since !== undefined) return answerSince(context, reply, { names, wait, since });

    const key = setKey(names);
    if (wait > 0 && (await newsFor(context, reply, { names, wait, told: memory.lastTold(request, key) })) === "gone") {
      return reply.hijack();
    }
    memory.telling(request, reply, key, registry.revision, wait > 0);
    return reply
      .header(REVISION_HEADER, registry.revision)
      .type("application/json")
      .send(names === undefined ? whole.bytes() : snapshot(registry, names));
  });

  server.put("/consumer", async (request, reply) => {
    const wishes = wishesIn(bodyOf(request));
    const requests = wishes.length > 0 ? await changeRequests.request(wishes, requesterOf(request)) : [];
    arrivals.accepted(request, 0);
    reply.code(202);
    if (!acceptsJson(request.headers.accept)) return reply.send();
    return reply.type("application/json").send(requestsAnswer(requests));
  });
}

interface Poll {
  readonly names: RegisterName[] | undefined;
  /** Milliseconds. */
  readonly wait: number;
}

/** Waits, unless something has changed since the client was last told. */
function newsFor(
  { registry, clock, stopping }: RestContext,
  reply: FastifyReply,
  { names, wait, told }: Poll & { readonly told: number | undefined },
): Promise<"news" | "over" | "gone"> {
  if (told !== undefined && registry.hasChanged(names, told)) return Promise.resolve("news");
  return nextNews({ wait, clock, stopping, reply, subscribe: (wake) => registry.onceChanged(names, wake) });
}

async function answerSince(
  { registry, clock, stopping }: RestContext,
  reply: FastifyReply,
  { names, wait, since }: Poll & { readonly since: number },
): Promise<FastifyReply> {
  let changes = changesAfter(registry, names, since);
  if (changes === undefined) {
    const subscribe = (wake: () => void): (() => void) => registry.onceChanged(names, wake);
    if ((await nextNews({ wait, clock, stopping, reply, subscribe })) === "gone") return reply.hijack();
    changes = changesAfter(registry, names, since);
  }
  const { revision } = registry;
  const answer = changes ?? `{"registers":{},"removed":[],"revision":${revision}}`;
  return reply.header(REVISION_HEADER, revision).type("application/json").send(answer);
}
