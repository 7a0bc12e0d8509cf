import type { IncomingMessage, ServerResponse } from "node:http";
import { answerError, closeOnceStopping } from "./answer.ts";
import type { RestContext } from "./context.ts";
import { namesOf, provisionsIn } from "./registers-body.ts";
import { incomingOf, remoteAddress } from "./request.ts";

/** Takes reports past the framework. Most of what a site sends are reports, and they need none of its routing, hooks and
 *  serialising, which show in what the listener can take (budget 1 in docs/performance.md). Everything unusual about one (no
 *  length, too long, a query) still goes the usual way; so does every refusal that is not about the report itself. */
export class DirectReports {
  readonly #context: RestContext;

  constructor(context: RestContext) {
    this.#context = context;
  }

  /** @returns false when the request has to go the usual way */
  takes(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== "PUT" || request.url !== "/provider" || !this.#isPlain(request)) return false;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => this.#answer(request, response, textOf(chunks)));
    return true;
  }

  #isPlain({ headers }: IncomingMessage): boolean {
    const length = headers["content-length"];
    return length !== undefined && Number(length) <= this.#context.limits.body && !this.#context.stopping.aborted;
  }

  #answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const { registry, access, arrivals, stopping, limits, fleet } = this.#context;
    const incoming = incomingOf(request);
    try {
      const report = provisionsIn(body, limits);
      access.makeSureOfNames(incoming, namesOf(report));
      const [address, token] = [remoteAddress(incoming), access.nameOf(incoming)];
      fleet?.barrier.makeSureOfWelcome(report, address, token);
      registry.provide(report, address, token);
      arrivals.reported(incoming, report.length);
      closeOnceStopping(response, stopping);
      response.writeHead(204).end();
    } catch (error) {
      answerError(response, this.#context, error);
    }
  }
}

function textOf(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first.toString() : Buffer.concat(chunks).toString();
}
