import type { TestStep } from "#shared/contract/sources.ts";
import type { PeerConnection } from "#shared/model/source.ts";
import { shownAddress, withoutCredentials } from "./address.ts";
import { bearer } from "./credentials.ts";
import { bodyOf, HttpClient } from "./http-client.ts";
import { refusedBy } from "./http-status.ts";
import { inTime, rest } from "./in-time.ts";
import { LIMITS } from "./limits.ts";
import { peerAnswerIn } from "./peer-answer.ts";
import { reachingSteps } from "./reach.ts";
import type { Fetched, FetchedDocument, Known, PeerChanges, ReaderOptions, SourceReader } from "./source-reader.ts";
import { readingSteps } from "./test-steps.ts";

/** How long a poll is parked at the peer, in milliseconds. */
const WAIT = 30_000;
/** A peer that changes all the time is asked this often at most, so that changes are gathered, in milliseconds. */
const PACE = 250;
/** Without revisions every answer is everything there is. */
const PACE_WITHOUT_REVISIONS = 5_000;

interface Answered {
  readonly document: FetchedDocument;
  /** What the header says, if anything. */
  readonly revision: string | undefined;
}

/** Reads another Regdesk, or any server of the LAN protocol. */
export class PeerReader implements SourceReader {
  readonly #connection: PeerConnection;
  readonly #options: ReaderOptions;

  constructor(connection: PeerConnection, options: ReaderOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  async fetch(known: Known | undefined, signal: AbortSignal): Promise<Fetched> {
    return inTime(this.#place(), this.#options.timeout, signal, async (ended) => {
      await using client = this.#client();
      const since = revisionFrom(known?.revision);
      if (since !== undefined) {
        const { document, revision } = await this.#ask(client, `?since=${since}`, ended);
        const changes = peerAnswerIn(document.bytes, this.#place());
        if (changes.isEmpty && !changes.reset) return { kind: "unchanged", revision: changes.revision ?? since };
        if (changes.reset) return { kind: "fetched", revision: changes.revision ?? revision, documents: [document] };
      }
      const { document, revision } = await this.#ask(client, "", ended);
      return { kind: "fetched", revision, documents: [document] };
    });
  }

  async *test(signal: AbortSignal): AsyncGenerator<TestStep, void, undefined> {
    const { url, authorities } = this.#connection;
    const isReachable = yield* reachingSteps({ ...this.#options, url: new URL(url), authorities }, signal);
    if (!isReachable) return;
    const fetch = (ended: AbortSignal): Promise<Fetched> => this.fetch(undefined, ended);
    yield* readingSteps(fetch, this.#options, signal, this.#options.secret === undefined ? "none" : "given");
  }

  async *follow(since: string | undefined, signal: AbortSignal): AsyncGenerator<PeerChanges, never, undefined> {
    const { clock, timeout } = this.#options;
    const place = this.#place();
    await using client = this.#client();
    let revision = revisionFrom(since);
    for (let isFirst = true; ; isFirst = false) {
      const asked = clock.monotonic();
      const query = queryFor(revision, isFirst);
      const answered = await inTime(place, WAIT + timeout, signal, (ended) => this.#ask(client, query, ended));
      const changes = changesIn(answered, query.includes("since="), place);
      revision = changes.revision;
      if (!changes.isEmpty || changes.reset) {
        const { document } = answered;
        yield { document, removed: changes.removed, revision, reset: changes.reset };
      }
      const pace = revision === undefined ? PACE_WITHOUT_REVISIONS : PACE;
      await rest(Math.max(0, pace - (clock.monotonic() - asked)), signal);
    }
  }

  async #ask(client: HttpClient, query: string, signal: AbortSignal): Promise<Answered> {
    const { secret, limits, clock } = this.#options;
    const base = withoutCredentials(this.#connection.url);
    const url = new URL(`${base.origin}${base.pathname.replace(/\/+$/, "")}/consumer${query}`);
    const credentials = secret === undefined ? [] : [bearer(secret)];
    const answer = await client.ask({ url, headers: [["accept", "application/json"]], credentials }, signal);
    const { response } = answer;
    if (!response.ok) throw refusedBy(this.#place(), response, clock);
    const bytes = await bodyOf(answer, { ...LIMITS, ...limits }.bytes, signal);
    return {
      document: { name: this.#place(), format: "json", bytes },
      revision: revisionFrom(response.headers.get("registry-revision") ?? undefined),
    };
  }

  #client(): HttpClient {
    return new HttpClient(this.#connection.authorities);
  }

  #place(): string {
    return shownAddress(this.#connection.url);
  }
}

/** A revision that came from elsewhere, a header or an earlier kind of source, counts only when it is a number. */
function revisionFrom(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{1,16}$/.test(text) ? text : undefined;
}

function queryFor(revision: string | undefined, isFirst: boolean): string {
  const wait = `wait=${WAIT / 1_000}s`;
  if (revision !== undefined) return `?since=${revision}&${wait}`;
  return isFirst ? "" : `?${wait}`;
}

function changesIn({ document, revision }: Answered, isSince: boolean, place: string) {
  if (isSince) return peerAnswerIn(document.bytes, place);
  return { revision, removed: [], reset: true, isEmpty: false };
}
