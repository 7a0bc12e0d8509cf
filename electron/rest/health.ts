import type { FastifyInstance } from "fastify";
import { VERSION } from "../config.ts";
import type { RestContext } from "./context.ts";
import { REVISION_HEADER } from "./request.ts";

/** `GET /health`: that it runs, which version, at which revision, for how many seconds. */
export function serveHealth(server: FastifyInstance, { registry, arrivals, clock }: RestContext): void {
  const startedAt = clock.monotonic();
  server.get("/health", (request, reply) => {
    const { revision } = registry;
    const uptime = Math.floor((clock.monotonic() - startedAt) / 1_000);
    arrivals.answered(request, 200);
    reply.header(REVISION_HEADER, revision).send({ status: "ok", version: VERSION, revision, uptime });
  });
}
