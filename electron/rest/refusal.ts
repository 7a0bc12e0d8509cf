import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { RegdeskError } from "#shared/errors.ts";
import type { Logger } from "../logging.ts";
import type { Arrivals } from "./arrivals.ts";

/** Refuses what cannot be done in one sentence of plain text: how existing clients show errors. */
export function answerRefusals(server: FastifyInstance, arrivals: Arrivals, log: Logger): void {
  const refuse = (request: FastifyRequest, reply: FastifyReply, refusal: RegdeskError): void => {
    arrivals.refused(request, refusal.status, refusal.message);
    reply.code(refusal.status).type("text/plain; charset=utf-8").send(`${refusal.message}\n`);
  };

  server.setErrorHandler((error, request, reply) => {
    const refusal = error instanceof RegdeskError ? error : refusalOf(error as Error & { code?: string });
    if (refusal !== undefined) return refuse(request, reply, refusal);
    log.error(
      { err: error, method: request.method, url: request.url },
      "a request failed because of a fault in Regdesk",
    );
    arrivals.refused(request, 500, "Regdesk failed to answer because of a fault of its own");
    reply
      .code(500)
      .type("text/plain; charset=utf-8")
      .send("Regdesk failed to answer because of a fault of its own; its log has the details\n");
  });

  server.setNotFoundHandler((request, reply) => {
    refuse(request, reply, unknownPath(request));
  });
}

/** What Fastify itself refuses before a route sees it. */
function refusalOf(error: Error & { code?: string }): RegdeskError | undefined {
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    return new RegdeskError("BODY_TOO_LARGE", "the body is larger than 1 MiB; send fewer registers at a time", {
      cause: error,
    });
  }
  if (error.code === "FST_ERR_CTP_INVALID_CONTENT_LENGTH") {
    return new RegdeskError("BODY_INVALID", "the body is not as long as Content-Length says; send it whole", {
      cause: error,
    });
  }
  return undefined;
}

function unknownPath({ url }: FastifyRequest): RegdeskError {
  const [path = "/"] = url.split("?");
  return new RegdeskError("PATH_UNKNOWN", `there is nothing at ${path}; registers are at /provider and /consumer`);
}
