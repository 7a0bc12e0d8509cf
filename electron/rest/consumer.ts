import type { FastifyInstance } from "fastify";
import { ConsumerReads } from "./consumer-reads.ts";
import { requestsAnswer } from "./consumer-requests.ts";
import type { RestContext } from "./context.ts";
import { acceptsJson } from "./refusal.ts";
import { wishesIn } from "./registers-body.ts";
import { bodyOf, requesterOf } from "./request.ts";

/** `GET /consumer` reads registers, `PUT /consumer` asks for changes. */
export function serveConsumer(server: FastifyInstance, context: RestContext): void {
  const { changeRequests, access, arrivals, limits } = context;
  const reads = new ConsumerReads(context);
  server.addHook("onClose", () => reads[Symbol.dispose]());

  server.get("/consumer", (request, reply) => {
    reply.hijack();
    reads.answer(reply.raw, request.query as URLSearchParams);
  });

  server.put("/consumer", async (request, reply) => {
    const wishes = wishesIn(bodyOf(request), limits);
    const names = wishes.map(({ register }) => register);
    access.makeSureOfNames(request, names);
    const requester = requesterOf(request, access.nameOf(request));
    const requests = wishes.length > 0 ? await changeRequests.request(wishes, requester) : [];
    arrivals.accepted(request);
    arrivals.answered(request, 202, "asked", wishes.length);
    reply.code(202);
    if (!acceptsJson(request.headers.accept)) return reply.send();
    return reply.type("application/json").send(requestsAnswer(requests));
  });
}
