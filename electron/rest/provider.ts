import type { FastifyInstance } from "fastify";
import { includes } from "#shared/filter.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { RegisterRecord } from "../registry/register-record.ts";
import type { RestContext } from "./context.ts";
import { ProviderPolls } from "./provider-polls.ts";
import { namesIn } from "./query.ts";
import { namesOf, provisionsIn } from "./registers-body.ts";
import { bodyOf, remoteAddress } from "./request.ts";

/** `PUT /provider` takes reports, `GET /provider` hands out approved change requests, `DELETE /provider` is a clean stop. */
export function serveProvider(server: FastifyInstance, context: RestContext): void {
  const { registry, access, arrivals, limits, fleet } = context;
  const polls = new ProviderPolls(context);
  server.addHook("onClose", () => polls[Symbol.dispose]());

  server.put("/provider", (request, reply) => {
    const report = provisionsIn(bodyOf(request), limits);
    access.makeSureOfNames(request, namesOf(report));
    const [address, token] = [remoteAddress(request), access.nameOf(request)];
    fleet?.barrier.makeSureOfWelcome(report, address, token);
    registry.provide(report, address, token);
    arrivals.reported(request, report.length);
    reply.code(204).send();
  });

  server.get("/provider", (request, reply) => {
    reply.hijack();
    void polls.answer(reply.raw, request.query as URLSearchParams);
  });

  server.delete("/provider", (request, reply) => {
    const names = namesIn(request.query as URLSearchParams);
    if (names !== undefined) access.makeSureOfNames(request, names);
    arrivals.accepted(request);
    // Without names, what this address provided: nobody stops the others' devices.
    const within = access.registersOf(request);
    const own = (): RegisterName[] => providedBy(registry.living(), remoteAddress(request));
    const withdrawn = names ?? own().filter((name) => includes(within, name));
    registry.withdraw(withdrawn);
    arrivals.answered(request, 204, "withdrawn", withdrawn.length);
    reply.code(204).send();
  });
}

function providedBy(records: Iterable<RegisterRecord>, address: string): RegisterName[] {
  return [...records].filter(({ provider }) => provider === address).map(({ name }) => name);
}
