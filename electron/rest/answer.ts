/** Answers without the framework. */
import type { ServerResponse } from "node:http";
import type { RestContext } from "./context.ts";
import { refusalBody, refusalFor, tellRevision } from "./refusal.ts";
import { incomingOf, REVISION_HEADER } from "./request.ts";

/** An answer that may go to many. */
export interface JsonAnswer {
  /** Names and values in turn, which Node writes out faster than an object. */
  readonly head: string[];
  readonly body: string | Buffer;
  /** How long the body is. */
  readonly bytes: number;
}

/** @param revision the registry's, as of which the body is */
export function jsonAnswer(revision: number, body: string | Buffer): JsonAnswer {
  const bytes = Buffer.byteLength(body);
  const type = "application/json; charset=utf-8";
  return { head: [REVISION_HEADER, `${revision}`, "content-type", type, "content-length", `${bytes}`], body, bytes };
}

export function answerWith(response: ServerResponse, stopping: AbortSignal, { head, body }: JsonAnswer): void {
  closeOnceStopping(response, stopping);
  response.writeHead(200, head);
  response.end(body);
}

/** Answers with JSON, as of the registry's present revision. */
export function answerJson(response: ServerResponse, { registry, stopping }: RestContext, body: string | Buffer): void {
  answerWith(response, stopping, jsonAnswer(registry.revision, body));
}

/** Does what may throw, and refuses the request with what was thrown. */
export function orRefuse(response: ServerResponse, context: RestContext, act: () => void): void {
  try {
    act();
  } catch (error) {
    answerError(response, context, error);
  }
}

export function answerError(response: ServerResponse, context: RestContext, error: unknown): void {
  const { arrivals, limits, log, registry, stopping } = context;
  const incoming = incomingOf(response.req);
  const refusal = refusalFor(error, incoming, limits, log);
  arrivals.refused(incoming, refusal.status, refusal.message);
  const { type, body } = refusalBody(refusal, incoming.headers.accept);
  closeOnceStopping(response, stopping);
  tellRevision(response, registry);
  response.writeHead(refusal.status, { "content-type": type, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

/** A connection that is kept alive after its last answer would hold up the stop until the drain is over. */
export function closeOnceStopping(response: ServerResponse, stopping: AbortSignal): void {
  if (stopping.aborted) response.setHeader("connection", "close");
}
