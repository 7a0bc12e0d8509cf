import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { RegdeskError } from "#shared/errors.ts";
import type { Logger } from "../logging.ts";
import type { ServerResponse } from "node:http";
import { withoutTokens } from "#shared/token-text.ts";
import type { Registry } from "../registry/registry.ts";
import type { RestContext } from "./context.ts";
import type { RestLimits } from "./limits.ts";
import { REVISION_HEADER, type Incoming } from "./request.ts";

const OWN_FAULT = "Regdesk failed to answer because of a fault of its own; its log has the details";
const LONGEST_SENTENCE = 500;
/** Room for the longest name that is allowed and what is around it. */
const LONGEST_PATH = 1_100;

/** What each path takes. */
const METHODS: ReadonlyMap<string, readonly string[]> = new Map([
  ["/provider", ["GET", "PUT", "DELETE"]],
  ["/consumer", ["GET", "PUT"]],
  ["/consumer/requests", ["GET", "DELETE"]],
  ["/consumer/stream", ["GET"]],
  ["/health", ["GET"]],
  ["/metrics", ["GET"]],
]);

/** Refuses what cannot be done: one sentence of plain text, as existing clients show it, or JSON for who asks for it. */
export function answerRefusals(server: FastifyInstance, context: RestContext): void {
  const { limits, log } = context;
  server.setErrorHandler((error, request, reply) => {
    if (hasEndedEarly(error)) return void reply.hijack(); // nobody hears an answer, and `Turns` has noted it
    refuse(context, request, reply, refusalFor(error, request, limits, log));
  });

  server.setNotFoundHandler((request, reply) => {
    refuse(context, request, reply, nothingThere(request, reply));
  });
}

/** What is told of an error. One that is not a refusal is a bug; its details stay in the log. */
export function refusalFor(error: unknown, { method, url }: Incoming, limits: RestLimits, log: Logger): Refusal {
  if (error instanceof RegdeskError) return error;
  const refusal = refusalOf(error as Error & { code?: string }, limits);
  if (refusal !== undefined) return refusal;
  log.error({ err: error, method, url: withoutTokens(url) }, "a request failed because of a fault in Regdesk");
  return { status: 500, code: "FAULT", message: OWN_FAULT, path: undefined };
}

export function refuse(context: RestContext, request: FastifyRequest, reply: FastifyReply, refusal: Refusal): void {
  context.arrivals.refused(request, refusal.status, refusal.message);
  tellRevision(reply.raw, context.registry);
  const { type, body } = refusalBody(refusal, request.headers.accept);
  reply.code(refusal.status).type(type).send(body);
}

/** Every answer to a GET tells it, also one that says no. */
export function tellRevision(response: ServerResponse, { revision }: Pick<Registry, "revision">): void {
  if (response.req.method === "GET") response.setHeader(REVISION_HEADER, revision);
}

/** What is told of a refusal. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Where in the request the fault is. */
  readonly path: string | undefined;
}

export function refusalBody(
  { code, message: whole, path }: Refusal,
  accept: string | undefined,
): { type: string; body: string } {
  const message = withoutTokens(whole); // a client may have put its own where a number belongs
  if (acceptsJson(accept)) {
    const error = { code, message: message.slice(0, LONGEST_SENTENCE), path: path?.slice(0, LONGEST_PATH) };
    return { type: "application/json; charset=utf-8", body: JSON.stringify({ error }) };
  }
  return { type: "text/plain; charset=utf-8", body: `${oneLine(message)}\n` };
}

/** Names and parser messages may hold line breaks and a megabyte; a sentence on a console must not. */
function oneLine(message: string): string {
  return message.slice(0, LONGEST_SENTENCE).replaceAll(/[\r\n]+/g, " ");
}

/** Whether a client asked for JSON by name; any other client that does not care sends the wildcard. */
export function acceptsJson(accept: string | undefined): boolean {
  return accept?.includes("application/json") ?? false;
}

/** What Fastify itself refuses before a route sees it. */
function refusalOf(error: Error & { code?: string }, { body }: RestLimits): RegdeskError | undefined {
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    const sentence = `the body is larger than the ${body} bytes that are allowed; send fewer registers at a time`;
    return new RegdeskError("BODY_TOO_LARGE", sentence, { cause: error });
  }
  if (error.code === "FST_ERR_CTP_INVALID_CONTENT_LENGTH") {
    const sentence = "the body is not as long as Content-Length says; send it whole";
    return new RegdeskError("BODY_INVALID", sentence, { cause: error });
  }
  return undefined;
}

/** Whether the connection was over before the body was. */
function hasEndedEarly(error: unknown): boolean {
  return (error as { code?: string }).code === "ECONNRESET";
}

/** Why a request that no route takes is refused: its path, or only its method. */
export function nothingThere({ url: sent, method }: FastifyRequest, reply: FastifyReply): RegdeskError {
  const [path = "/"] = withoutTokens(sent).split("?");
  const methods = METHODS.get(path);
  if (methods === undefined) {
    return new RegdeskError("PATH_UNKNOWN", `there is nothing at ${path}; registers are at /provider and /consumer`);
  }
  reply.header("allow", methods.join(", "));
  return new RegdeskError("METHOD_NOT_ALLOWED", `${path} takes ${methods.join(" and ")}, not ${method}`);
}
