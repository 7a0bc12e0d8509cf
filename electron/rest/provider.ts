import type { FastifyInstance, FastifyReply } from "fastify";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { Delivery } from "../change-requests/deliveries.ts";
import type { RestContext } from "./listener.ts";
import { nextNews } from "./long-poll.ts";
import { namesIn, waitIn } from "./query.ts";
import { provisionsIn } from "./registers-body.ts";
import { bodyOf, remoteAddress } from "./request.ts";

/** `PUT /provider` takes reports, `GET /provider` hands out approved change requests. */
export function serveProvider(server: FastifyInstance, context: RestContext): void {
  const { registry, arrivals } = context;

  server.put("/provider", (request, reply) => {
    const report = provisionsIn(bodyOf(request));
    registry.provide(report, remoteAddress(request));
    arrivals.accepted(request, report.length);
    reply.code(204).send();
  });

  server.get("/provider", async (request, reply) => {
    arrivals.accepted(request, 0);
    const query = request.query as URLSearchParams;
    const delivery = await deliveryWithin(context, reply, namesIn(query), waitIn(query));
    if (reply.raw.destroyed) {
      delivery?.lost();
      return reply.hijack();
    }
    if (delivery !== undefined) watch(reply, delivery);
    return reply.type("application/json").send(answer(delivery?.requests ?? []));
  });
}

/** What there is to deliver now or comes up while the poll waits. */
async function deliveryWithin(
  { changeRequests, clock, stopping }: RestContext,
  reply: FastifyReply,
  names: RegisterName[] | undefined,
  wait: number,
): Promise<Delivery | undefined> {
  const until = clock.monotonic() + wait;
  for (;;) {
    if (stopping.aborted || reply.raw.destroyed) return undefined;
    const delivery = await changeRequests.take(names);
    if (delivery !== undefined) return delivery;
    const subscribe = (wake: () => void): (() => void) => changeRequests.onceDeliverable(names, wake);
    const left = until - clock.monotonic();
    if ((await nextNews({ wait: left, clock, stopping, reply, subscribe })) !== "news") return undefined;
  }
}

/** Delivered is what was written out in full; if the connection closes first, nothing was. */
function watch({ raw }: FastifyReply, delivery: Delivery): void {
  raw.once("close", () => (raw.writableFinished ? delivery.written() : delivery.lost()));
}

function answer(requests: readonly ChangeRequest[]): string {
  const members = requests.map(({ register, value }) => `${JSON.stringify(register)}:{"value":${value}}`);
  return `{"registers":{${members.join(",")}}}`;
}
