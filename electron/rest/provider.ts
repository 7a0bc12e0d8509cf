import type { FastifyInstance, FastifyReply } from "fastify";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { Delivery } from "../change-requests/deliveries.ts";
import type { RegisterRecord } from "../registry/register-record.ts";
import type { RestContext } from "./context.ts";
import { nextNews } from "./long-poll.ts";
import { ParkedProviders } from "./parked-providers.ts";
import { namesIn, waitIn } from "./query.ts";
import { provisionsIn } from "./registers-body.ts";
import { bodyOf, remoteAddress, REVISION_HEADER } from "./request.ts";

/** `PUT /provider` takes reports, `GET /provider` hands out approved change requests, `DELETE /provider` is a clean stop. */
export function serveProvider(server: FastifyInstance, context: RestContext): void {
  const { registry, arrivals } = context;
  const parked = new ParkedProviders();
  releaseBlindPolls(context, parked);

  server.put("/provider", (request, reply) => {
    const report = provisionsIn(bodyOf(request));
    registry.provide(report, remoteAddress(request));
    arrivals.accepted(request, report.length);
    reply.code(204).send();
  });

  server.get("/provider", async (request, reply) => {
    arrivals.accepted(request, 0);
    const query = request.query as URLSearchParams;
    const poll = { names: namesIn(query), wait: waitIn(query), address: remoteAddress(request) };
    const delivery = await deliveryFor(context, parked, reply, poll);
    if (reply.raw.destroyed) {
      delivery?.lost();
      return reply.hijack();
    }
    if (delivery !== undefined) watch(reply, delivery);
    reply.header(REVISION_HEADER, registry.revision).type("application/json");
    return reply.send(answer(delivery?.requests ?? []));
  });

  server.delete("/provider", (request, reply) => {
    const names = namesIn(request.query as URLSearchParams);
    arrivals.accepted(request, 0);
    // Without names, what this address provided: nobody stops the others' devices.
    registry.withdraw(names ?? providedBy(registry.living(), remoteAddress(request)));
    reply.code(204).send();
  });
}

interface ProviderPoll {
  readonly names: RegisterName[] | undefined;
  /** Milliseconds. */
  readonly wait: number;
  readonly address: string;
}

/** What there is to deliver now or comes up while the poll waits. */
async function deliveryFor(
  { changeRequests, clock, stopping }: RestContext,
  parked: ParkedProviders,
  reply: FastifyReply,
  { names, wait, address }: ProviderPoll,
): Promise<Delivery | undefined> {
  const until = clock.monotonic() + wait;
  const missed = parked.wasMissed(address);
  const released = new AbortController();
  while (!released.signal.aborted && !stopping.aborted && !reply.raw.destroyed) {
    const delivery = await changeRequests.take(names);
    if (delivery !== undefined || missed) return delivery;
    const subscribe = (wake: () => void): (() => void) => {
      const stopWaiting = changeRequests.onceDeliverable(names, wake);
      const leave = parked.park(address, () => {
        released.abort();
        wake();
      });
      return () => {
        stopWaiting();
        leave();
      };
    };
    const left = until - clock.monotonic();
    if ((await nextNews({ wait: left, clock, stopping, reply, subscribe })) !== "news") return undefined;
  }
  return undefined;
}

/** Answers the polls of a client that wait for other names than the one a request has become deliverable for. */
function releaseBlindPolls({ registry, changeRequests }: RestContext, parked: ParkedProviders): void {
  const seen = new WeakSet<RegisterRecord>();
  changeRequests.onUncovered((name) => {
    const record = registry.find(name);
    if (record !== undefined) parked.release(record.provider);
  });
  registry.listen({
    provided: (record) => {
      if (seen.has(record) || !changeRequests.isUncovered(record.name)) return;
      seen.add(record); // once a life: its provider may simply not want to know
      parked.release(record.provider);
    },
    expired: () => undefined,
    withdrawn: () => undefined,
    forgotten: () => undefined,
  });
}

/** Delivered is what was written out in full; if the connection closes first, nothing was. */
function watch({ raw }: FastifyReply, delivery: Delivery): void {
  raw.once("close", () => (raw.writableFinished ? delivery.written() : delivery.lost()));
}

function providedBy(records: Iterable<RegisterRecord>, address: string): RegisterName[] {
  return [...records].filter(({ provider }) => provider === address).map(({ name }) => name);
}

function answer(requests: readonly ChangeRequest[]): string {
  const members = requests.map(({ register, value }) => `${JSON.stringify(register)}:{"value":${value}}`);
  return `{"registers":{${members.join(",")}}}`;
}
