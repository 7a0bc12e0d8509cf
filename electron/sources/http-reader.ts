import { MIMEType } from "node:util";
import type { TestStep } from "#shared/contract/sources.ts";
import type { HttpConnection } from "#shared/model/source.ts";
import { shownAddress, withoutCredentials } from "./address.ts";
import { basic, bearer, type Credential } from "./credentials.ts";
import { formatOfName, formatOfText } from "./document-name.ts";
import { FetchError } from "./fetch-error.ts";
import { bodyOf, HttpClient, type HttpAnswer } from "./http-client.ts";
import { refusedBy } from "./http-status.ts";
import { inTime } from "./in-time.ts";
import { LIMITS } from "./limits.ts";
import { reachingSteps } from "./reach.ts";
import type { DocumentFormat, Fetched, FetchedDocument, Known, ReaderOptions, SourceReader } from "./source-reader.ts";
import { readingSteps } from "./test-steps.ts";

const ACCEPTED = "application/json, application/yaml, text/yaml;q=0.9, */*;q=0.1";

/** A time of change names a state only when it is older than the answer by this much, because it counts whole seconds and
 *  the document may change again within one. Source: RFC 9110, 8.8.2.2. */
const SETTLED = 2_000;

/** Reads a document by its address. */
export class HttpReader implements SourceReader {
  readonly #connection: HttpConnection;
  readonly #options: ReaderOptions;

  constructor(connection: HttpConnection, options: ReaderOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  async fetch(known: Known | undefined, signal: AbortSignal): Promise<Fetched> {
    const url = withoutCredentials(this.#connection.url);
    return inTime(shownAddress(url), this.#options.timeout, signal, async (ended) => {
      await using client = new HttpClient(this.#connection.authorities);
      return await this.#read(client, url, known?.revision, ended);
    });
  }

  async *test(signal: AbortSignal): AsyncGenerator<TestStep, void, undefined> {
    const { url, authorities, auth } = this.#connection;
    const isReachable = yield* reachingSteps({ ...this.#options, url: new URL(url), authorities }, signal);
    if (!isReachable) return;
    const fetch = (ended: AbortSignal): Promise<Fetched> => this.fetch(undefined, ended);
    yield* readingSteps(fetch, this.#options, signal, auth.kind === "none" ? "none" : "given");
  }

  async #read(client: HttpClient, start: URL, revision: string | undefined, signal: AbortSignal): Promise<Fetched> {
    const most = { ...LIMITS, ...this.#options.limits };
    const documents: FetchedDocument[] = [];
    let left = most.bytes;
    let first: HttpAnswer | undefined;
    for (let url: URL | undefined = start; url !== undefined;) {
      if (documents.length === most.pages) throw tooManyPages(start, most.pages);
      const isFirst = first === undefined;
      const answer: HttpAnswer = await this.#ask(client, url, start, isFirst ? revision : undefined, signal);
      if (isFirst && answer.response.status === 304 && revision !== undefined) return { kind: "unchanged", revision };
      if (!answer.response.ok) throw refusedBy(shownAddress(answer.url), answer.response, this.#options.clock);
      first ??= answer;
      const bytes = await bodyOf(answer, left, signal);
      left -= bytes.byteLength;
      documents.push({ name: shownAddress(url), format: formatOf(answer, url, bytes), bytes });
      url = nextPage(answer);
    }
    // What names the first page says nothing of the others.
    return { kind: "fetched", revision: documents.length === 1 && first ? revisionIn(first) : undefined, documents };
  }

  #ask(client: HttpClient, url: URL, start: URL, revision: string | undefined, signal: AbortSignal) {
    const own = this.#connection.headers.map(({ name, value }): Credential => [name, value]);
    const headers: Credential[] = [["accept", ACCEPTED], ...conditionOf(revision)];
    const credentials = url.origin === start.origin ? [...own, ...this.#credentials()] : [];
    return client.ask({ url, headers, credentials }, signal);
  }

  #credentials(): Credential[] {
    const { auth } = this.#connection;
    const { secret = "" } = this.#options;
    if (auth.kind === "basic") return [basic(auth.user, secret)];
    return auth.kind === "bearer" ? [bearer(secret)] : [];
  }
}

function conditionOf(revision: string | undefined): Credential[] {
  if (revision === undefined) return [];
  return [[isEntityTag(revision) ? "if-none-match" : "if-modified-since", revision]];
}

function isEntityTag(revision: string): boolean {
  return /^(W\/)?"/.test(revision);
}

/** The server's name for this state of the document. */
function revisionIn({ response: { headers } }: HttpAnswer): string | undefined {
  const tag = headers.get("etag");
  if (tag !== null && isEntityTag(tag)) return tag;
  const modified = headers.get("last-modified");
  const age = Date.parse(headers.get("date") ?? "") - Date.parse(modified ?? "");
  return modified !== null && age >= SETTLED ? modified : undefined;
}

/** @throws {FetchError} `other` when it is a page for people, which is what a login or a captive portal answers */
function formatOf({ response, url: end }: HttpAnswer, start: URL, bytes: Uint8Array): DocumentFormat {
  const type = typeIn(response.headers.get("content-type"));
  if (type === "text/html" || type === "application/xhtml+xml") {
    const cure = "check the address, and that no login stands before it";
    throw new FetchError("other", `${shownAddress(end)} answered a web page instead of a document; ${cure}.`);
  }
  if (/[/+]json$/.test(type)) return "json";
  if (/[/+](x-)?yaml$/.test(type)) return "yaml";
  return formatOfName(end.pathname) ?? formatOfName(start.pathname) ?? formatOfText(bytes);
}

function typeIn(header: string | null): string {
  try {
    return new MIMEType(header ?? "").essence;
  } catch {
    // Nonsense says as little as nothing.
    return "";
  }
}

/** Where a document in several pages goes on. Source: RFC 8288. */
function nextPage({ response, url }: HttpAnswer): URL | undefined {
  const links = (response.headers.get("link") ?? "").matchAll(/<([^>]*)>([^,<]*)/g);
  for (const [, target = "", parameters = ""] of links) {
    if (/;\s*rel\s*=\s*"?next\b/i.test(parameters)) return URL.parse(target, url.href) ?? undefined;
  }
  return undefined;
}

function tooManyPages(url: URL, most: number): FetchError {
  return new FetchError(
    "too-large",
    `${shownAddress(url)} has more than ${most} pages; split it into several sources.`,
  );
}
