import { Agent, fetch, type Response } from "undici";
import { validateHeaderName, validateHeaderValue } from "node:http";
import { shownAddress } from "./address.ts";
import { trustedAuthorities } from "./authorities.ts";
import { FetchError } from "./fetch-error.ts";
import { inMebibytes } from "./limits.ts";
import { networkError } from "./network-error.ts";

/** Milliseconds. How long the rest may take is the reader's to say. */
const CONNECT_TIMEOUT = 10_000;
const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface HttpRequest {
  readonly url: URL;
  /** What says who is asking; it goes to the origin of the address and to no other. */
  readonly credentials: readonly (readonly [name: string, value: string])[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Sent by POST; a request without one is a GET. */
  readonly body?: Uint8Array;
}

export interface HttpAnswer {
  readonly response: Response;
  /** Where the answer came from in the end. */
  readonly url: URL;
}

/** Asks over connections of its own, which end with it. */
export class HttpClient implements AsyncDisposable {
  readonly #agent: Agent;

  /** @throws {FetchError} `tls` when the authorities are not certificates */
  constructor(authorities: string | undefined) {
    this.#agent = new Agent({
      connect: { ca: trustedAuthorities(authorities), timeout: CONNECT_TIMEOUT },
      headersTimeout: 0,
      bodyTimeout: 0,
      allowH2: false,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.destroy();
  }

  /** The answer, redirects followed. @throws {FetchError} when there is none */
  async ask({ url: start, credentials, headers, body }: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    let url = start;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const known = url.origin === start.origin ? credentials : [];
      const response = await this.#once(url, [...headers, ...known], body, signal);
      const location = REDIRECTS.has(response.status) ? response.headers.get("location") : null;
      if (location === null) return { response, url };
      await response.body?.cancel();
      url = redirectedTo(location, url);
    }
    throw new FetchError(
      "other",
      `${shownAddress(start)} redirects more than ${MOST_REDIRECTS} times; give the address where it ends.`,
    );
  }

  async #once(url: URL, headers: HttpRequest["headers"], body: Uint8Array | undefined, signal: AbortSignal) {
    for (const [name, value] of headers) refuseUnsendable(name, value);
    try {
      return await fetch(url, {
        ...(body === undefined ? {} : { method: "POST", body }),
        headers: [["user-agent", "regdesk"], ...headers.map(([name, value]): [string, string] => [name, value])],
        redirect: "manual",
        dispatcher: this.#agent,
        signal,
      });
    } catch (error) {
      signal.throwIfAborted();
      throw networkError(error, url);
    }
  }
}

/** The whole body, unpacked. @param most bytes @throws {FetchError} when it is larger or breaks off */
export async function bodyOf(answer: HttpAnswer, most: number, signal: AbortSignal): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of partsOf(answer, most, signal)) parts.push(part);
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0));
  let length = 0;
  for (const part of parts) {
    whole.set(part, length);
    length += part.byteLength;
  }
  return whole;
}

/** The body as it comes in, unpacked. @param most bytes @throws {FetchError} when it is larger or breaks off */
export async function* partsOf(
  { response, url }: HttpAnswer,
  most: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (Number(response.headers.get("content-length")) > most) throw tooLarge(url, most);
  let length = 0;
  try {
    if (response.body === null) return;
    for await (const part of response.body as AsyncIterable<Uint8Array>) {
      length += part.byteLength;
      if (length > most) throw tooLarge(url, most);
      yield part;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw networkError(error, url);
  }
}

function tooLarge(url: URL, most: number): FetchError {
  return new FetchError(
    "too-large",
    `${shownAddress(url)} is larger than the ${inMebibytes(most)} a source may have; split it into several sources.`,
  );
}

function redirectedTo(location: string, from: URL): URL {
  const url = URL.parse(location, from.href);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new FetchError("other", `${shownAddress(from)} redirects to something that is no web address; mend it there.`);
}

/** The library's own complaint would quote the value, which may be a secret. */
function refuseUnsendable(name: string, value: string): void {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    throw new FetchError(
      "other",
      `The header ${JSON.stringify(name)} cannot be sent; take line breaks and special characters out of its name and value.`,
    );
  }
}
