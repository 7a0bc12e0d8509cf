import type { FastifyInstance } from "fastify";
import type { RegisterName } from "#shared/model/register.ts";
import { consumerFragment, type RegisterRecord } from "../registry/register-record.ts";
import type { Registry } from "../registry/registry.ts";
import type { RestContext } from "./listener.ts";
import { nextNews } from "./long-poll.ts";
import { namesIn, waitIn } from "./query.ts";
import { wishesIn } from "./registers-body.ts";
import { bodyOf, requesterOf } from "./request.ts";

/** `GET /consumer` reads registers, `PUT /consumer` asks for changes. */
export function serveConsumer(server: FastifyInstance, context: RestContext): void {
  const { registry, changeRequests, arrivals, clock, stopping } = context;

  server.get("/consumer", async (request, reply) => {
    arrivals.accepted(request, 0);
    const query = request.query as URLSearchParams;
    const names = namesIn(query);
    const wait = waitIn(query);
    const subscribe = (wake: () => void): (() => void) => registry.onceChanged(names, wake);
    if (wait > 0 && (await nextNews({ wait, clock, stopping, reply, subscribe })) === "gone") return reply.hijack();
    return reply.type("application/json").send(snapshot(registry, names));
  });

  server.put("/consumer", async (request, reply) => {
    const wishes = wishesIn(bodyOf(request));
    if (wishes.length > 0) await changeRequests.request(wishes, requesterOf(request));
    arrivals.accepted(request, 0);
    return reply.code(202).send();
  });
}

function snapshot(registry: Registry, names: readonly RegisterName[] | undefined): string {
  const records: Iterable<RegisterRecord | undefined> = names?.map((name) => registry.find(name)) ?? registry.living();
  const fragments: string[] = [];
  for (const record of records) if (record !== undefined) fragments.push(consumerFragment(record));
  return `{"registers":{${fragments.join(",")}}}`;
}
