import type { FastifyInstance } from "fastify";
import { hash } from "node:crypto";
import { RegdeskError } from "#shared/errors.ts";
import { includes } from "#shared/filter.ts";
import { ChangeRequestId, stageOf, type ChangeRequest } from "#shared/model/change-request.ts";
import type { RestContext } from "./context.ts";
import { PollMemory, setKey } from "./poll-memory.ts";
import { waitIn } from "./query.ts";
import { remoteAddress, REVISION_HEADER } from "./request.ts";

/** `GET /consumer/requests?id=…&wait=30s`: how a consumer follows the change requests it filed; with `DELETE` it cancels
 *  them. */
export function serveConsumerRequests(server: FastifyInstance, context: RestContext): void {
  const { changeRequests, registry, access, arrivals, parked, clock } = context;
  const memory = new PollMemory<string>();

  server.get("/consumer/requests", async (request, reply) => {
    arrivals.accepted(request);
    const cameAt = clock.monotonic();
    const query = request.query as URLSearchParams;
    const ids = new Set(query.getAll("id"));
    const wait = waitIn(query);
    const within = access.registersOf(request);
    const key = setKey([...ids, ...within]);
    const isSeen = ({ id, register }: ChangeRequest): boolean => ids.has(id) && includes(within, register);
    const answer = (): string => statesAnswer(changeRequests.all().filter(isSeen));
    const settled = (): boolean => changeRequests.all().every((one) => !ids.has(one.id) || stageOf(one) === "done");

    if (wait > 0 && !settled() && isUpToDate(memory.lastTold(request, key), answer())) {
      const subscribe = (wake: () => void): (() => void) =>
        changeRequests.listen((changed) => {
          if (changed.some(({ id }) => ids.has(id))) wake();
        });
      const ending = await parked.nextNews({ response: reply.raw, wait, names: ids.size, subscribe });
      if (reply.raw.writableEnded) return reply.hijack(); // was turned away, which is noted
      if (ending === "gone") {
        arrivals.hungUp(request, clock.monotonic() - cameAt);
        return reply.hijack();
      }
    }
    const states = answer();
    memory.telling(request, reply.raw, key, digest(states), wait > 0);
    arrivals.answered(request, 200, "read", Buffer.byteLength(states), clock.monotonic() - cameAt);
    return reply.header(REVISION_HEADER, registry.revision).type("application/json").send(states);
  });

  server.delete("/consumer/requests", async (request, reply) => {
    const ids = idsToCancel(request.query as URLSearchParams);
    const within = access.registersOf(request);
    const unseen = changeRequests.all().find(({ id, register }) => ids.includes(id) && !includes(within, register));
    if (unseen !== undefined) throw notFound(unseen.id);
    await changeRequests.cancel(ids, remoteAddress(request));
    arrivals.accepted(request);
    arrivals.answered(request, 204, "cancelled", ids.length);
    return reply.code(204).send();
  });
}

/** @param told the digest of what the client was told last, if it was told anything */
function isUpToDate(told: string | undefined, states: string): boolean {
  return told === undefined || told === digest(states);
}

/** What stands for an answer that is remembered: the values in it may be megabytes, and thousands are remembered. */
function digest(states: string): string {
  return hash("sha256", states, "base64");
}

/** @throws {RegdeskError} `ID_MISSING`, `CHANGE_REQUEST_NOT_FOUND` */
function idsToCancel(query: URLSearchParams): ChangeRequestId[] {
  const ids = query.getAll("id");
  if (ids.length === 0) {
    const message = "id: say which change requests to cancel, for example ?id=17; they are all cancelled, or none";
    throw new RegdeskError("ID_MISSING", message, { path: "id" });
  }
  return ids.map((id) => {
    const known = ChangeRequestId.safeParse(id);
    if (known.success) return known.data;
    const message = `id: ${JSON.stringify(id)} is not the number of a change request; PUT /consumer with Accept: application/json answers it`;
    throw new RegdeskError("CHANGE_REQUEST_NOT_FOUND", message, { path: "id" });
  });
}

/** One whose register the token does not include is to its holder like one there is not. */
function notFound(id: ChangeRequestId): RegdeskError {
  const message = `There is no change request ${id}, or it has long been over; nothing was cancelled`;
  return new RegdeskError("CHANGE_REQUEST_NOT_FOUND", message);
}

/** What `PUT /consumer` answers who asks for JSON: the id and state of each request by the register's name. */
export function requestsAnswer(requests: readonly ChangeRequest[]): string {
  const members = requests.map(
    ({ register, id, state }) => `${JSON.stringify(register)}:${JSON.stringify({ id, state })}`,
  );
  return `{"requests":{${members.join(",")}}}`;
}

function statesAnswer(requests: readonly ChangeRequest[]): string {
  const members = requests.map(({ id, register, value, state, note, outcomeValue }) => {
    const head = JSON.stringify({ register, state, ...(note === undefined ? {} : { note }) });
    const reported = outcomeValue === undefined ? "" : `,"reported":${outcomeValue}`;
    return `${JSON.stringify(id)}:${head.slice(0, -1)},"value":${value}${reported}}`;
  });
  return `{"requests":{${members.join(",")}}}`;
}
