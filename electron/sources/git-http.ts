import type { HttpClient as GitHttpClient } from "isomorphic-git";
import { shownAddress } from "./address.ts";
import type { Credential } from "./credentials.ts";
import { partsOf, type HttpAnswer, type HttpClient } from "./http-client.ts";
import { refusedBy } from "./http-status.ts";
import type { ReaderOptions } from "./source-reader.ts";

export interface GitTransportOptions {
  readonly client: HttpClient;
  readonly credentials: readonly Credential[];
  readonly clock: ReaderOptions["clock"];
  /** Bytes of one answer. */
  readonly most: number;
  readonly signal: AbortSignal;
}

/** The library's door to the network, so that authorities, limits, redirects and aborting are those of all sources. */
export class GitTransport {
  readonly http: GitHttpClient;
  readonly #options: GitTransportOptions;
  #broken: { readonly reason: unknown } | undefined;

  constructor(options: GitTransportOptions) {
    this.#options = options;
    this.http = { request: (request) => this.#request(request) };
  }

  /** The library takes an answer that breaks off for one that is over; whoever uses it asks here before believing it. */
  throwIfBroken(): void {
    if (this.#broken !== undefined) throw this.#broken.reason;
  }

  async #request({ url, method, headers = {}, body }: Parameters<GitHttpClient["request"]>[0]) {
    const { client, credentials, clock, signal } = this.#options;
    const sent = method === "POST" ? { body: await gathered(body) } : {};
    const request = { url: new URL(url), headers: Object.entries(headers), credentials, ...sent };
    const answer = await client.ask(request, signal);
    const { response } = answer;
    if (!response.ok) throw refusedBy(shownAddress(new URL(url)), response, clock);
    return {
      url: answer.url.href,
      method: method ?? "GET",
      statusCode: response.status,
      statusMessage: response.statusText,
      headers: Object.fromEntries(response.headers),
      body: this.#watched(answer),
    };
  }

  async *#watched(answer: HttpAnswer): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* partsOf(answer, this.#options.most, this.#options.signal);
    } catch (error) {
      this.#broken ??= { reason: error };
      throw error;
    }
  }
}

async function gathered(parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array> | undefined): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const part of parts ?? []) all.push(part);
  return Buffer.concat(all);
}
